"""Load a code file into the tree of places."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import Refusal
from linli.registers.places import actions, errors

SHOWN = 20


class Command(BaseCommand):
    """`import_places FILE --date 2023-06-30 --system nbs`: all of the file, or nothing and a report."""

    help = "Load a CSV file of place codes (code,name,level[,parent]) into the tree, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--date", type=date.fromisoformat, required=True, help="the day the codes were in force, YYYY-MM-DD"
        )
        parser.add_argument("--system", default="nbs", help="the code system; nbs is the statistical code (default)")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}. Check the path.") from error
        try:
            with walls.acting(Actor.system("import_places")) as actor:
                done = actions.import_codes(
                    content=content, system=options["system"], date=options["date"], actor=actor, now=clock.now()
                )
        except errors.BadRows as bad:
            for row in bad.rows[:SHOWN]:
                self.stderr.write(f"{file}:{row.number}: {row.field} = {row.value!r}: {row.reason} {row.cure}")
            raise CommandError(str(bad)) from bad
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{done.added} places added, {done.unchanged} unchanged")
