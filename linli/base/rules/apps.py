from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "linli.base.rules"
    label = "rules"
