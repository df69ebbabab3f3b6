"""The clocks of a dispute: deciding on it, concluding it, the court's thirty days, the days its terms are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from linli.affairs.mediation.models import Dispute, Term
from linli.affairs.mediation.states import BEFORE, CONFIRMED, SETTLED, UNDERWAY
from linli.base.kit import clock
from linli.base.kit.scope import SCOPE_FIELDS
from linli.base.rules import public as rules
from linli.base.rules.public import TimeLimit

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Burning:
    """The clock that burns now and when to warn of it."""

    due_at: datetime | None
    warn_at: datetime | None


def areas(dispute: Dispute) -> list[UUID]:
    """The dispute's ancestors, nearest first, as parameters are looked up."""
    return [area for name in SCOPE_FIELDS if (area := getattr(dispute, name))]


def deadline(name: str, dispute: Dispute, start: datetime) -> datetime:
    """When the time a parameter allows runs out, in the dispute's area."""
    area_ids = areas(dispute)
    limit = cast("TimeLimit", rules.parameter(name, area_ids, clock.local_date(start)).value)
    return rules.due(start, limit, rules.calendar_for(area_ids))


def confirm_by(dispute: Dispute, in_force_at: datetime) -> datetime:
    """Until when the court can be asked: a last day that is no working day moves to the next one (民事诉讼法第八十五条)."""
    ends = deadline("mediation.confirm.apply", dispute, in_force_at)
    calendar = rules.calendar_for(areas(dispute))
    while not calendar.is_working_day(clock.local_date(ends - timedelta(seconds=1))):
        ends += _ONE_DAY
    return ends


def end_of(day: date) -> datetime:
    """Midnight after a day, in China."""
    return clock.midnight(day + _ONE_DAY)


def burning(dispute: Dispute, terms: Sequence[Term], now: datetime) -> Burning:
    """The next deadline of a dispute in its present stage; nothing burns once it has ended."""
    if dispute.state in BEFORE:
        due = deadline("mediation.accept", dispute, dispute.found_at)
        return Burning(due, due - _ONE_DAY)
    if dispute.state in UNDERWAY and dispute.conclude_by:
        return Burning(dispute.conclude_by, dispute.conclude_by - 7 * _ONE_DAY)
    if dispute.state in SETTLED:
        return _settled(dispute, terms, now)
    return Burning(None, None)


def _settled(dispute: Dispute, terms: Sequence[Term], now: datetime) -> Burning:
    """The court's time and the terms still to be performed: whichever is next."""
    on, area_ids = clock.local_date(now), areas(dispute)
    ahead: list[Burning] = []
    if dispute.state != CONFIRMED and dispute.may_apply and dispute.confirm_by and dispute.confirm_by > now:
        days = rules.parameter("mediation.confirm.warn_days", area_ids, on).integer
        ahead.append(Burning(dispute.confirm_by, dispute.confirm_by - days * _ONE_DAY))
    days = rules.parameter("mediation.term.warn_days", area_ids, on).integer
    ahead += [Burning(end_of(term.due_on), end_of(term.due_on) - days * _ONE_DAY) for term in terms if not term.outcome]
    return min(ahead, key=lambda each: each.due_at or now, default=Burning(None, None))
