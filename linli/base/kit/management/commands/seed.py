"""`linli seed`: put in the reference data of every context, lowest floor first; doing it twice changes nothing."""

from typing import Any

from django.apps import apps
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

PREFIX = "seed_"


class Command(BaseCommand):
    help = "Put in the reference data: runs each context's `seed_…` command in the order of the floors."

    def handle(self, *_args: Any, **options: Any) -> None:
        floors = [config.name for config in apps.get_app_configs()]
        found = {name: app for name, app in get_commands().items() if name.startswith(PREFIX) and app in floors}
        for name in sorted(found, key=lambda each: (floors.index(str(found[each])), each)):
            call_command(name, verbosity=options["verbosity"])
