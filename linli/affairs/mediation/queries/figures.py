"""Figures: found, taken on, settled, kept; by kind, by place, by month. Each is counted as its list is filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.queries.lists import WHICH
from linli.affairs.mediation.states import kinds
from linli.base.kit import clock
from linli.base.kit.actor import Actor, Level
from linli.base.kit.scope import scope_filter
from linli.registers.places import public as places

_BELOW = {
    Level.CITY: "county_id",
    Level.COUNTY: "street_id",
    Level.STREET: "community_id",
    Level.COMMUNITY: "grid_id",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of one line. success: agreed of concluded; kept: performed of those whose terms came out one way or the other."""

    name: str
    key: str
    found: int
    accepted: int
    concluded: int
    agreed: int
    failed: int
    due: int
    performed: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what was found in it and what was agreed of that."""

    first: date
    found: int
    agreed: int


_SUMS = {name: Count("id", filter=which) for name, which in WHICH.items()}


def total(actor: Actor, since: datetime, until: datetime) -> Counted:
    """The whole of the actor's area, of what was found in the period."""
    return _line("", "", _within(actor, since, until).aggregate(**_SUMS))


def by_kind(actor: Actor, since: datetime, until: datetime) -> Sequence[Counted]:
    """A line for each kind that occurred, the most frequent first."""
    known = kinds()
    rows = _within(actor, since, until).values("kind").annotate(**_SUMS).order_by("-found", "kind")
    return [_line(known[row["kind"]].name, row["kind"], row) for row in rows]


def by_place(actor: Actor, since: datetime, until: datetime) -> Sequence[Counted]:
    """A line for each place right below the actor's where any was found; what lies at the place itself has no line."""
    column = _BELOW.get(actor.level) if actor.level else None
    if column is None:
        return []
    found = _within(actor, since, until).filter(~Q(**{column: None})).annotate(at=F(column))
    rows = list(found.values("at").annotate(**_SUMS).order_by("-found", "at"))
    names = places.names_of([row["at"] for row in rows])
    return [_line(names.get(row["at"], ""), str(row["at"]), row) for row in rows]


def by_month(actor: Actor, since: datetime, until: datetime) -> list[Month]:
    """The months of the period, those without any among them."""
    rows = (
        _within(actor, since, until)
        .annotate(month=TruncMonth("found_at", tzinfo=clock.CHINA))
        .values("month")
        .annotate(found=Count("id"), agreed=Count("id", filter=WHICH["agreed"]))
    )
    counted = {clock.local_date(row["month"]): row for row in rows}
    months: list[Month] = []
    first, last = clock.local_date(since).replace(day=1), clock.local_date(until)
    while first <= last:
        row: dict[str, Any] = counted.get(first, {})
        months.append(Month(first, row.get("found", 0), row.get("agreed", 0)))
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return months


def _within(actor: Actor, since: datetime, until: datetime) -> Any:
    return Dispute.objects.filter(**scope_filter(actor), found_at__gte=since, found_at__lt=until)


def _line(name: str, key: str, row: dict[str, Any]) -> Counted:
    return Counted(name, key, **{each: row[each] for each in WHICH})
