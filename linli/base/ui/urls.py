from django.urls import path

from linli.base.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/preference/", views.preference, name="preference"),
    path("ui/stay/", views.stay, name="stay"),
    path("gallery/", views.show_gallery, name="gallery"),
]
