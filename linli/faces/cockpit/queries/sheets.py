"""One place's whole page, as plain values, in as many statements for ten places below as for four hundred."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import dateformat
from django.utils.translation import pgettext

from linli.affairs.matters import public as matters
from linli.affairs.matters.public import Figures
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.ui import charts
from linli.faces.cockpit import permissions
from linli.faces.cockpit.queries.attention import TOPICS, Point, Topic, attention, topics_of
from linli.faces.cockpit.queries.below import LISTED, MAPPED, MEASURES, Below, Members, below, members_of, name_of
from linli.faces.cockpit.queries.headlines import LEAST_BASE, Headline, headlines
from linli.faces.cockpit.queries.links import Links
from linli.faces.cockpit.queries.periods import Period, between, total
from linli.registers.places import public as places
from linli.registers.places.public import Place

_CHAIN = (Level.CITY, Level.COUNTY, Level.STREET, Level.COMMUNITY, Level.GRID)


@dataclass(frozen=True, slots=True)
class Crumb:
    """A place on the way down; above the reader's own place it has no address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Ratings that staff wrote down for a resident, kept apart."""

    satisfied: int
    rated: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page of a place shows."""

    place: Place
    name: str
    trail: list[Crumb]
    whole: Figures
    headlines: list[Headline]
    staff: Staff
    below: Below | None
    points: list[Point]
    topics: list[Topic]
    chart: charts.Chart
    is_empty: bool


def place_in_reach(actor: Actor, place_id: UUID | None) -> Place:
    """The place asked for, or the acting post's own; raises `NotFound` outside its subtree and above or below the tiers."""
    wanted = place_id or actor.place_id
    if wanted is None:
        raise NotFound
    place = places.place_for(wanted)
    permissions.require(actor, place)
    if place.level not in _CHAIN:
        raise NotFound
    return place


def sheet_of(actor: Actor, place_id: UUID | None, period: Period, links: Links, now: datetime) -> Sheet:
    """The page of a place: eight statements, ten where the map shows two levels below."""
    place = place_in_reach(actor, place_id)
    level = Level(place.level)
    stretch = {"since": period.since, "until": period.until}
    days = matters.trend(place.id, level, since=period.before, until=period.until)
    members = members_of(place)
    figures = matters.figures_within(place.id, level, _levels_below(level), now=now, **stretch)
    whole = figures.get(place.id) or Figures(place_id=place.id, day=None)
    before = total(between(days, period.before, period.since))
    topics = topics_of(
        place,
        matters.top_items(place.id, level, limit=TOPICS, **stretch),
        period,
        links,
        is_comparable=before.filed >= LEAST_BASE,
    )
    return Sheet(
        place=place,
        name=name_of(place),
        trail=trail_of(actor, place, links),
        whole=whole,
        headlines=headlines(days, period),
        staff=Staff(whole.satisfied_by_staff, whole.rated_by_staff),
        below=_below(place, members, figures, links),
        points=attention(whole, members.mapped, figures, topics, links),
        topics=topics,
        chart=_chart(days, period),
        is_empty=not days and not whole.open,
    )


def trail_of(actor: Actor, place: Place, links: Links) -> list[Crumb]:
    """The tiers from the city down to the place; those above the reader's own are named, not linked."""
    tiers = [tier for tier in (*places.ancestors_of(place), place) if tier.level in _CHAIN]
    own = next((position for position, tier in enumerate(tiers) if tier.id == actor.place_id), len(tiers))
    return [
        Crumb(name_of(tier), links.place(tier.id) if own <= position and tier is not place else "")
        for position, tier in enumerate(tiers)
    ]


def _levels_below(level: Level) -> list[Level]:
    return list(dict.fromkeys([LISTED[level], MAPPED[level]])) if level in LISTED else []


def _below(place: Place, members: Members, figures: dict[UUID, Figures], links: Links) -> Below | None:
    return below(place, members, figures, MEASURES[links.by], links) if members.listed else None


def _chart(days: Sequence[Figures], period: Period) -> charts.Chart:
    """What came in and what was ended, day by day."""
    by_day = {figures.day: figures for figures in days}
    points = []
    for day in period.each:
        figures = by_day.get(day)
        filed, closed = (figures.filed, figures.closed) if figures else (0, 0)
        points.append(charts.Point(_day(day), filed, closed))
    return charts.trend(points, name=pgettext("cockpit", "受理"), second_name=pgettext("cockpit", "办结"))


def _day(day: date) -> str:
    return dateformat.format(day, pgettext("cockpit", "n 月 j 日"))
