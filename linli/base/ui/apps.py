from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "linli.base.ui"
    label = "ui"
