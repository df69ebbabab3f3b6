"""`linli seed`: put every context's reference data in place; run twice, nothing changes."""

from typing import Any

from django.apps import apps
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from linli.base.kit import walls
from linli.base.kit.actor import Actor


class Command(BaseCommand):
    help = "Load the reference data of every context (parameters, items, routing rules, templates)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each context's `seed_<label>` in the order of the floors, in one transaction."""

        known = get_commands()
        with walls.acting(Actor.system("seed")):
            for config in apps.get_app_configs():
                if f"seed_{config.label}" in known:
                    call_command(f"seed_{config.label}", verbosity=options["verbosity"])
