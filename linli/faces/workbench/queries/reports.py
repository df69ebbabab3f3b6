"""Weekly and monthly reports of an area: what happened in each place below it, and what was asked most."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import public as matters
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date, midnight
from linli.base.kit.errors import NotFound
from linli.registers.places import public as places

BELOW = {
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.STREET,
    Level.STREET: Level.COMMUNITY,
    Level.COMMUNITY: Level.GRID,
}
TOP = 15
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Period:
    """A week from Monday or a month; `code` is 2026-W47 or 2026-11, `until` is the day after its last."""

    code: str
    since: date
    until: date

    @property
    def is_week(self) -> bool:
        """Whether this is a week."""
        return "W" in self.code

    @property
    def last(self) -> date:
        """Its last day."""
        return self.until - timedelta(days=1)

    @property
    def said(self) -> str:
        """The period as people say it."""
        if self.is_week:
            return _("%(since)s 至 %(last)s") % {"since": self.since.isoformat(), "last": self.last.isoformat()}
        return _("%(year)s 年 %(month)s 月") % {"year": self.since.year, "month": self.since.month}


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one place."""

    place_id: UUID
    name: str
    figures: matters.Figures


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one item: the names of what is measured, and how many matters and which sums in each place, the whole last."""

    item: str
    item_code: str
    measures: list[str]
    lines: list[tuple[str, int, list[Decimal]]]


@dataclass(frozen=True, slots=True)
class Report:
    """One period of one area: a line for each place below, the area's own total, the items asked for most, and what came of them."""

    area: str
    period: Period
    lines: list[Line]
    total: matters.Figures
    items: list[tuple[str, matters.TopItem]]
    outcomes: list[Outcome]


def period_of(code: str) -> Period:
    """The period an address names; raises `NotFound` for what isn't one."""
    try:
        if week := _WEEK.fullmatch(code):
            since = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return Period(code, since, since + timedelta(days=7))
        if month := _MONTH.fullmatch(code):
            since = date(int(month[1]), int(month[2]), 1)
            return Period(code, since, (since + timedelta(days=31)).replace(day=1))
    except (ValueError, OverflowError):
        pass
    raise NotFound


def recent_periods(today: date, weeks: int = 6, months: int = 4) -> tuple[list[Period], list[Period]]:
    """This week and month and those before them, newest first."""
    since = [today - timedelta(days=7 * back) for back in range(weeks)]
    named = [day.isocalendar() for day in since]
    first, starts = today.replace(day=1), []
    for _back in range(months):
        starts.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return (
        [period_of(f"{week.year}-W{week.week:02}") for week in named],
        [period_of(f"{start:%Y-%m}") for start in starts],
    )


def report_of(actor: Actor, period: Period, *, now: datetime) -> Report:
    """The report of the acting place; a grid, which has nothing below, reports itself. Six statements."""
    if actor.place_id is None or actor.level is None:
        raise NotFound
    # A period that still runs is compared with as many days before it, not with a whole one.
    span = {"since": period.since, "until": min(period.until, local_date(now) + timedelta(days=1))}
    below = BELOW.get(actor.level)
    levels = [below] if below is not None else []
    figures = matters.figures_within(actor.place_id, actor.level, levels, now=now, **span)
    children = places.descendants(actor.place_id, below) if below is not None else []
    empty = matters.Figures(place_id=None, day=None)
    top = matters.top_items(actor.place_id, actor.level, limit=TOP, **span)
    moments = {"since": midnight(span["since"]), "until": midnight(span["until"])}
    achieved = matters.achieved(actor.place_id, actor.level, levels, **moments)
    names = catalogue.item_names([*(item.item_code for item in top), *(one.item_code for one in achieved)])
    named = {place.id: place.name for place in children} | {actor.place_id: _("合计")}
    return Report(
        area=places.place_for(actor.place_id).name,
        period=period,
        lines=[Line(place.id, place.name, figures.get(place.id, empty)) for place in children],
        total=figures.get(actor.place_id, empty),
        items=[(names.get(item.item_code, item.item_code), item) for item in top],
        outcomes=_outcomes(achieved, names, named),
    )


def _outcomes(achieved: list[matters.Achieved], names: dict[str, str], places_named: dict[UUID, str]) -> list[Outcome]:
    """The sums as a table for each item; places in which nothing was measured are left out."""
    by_item: dict[str, dict[str, dict[UUID, matters.Achieved]]] = {}
    for one in achieved:
        by_item.setdefault(one.item_code, {}).setdefault(one.name, {})[one.place_id] = one
    outcomes = []
    for code, by_name in by_item.items():
        columns = list(by_name.values())
        measures = [next(iter(column.values())).label for column in columns]
        lines = []
        for place_id, name in places_named.items():
            found = [column.get(place_id) for column in columns]
            if any(found):
                count = max(one.matters for one in found if one)
                lines.append((name, count, [one.total if one else Decimal(0) for one in found]))
        outcomes.append(Outcome(names.get(code, code), code, measures, lines))
    return outcomes
