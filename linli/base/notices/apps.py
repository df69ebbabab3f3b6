from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "linli.base.notices"
    label = "notices"
