from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "linli.faces.workbench"
    label = "workbench"
