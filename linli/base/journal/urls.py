from django.urls import path

from linli.base.journal import views

app_name = "journal"
urlpatterns = [
    path("desk/journal/", views.acts, name="list"),
    path("desk/journal/verify/", views.verify, name="verify"),
]
