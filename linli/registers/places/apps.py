from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "linli.registers.places"
    label = "places"
