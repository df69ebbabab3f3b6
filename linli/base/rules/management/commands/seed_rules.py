"""Load the shipped parameters: adds what is missing, ends what a newer law ends, and leaves local values alone."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from linli.base.rules.declarations import PARAMETERS, BadRuleFile, SeedValue, read_file
from linli.base.rules.models import Parameter
from linli.base.rules.queries import forget


class Command(BaseCommand):
    """Runs as often as one likes; the second run changes nothing."""

    help = "Load the shipped parameters (data/parameters.toml)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and check the whole file first, so that a bad row loads nothing."""
        try:
            _, seeds = read_file(PARAMETERS)
        except BadRuleFile as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            added, changed = _upsert(seeds)
        forget()
        if int(options["verbosity"]) > 1:
            self.stdout.write(f"parameters: {added} added, {changed} changed, {len(seeds)} in the file")


def _upsert(seeds: list[SeedValue]) -> tuple[int, int]:
    """Bring the values that hold everywhere in line with the file; returns how many were added and changed."""
    held: dict[str, list[Parameter]] = {}
    for row in Parameter.objects.filter(area_id=None).order_by("valid_from"):
        held.setdefault(row.name, []).append(row)
    added: list[Parameter] = []
    changed: list[Parameter] = []
    for seed in seeds:
        rows = held.get(seed.name, [])
        same = next((row for row in rows if row.valid_from == seed.valid_from), None)
        if same is not None:
            if _align(same, seed):
                changed.append(same)
        elif not any(_overlap(row, seed) for row in rows):
            added.append(_row(seed))
    # Endings first: a value that a newer law ends makes room for the one that follows.
    Parameter.objects.bulk_update(changed, ["value", "valid_until", "basis"])
    Parameter.objects.bulk_create(added)
    return len(added), len(changed)


def _row(seed: SeedValue) -> Parameter:
    return Parameter(
        name=seed.name, value=seed.value, valid_from=seed.valid_from, valid_until=seed.valid_until, basis=seed.basis
    )


def _align(row: Parameter, seed: SeedValue) -> bool:
    """Correct a shipped row in place; one that was ended early by a local value stays ended. True when it changed."""
    before = (row.value, row.valid_until, row.basis)
    row.value, row.basis = seed.value, seed.basis
    row.valid_until = min((day for day in (row.valid_until, seed.valid_until) if day is not None), default=None)
    return before != (row.value, row.valid_until, row.basis)


def _overlap(row: Parameter, seed: SeedValue) -> bool:
    """Whether a value that stays as it is (a local one) already covers part of the shipped value's time."""
    forever = date.max
    return row.valid_from < (seed.valid_until or forever) and seed.valid_from < (row.valid_until or forever)
