from django.urls import URLPattern, path

from linli.affairs.campaigns import views

app_name = "campaigns"
urlpatterns: list[URLPattern] = [
    path("desk/campaigns/", views.listed, name="list"),
    path("desk/campaigns/new/", views.new, name="new"),
    path("desk/campaigns/<uuid:campaign_id>/", views.campaign, name="campaign"),
    path("desk/campaigns/<uuid:campaign_id>/assign/", views.assign, name="assign"),
    path("desk/campaigns/<uuid:campaign_id>/end/", views.end, name="end"),
]
