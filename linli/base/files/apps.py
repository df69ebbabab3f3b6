from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "linli.base.files"
    label = "files"
