from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "linli.affairs.matters"
    label = "matters"
