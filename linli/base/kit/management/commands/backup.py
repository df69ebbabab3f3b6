"""`linli backup FOLDER`: the database and the stored files of a running city, with a manifest to prove them by."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.base.kit import backups, clock


class Command(BaseCommand):
    help = "Back up the database and the stored files into a new folder; the city may go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = backups.backup(options["folder"], clock.now())
        except (backups.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{made.rows:,} rows of {len(made.tables)} tables, {len(made.files)} files: {options['folder']}"
        )
