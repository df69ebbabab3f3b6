"""`linli journal verify`: prove that no sealed entry was changed, removed or slipped in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.base.journal import actions, queries
from linli.base.kit import walls
from linli.base.kit.actor import Actor


class Command(BaseCommand):
    help = "verify: recompute the hash chain of the journal. seal: close the complete entries now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify", "seal"])

    def handle(self, *args: Any, **options: Any) -> None:
        with walls.acting(Actor.system(f"journal.{options['verb']}")):
            if options["verb"] == "seal":
                self.stdout.write(f"{actions.seal()} entries sealed")
                return
            found = queries.breaches()
        for breach in found:
            self.stderr.write(f"seal {breach.seal} entry {breach.entry_id}: {breach.reason}")
        if found:
            raise CommandError(
                f"The journal is broken in {len(found)} place(s). Keep the database as it is and call the auditor."
            )
        self.stdout.write("The journal is whole.")
