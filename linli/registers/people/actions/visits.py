"""Visits at home: who was met, when, and what they said, in one tap from the household's page (HB-70)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotAllowed
from linli.registers.people import errors, permissions, queries
from linli.registers.people.models import Household, Visit


@transaction.atomic
def visit(*, household_id: UUID, day: date, note: str = "", actor: Actor, now: datetime) -> Visit:
    """Note that somebody of the household was met on a day; a post notes it once a day, however often the button is pressed."""
    permissions.require(actor, "visit")
    if actor.post_id is None:
        raise NotAllowed
    household = queries.household_for(actor, household_id, lock=True)
    if not household.since <= day <= min(local_date(now), household.until or local_date(now)):
        raise errors.NotTheDayOfAVisit(on=day)
    if Visit.objects.filter(household=household, day=day, post_id=actor.post_id).exists():
        raise errors.VisitedAlready(on=day)
    made = Visit(
        household=household, day=day, note=note.strip(), post_id=actor.post_id, actor_label=actor.label, at=now
    )
    made.save(force_insert=True)
    # An older visit that is noted late leaves the newest one standing.
    newer = Q(visited_on__isnull=True) | Q(visited_on__lt=day)
    Household.objects.filter(newer, id=household.id).update(visited_on=day)
    journal.record(actor, "household.visited", "household", household.id, at=now, day=day.isoformat())
    return made
