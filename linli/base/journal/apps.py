from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "linli.base.journal"
    label = "journal"
