from django.urls import URLPattern, path

from linli.faces.cockpit import views

app_name = "cockpit"
urlpatterns: list[URLPattern] = [
    path("cockpit/", views.place, name="list"),
    path("cockpit/<uuid:place_id>/", views.place, name="place"),
    path("cockpit/<uuid:place_id>/rows/<slug:measure>/", views.rows, name="rows"),
]
