from django.urls import URLPattern, path

from linli.affairs.ledgers import views

app_name = "ledgers"
urlpatterns: list[URLPattern] = [
    path("desk/ledgers/", views.listed, name="list"),
    path("desk/ledgers/entries/<uuid:entry_id>/", views.entry, name="entry"),
    path("desk/ledgers/entries/<uuid:entry_id>/end/", views.end, name="end"),
    path("desk/ledgers/<str:code>/", views.ledger, name="ledger"),
    path("desk/ledgers/<str:code>/new/", views.new, name="new"),
]
