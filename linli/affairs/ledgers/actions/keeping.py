"""An entry is added, corrected and ended; what changed stays beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.affairs.ledgers import errors, permissions, queries
from linli.affairs.ledgers.models import LedgerChange, LedgerEntry
from linli.affairs.ledgers.states import Ledger, read_values
from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_of
from linli.registers.places import public as places


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as it is written down: `typed` holds what was typed for each field."""

    place_id: UUID
    typed: Mapping[str, str]
    since: date
    source: str


@transaction.atomic
def add(*, code: str, new: NewEntry, actor: Actor, now: datetime) -> LedgerEntry:
    """Put an entry into a ledger."""
    ledger = queries.ledger_for(actor, code)
    permissions.require_write(actor, ledger)
    at = places.place_for(new.place_id)
    if actor.place_id not in places.area_ids(at):
        raise errors.WrongPlace
    made = LedgerEntry(
        **scope_of(at),
        ledger=ledger.code,
        version=ledger.version,
        values=_values(ledger, new.typed),
        since=new.since,
        source=new.source.strip(),
        looked_at=now,
    )
    made.save(force_insert=True)
    _keep(made, "added", {key: ["", value] for key, value in made.values.items()}, actor, now)
    return made


@transaction.atomic
def correct(*, entry_id: UUID, typed: Mapping[str, str], actor: Actor, now: datetime) -> LedgerEntry:
    """Correct what an entry says; saved as it was, it counts as looked at."""
    found, ledger = _open(entry_id, actor)
    before, found.values = found.values, _values(ledger, typed)
    keys = sorted({*before, *found.values})
    changed = {
        key: [before.get(key, ""), found.values.get(key, "")]
        for key in keys
        if before.get(key) != found.values.get(key)
    }
    found.version, found.looked_at = ledger.version, now
    found.save(update_fields=["values", "version", "looked_at"])
    _keep(found, "corrected", changed, actor, now)
    return found


@transaction.atomic
def end(*, entry_id: UUID, on: date, actor: Actor, now: datetime) -> LedgerEntry:
    """Say from which day an entry isn't so any more."""
    found, _ = _open(entry_id, actor)
    if on < found.since:
        raise errors.WrongDays
    found.until, found.looked_at = on, now
    found.save(update_fields=["until", "looked_at"])
    _keep(found, "ended", {}, actor, now)
    return found


@transaction.atomic
def rehouse(mapping: Mapping[str, str]) -> int:
    """After places were reorganised, entries lie where their places went. Run twice, it changes nothing."""
    return places.rescope("ledgers_ledgerentry", dict(mapping))


def _open(entry_id: UUID, actor: Actor) -> tuple[LedgerEntry, Ledger]:
    found = queries.entry_for(actor, entry_id, lock=True)
    ledger = queries.ledger_for(actor, found.ledger)
    permissions.require_write(actor, ledger)
    if found.until is not None:
        raise errors.Over
    return found, ledger


def _values(ledger: Ledger, typed: Mapping[str, str]) -> dict[str, str | int]:
    values, wrong = read_values(ledger, typed)
    if wrong:
        raise errors.WrongValues(fields="、".join(field.name for field in wrong))
    return values


def _keep(entry: LedgerEntry, act: str, changed: dict[str, Any], actor: Actor, now: datetime) -> None:
    LedgerChange(entry=entry, act=act, changed=changed, post_id=actor.post_id, at=now).save(force_insert=True)
    journal.record(actor, f"ledgers.{act}", "ledger_entry", entry.id, at=now, ledger=entry.ledger)
