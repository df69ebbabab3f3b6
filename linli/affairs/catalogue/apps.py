from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "linli.affairs.catalogue"
    label = "catalogue"
