"""The three clocks of a matter: sign-by, answer-by, close-by, on the official calendar of its area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from linli.affairs.matters.models import Matter
from linli.affairs.matters.states import ANSWERED, FILED, SIGNED, STARTED
from linli.base.kit import clock
from linli.base.rules import public as rules
from linli.base.rules.public import TimeLimit, Unit

AreaIds = Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Clocks:
    """Deadlines as moments."""

    sign_by: datetime
    answer_by: datetime
    close_by: datetime


def areas(*ids: UUID | None) -> list[UUID]:
    """The ancestors that exist, nearest first, as parameters are looked up."""
    return [area for area in ids if area is not None]


def limit(stage: str, urgency: str, area_ids: AreaIds, on: datetime, promised_days: int | None = None) -> TimeLimit:
    """The time allowed for a stage: what the item promises in working days, or the area's parameter for the urgency."""
    if promised_days is not None and urgency != "urgent" and stage != "sign":
        return TimeLimit(promised_days, Unit.WORKING_DAYS)
    found = rules.parameter(f"clock.{stage}.{urgency}", area_ids, clock.local_date(on))
    return cast("TimeLimit", found.value)


def start(urgency: str, answer_days: int | None, close_days: int | None, area_ids: AreaIds, at: datetime) -> Clocks:
    """The three deadlines of something that begins at `at`; none is earlier than the one before it."""
    calendar = rules.calendar_for(area_ids)
    sign_by = rules.due(at, limit("sign", urgency, area_ids, at), calendar)
    answer_by = rules.due(at, limit("answer", urgency, area_ids, at, answer_days), calendar)
    close_by = rules.due(at, limit("close", urgency, area_ids, at, close_days), calendar)
    answer_by = max(sign_by, answer_by)
    return Clocks(sign_by, answer_by, max(answer_by, close_by))


def sign_by(urgency: str, area_ids: AreaIds, at: datetime) -> datetime:
    """The deadline for a new holder's signature."""
    return rules.due(at, limit("sign", urgency, area_ids, at), rules.calendar_for(area_ids))


def burning(state: str, clocks: Clocks, external: datetime | None) -> datetime | None:
    """The clock that burns in a state; a deadline set from outside burns beside our own, and the earlier one counts."""
    own = {FILED: clocks.sign_by, SIGNED: clocks.answer_by, STARTED: clocks.answer_by, ANSWERED: clocks.close_by}.get(
        state
    )
    both = [moment for moment in (own, external if state in (FILED, SIGNED, STARTED, "waiting") else None) if moment]
    return min(both) if both else None


def warning(due_at: datetime | None, since: datetime, urgency: str, area_ids: AreaIds) -> datetime | None:
    """When the holder is warned: with the parameter's share of the time left."""
    if due_at is None:
        return None
    share = cast("Decimal", rules.parameter("clock.warn.share", area_ids, clock.local_date(since)).value)
    stage = limit("sign", urgency, area_ids, since)
    return rules.warning_at(since, due_at, share, stage, rules.calendar_for(area_ids))


def area_ids_of(matter: Matter) -> list[UUID]:
    """A matter's areas, nearest first."""
    return areas(matter.grid_id, matter.community_id, matter.street_id, matter.county_id, matter.city_id)


def reset(matter: Matter, at: datetime) -> None:
    """Set the matter's burning clock and warning after its state or deadlines changed; another clock begins unwarned."""
    clocks = Clocks(matter.sign_by, matter.answer_by, matter.close_by)
    due_at = burning(matter.state, clocks, matter.external_deadline)
    if due_at == matter.due_at:
        return
    matter.due_at = due_at
    matter.warn_at = warning(due_at, at, matter.urgency, area_ids_of(matter))
    matter.is_warned, matter.overdue_level = False, 0


def resume(matter: Matter, answer_days: int | None, close_days: int | None, at: datetime) -> None:
    """Move answer-by and close-by by the time the matter waited; the sign clock has no part in it."""
    if matter.waiting_since is None:
        return
    area_ids, since = area_ids_of(matter), matter.waiting_since
    calendar = rules.calendar_for(area_ids)
    answer, close = (
        limit(stage, matter.urgency, area_ids, matter.filed_at, days)
        for stage, days in (("answer", answer_days), ("close", close_days))
    )
    matter.answer_by = rules.postponed(matter.answer_by, answer, since, at, calendar)
    matter.close_by = max(matter.answer_by, rules.postponed(matter.close_by, close, since, at, calendar))
    matter.waited_minutes += max(0, rules.working_minutes_between(since, at, calendar))
    matter.waiting_since = None
