"""Circumstances: dated, sourced facts about a resident."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.registers.people import errors, permissions, queries
from linli.registers.people.actions.persons import lives_within
from linli.registers.people.models import Circumstance
from linli.registers.people.states import CIRCUMSTANCES, zh_name


@transaction.atomic
def add_circumstance(
    *,
    resident_id: UUID,
    kind: str,
    since: date,
    source: str,
    review_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Circumstance:
    """Note a circumstance and where it is known from; the day to look again follows from its kind unless given."""
    permissions.require(actor, "note")
    if kind not in CIRCUMSTANCES:
        raise errors.UnknownCode(value=kind)
    resident = queries.resident_for(actor, resident_id)
    if not lives_within(actor, resident):
        raise errors.LivesElsewhere
    if since > local_date(now):
        raise errors.EndsBeforeItBegins(on=since)
    # Two clerks noting the same thing at once wait for each other here.
    queries.resident_for(actor, resident_id, lock=True)
    known = Circumstance.objects.filter(resident=resident, kind=kind, until=None).first()
    if known is not None:
        raise errors.AlreadyNoted(kind=CIRCUMSTANCES[kind].name, since=known.since)
    days = CIRCUMSTANCES[kind].review_days
    circumstance = Circumstance(
        resident=resident,
        kind=kind,
        since=since,
        source=source,
        review_on=review_on or (local_date(now) + timedelta(days=days) if days else None),
    )
    circumstance.save(force_insert=True)
    _record(actor, "circumstance.added", circumstance, now, source=source)
    return circumstance


def _record(actor: Actor, act: str, circumstance: Circumstance, now: datetime, **what: str) -> None:
    resident = circumstance.resident
    kind = zh_name(CIRCUMSTANCES, circumstance.kind)
    journal.record(
        actor, act, "resident", resident.id, at=now, about_person_id=resident.person_id, circumstance=kind, **what
    )


@transaction.atomic
def end_circumstance(*, circumstance_id: UUID, on: date, actor: Actor, now: datetime) -> Circumstance:
    """End a circumstance on the day it ceased; it stays in the resident's history."""
    permissions.require(actor, "note")
    circumstance = queries.circumstance_for(actor, circumstance_id)
    if not lives_within(actor, circumstance.resident):
        raise errors.LivesElsewhere
    circumstance = queries.circumstance_for(actor, circumstance_id, lock=True)
    if circumstance.until is not None or on < circumstance.since or on > local_date(now):
        raise errors.EndsBeforeItBegins(on=on)
    circumstance.until = on
    circumstance.save(update_fields=["until"])
    _record(actor, "circumstance.ended", circumstance, now)
    return circumstance
