"""Ledgers with how many entries and how fresh, the entries of one, and one with its history."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, TextField
from django.db.models.functions import Cast

from linli.affairs.ledgers import permissions
from linli.affairs.ledgers.models import LedgerChange, LedgerEntry
from linli.affairs.ledgers.states import LEDGERS, Ledger
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.registers.places import public as places

PAGE = 50
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """A ledger, how many entries hold now, and when one was last looked at."""

    ledger: Ledger
    current: int
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to; `after` is the last id of the page before."""

    text: str = ""
    past: bool = False
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A field and what an entry says there."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list."""

    id: UUID
    place: str
    cells: list[Cell]
    since: date
    until: date | None
    is_stale: bool


def ledger_for(actor: Actor, code: str) -> Ledger:
    """A ledger the actor may read; raises `NotFound`."""
    found = LEDGERS.get(code)
    if found is None:
        raise NotFound
    permissions.require_read(actor, found)
    return found


def counted(actor: Actor) -> list[Counted]:
    """The ledgers the actor may read; one statement."""
    rows = LedgerEntry.objects.filter(**scope_filter(actor)).values("ledger")
    found = {
        row["ledger"]: row
        for row in rows.annotate(current=Count("id", filter=Q(until=None)), last=Max("looked_at")).order_by("ledger")
    }
    none: dict[str, Any] = {"current": 0, "last": None}
    return [
        Counted(ledger, found.get(ledger.code, none)["current"], found.get(ledger.code, none)["last"])
        for ledger in LEDGERS.values()
        if permissions.may_read(actor, ledger)
    ]


def entries(actor: Actor, ledger: Ledger, asked: Asked, now: datetime) -> tuple[list[Line], UUID | None]:
    """A page of entries, newest first, and the id the next page begins after."""
    rows = LedgerEntry.objects.filter(ledger=ledger.code, until__isnull=not asked.past, **scope_filter(actor))
    if asked.text:
        rows = rows.annotate(said=Cast("values", TextField())).filter(said__icontains=asked.text)
    if asked.after:
        rows = rows.filter(id__lt=asked.after)
    found = list(rows.order_by("-id")[: PAGE + 1])
    names = places.names_of({row.place_id for row in found})
    oldest = now - timedelta(days=ledger.days)
    lines = [
        Line(
            row.id,
            names.get(row.place_id, ""),
            cells(ledger, row.values)[:SHOWN],
            row.since,
            row.until,
            row.until is None and row.looked_at < oldest,
        )
        for row in found[:PAGE]
    ]
    return lines, found[PAGE - 1].id if len(found) > PAGE else None


def cells(ledger: Ledger, values: dict[str, Any]) -> list[Cell]:
    """Every field of a ledger and what an entry says there."""
    return [Cell(field.name, str(values.get(field.code, ""))) for field in ledger.fields]


def entry_for(actor: Actor, entry_id: UUID, *, lock: bool = False) -> LedgerEntry:
    """An entry of the actor's area; raises `NotFound`."""
    rows = LedgerEntry.objects.filter(**scope_filter(actor))
    return one(rows.select_for_update() if lock else rows, id=entry_id)


def history(ledger: Ledger, entry: LedgerEntry) -> list[tuple[LedgerChange, list[tuple[str, str, str]]]]:
    """What was done to an entry, newest first, with each value before and after."""
    names = {field.code: field.name for field in ledger.fields}
    return [
        (change, [(names.get(code, code), str(old), str(new)) for code, (old, new) in change.changed.items()])
        for change in LedgerChange.objects.filter(entry=entry).order_by("-id")
    ]


def communities_of(actor: Actor) -> list[places.Place]:
    """Where the actor may write entries: its own community, or those of its area."""
    if actor.place_id is None:
        return []
    if actor.level is Level.COMMUNITY:
        return [places.place_for(actor.place_id)]
    return places.descendants(actor.place_id, Level.COMMUNITY)
