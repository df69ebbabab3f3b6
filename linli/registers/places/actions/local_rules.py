"""Setting what rules hold in a place: `rules` keeps the values and knows areas only as ids; the reach is checked here."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules
from linli.registers.places import permissions
from linli.registers.places.queries import place_for


@transaction.atomic
def set_local_rule(
    *,
    place_id: UUID,
    name: str,
    value: str,
    valid_from: date,
    valid_until: date | None,
    basis: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Give a parameter a value in a place from a day on; refused outside the actor's subtree, by kind, dates and basis."""
    permissions.require(actor, "set_local_rule", place_for(place_id))
    rules.set_parameter(
        name=name,
        area_id=place_id,
        value=value,
        valid_from=valid_from,
        valid_until=valid_until,
        basis=basis,
        actor=actor,
        now=now,
    )
    journal.record(
        actor,
        "place.rule_set",
        "place",
        place_id,
        at=now,
        name=name,
        value=value,
        valid_from=valid_from.isoformat(),
        basis=basis.strip(),
    )


@transaction.atomic
def set_local_day(*, place_id: UUID, day: date, is_working: bool, basis: str, actor: Actor, now: datetime) -> None:
    """Declare a day working or free in a place, as a storm or a make-up day of its own may ask."""
    permissions.require(actor, "set_local_rule", place_for(place_id))
    rules.set_calendar_day(area_id=place_id, day=day, is_working=is_working, basis=basis, actor=actor, now=now)
    journal.record(
        actor,
        "place.day_set",
        "place",
        place_id,
        at=now,
        day=day.isoformat(),
        is_working=is_working,
        basis=basis.strip(),
    )
