"""`linli seed_catalogue`: the shipped service fields and items, each published as its version 1."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from linli.affairs.catalogue.management.item_files import DATA, BadItemFile, FieldRow, ItemRow, read
from linli.affairs.catalogue.models import Field, Item, ItemVersion
from linli.base.kit import clock

FIRST = 1


class Command(BaseCommand):
    help = "Load the shipped service fields and items; items that are already there stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA, help="a folder with fields.toml and items/*.toml")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check every file first, so that a wrong row loads nothing; a second run changes nothing."""
        try:
            fields, items = read(options["folder"])
        except BadItemFile as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        with transaction.atomic():
            _put_fields(fields)
            _put_items(items)
        if int(options["verbosity"]) > 1:
            self.stdout.write(f"catalogue: {len(fields)} fields, {len(items)} items")


def _put_fields(rows: list[FieldRow]) -> None:
    Field.objects.bulk_create(
        [Field(code=row.code, name=row.name, name_en=row.name_en, icon=row.icon, order=row.order) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "icon", "order"],
    )


def _put_items(rows: list[ItemRow]) -> None:
    """Three statements for any number of items: the items, their ids, their first versions.

    An item that is already there belongs to the city: matters rest on its versions, so only people change them.
    """
    Item.objects.bulk_create([Item(code=row.code, field_id=row.field) for row in rows], ignore_conflicts=True)
    # What was there before keeps its id, and bulk_create doesn't say which those are.
    ids = dict(Item.objects.filter(code__in=[row.code for row in rows]).values_list("code", "id"))
    now = clock.now()
    versions = [
        ItemVersion(item_id=ids[row.code], number=FIRST, status="published", published_at=now, **row.version)
        for row in rows
    ]
    ItemVersion.objects.bulk_create(versions, ignore_conflicts=True)
