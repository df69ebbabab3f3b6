from django.urls import path

from linli.base.files import views

app_name = "files"
urlpatterns = [path("<uuid:file_id>/", views.show, name="show")]
