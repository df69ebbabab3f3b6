from django.urls import URLPattern, path

from linli.faces.portal import views

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("open/places/", views.places_page, name="places"),
    path("open/places/find/", views.suggest, name="suggest"),
    path("open/places/<uuid:place_id>/", views.place_page, name="place"),
]
