"""`linli restore FOLDER`: a backup into an empty database, proved by counting; `--check` only counts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.base.kit import backups


class Command(BaseCommand):
    help = (
        "Restore a backup into the empty database that OWNER_DATABASE_URL names, and count every table and file again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="restore nothing: count what is there beside the manifest"
        )
        parser.add_argument("--jobs", type=int, default=2, help="tables restored at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            if options["check"]:
                manifest = backups.read(folder)
                if differences := backups.compare(manifest):
                    raise CommandError("This is not what was backed up:\n" + "\n".join(differences))
            else:
                manifest = backups.restore(folder, options["jobs"])
        except (backups.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{manifest.rows:,} rows of {len(manifest.tables)} tables and {len(manifest.files)} files are as they were at {manifest.made_at}."
        )
