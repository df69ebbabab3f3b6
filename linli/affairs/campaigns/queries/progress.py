"""How a campaign stands: by place, level by level, and by responsible unit; each courtyard with its unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language

from linli.affairs.campaigns.models import Assignment, Campaign
from linli.affairs.matters import public as matters
from linli.affairs.matters.public import ItemCount
from linli.base.kit import clock
from linli.base.kit.actor import Level
from linli.base.kit.errors import NotFound
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_BELOW = {
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.STREET,
    Level.STREET: Level.COMMUNITY,
    Level.COMMUNITY: Level.GRID,
}

_ABOVE = {Level.COUNTY: "county_id", Level.STREET: "street_id", Level.COMMUNITY: "parent_id", Level.GRID: "id"}
"""Where a courtyard says which place of a level it lies in."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, summed (NT-52): 整治面积 412.5."""

    label: str
    total: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A place: its courtyards, those nobody is responsible for, its matters and their results. `unit`: of a courtyard itself."""

    place_id: UUID
    name: str
    courtyards: int
    without: int
    count: ItemCount
    results: list[Result]
    unit: str
    is_courtyard: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A responsible unit: its courtyards and what happened in them."""

    name: str
    courtyards: int
    count: ItemCount
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign at a place of it."""

    place: places.Place
    whole: Line
    lines: list[Line]
    units: list[UnitLine]


def progress(campaign: Campaign, place_id: UUID | None, *, now: datetime) -> Progress:
    """The campaign at a place; ten statements whatever its size. Raises `NotFound` outside the campaign's area."""
    place = places.place_for(place_id or campaign.place_id)
    level = Level(place.level)
    if campaign.place_id not in places.area_ids(place) or level not in _BELOW:
        raise NotFound
    below = _BELOW[level]
    lines = places.outline_of(place.id, list(dict.fromkeys([below, Level.GRID])))
    yards = [each for each in lines if each.level == Level.GRID]
    held = {row.place_id: row.body_id for row in Assignment.objects.filter(campaign=campaign, until=None)}
    names = bodies.names_of(set(held.values()))
    counts, measured = _counted(campaign, place, level, now)

    def line(of: places.Place | places.PlaceLine, own: list[places.PlaceLine]) -> Line:
        ids = [yard.id for yard in own]
        return Line(
            of.id,
            _name(of),
            len(ids),
            sum(id_ not in held for id_ in ids),
            _total(counts.get(id_) for id_ in ids),
            _results(measured, ids),
            names.get(held.get(of.id, of.id), ""),
            below is Level.GRID and of is not place,
        )

    members: dict[UUID | None, list[places.PlaceLine]] = defaultdict(list)
    for yard in yards:
        members[getattr(yard, _ABOVE[below])].append(yard)
    rows = [each for each in lines if each.level == below]
    of_units: dict[UUID, list[UUID]] = defaultdict(list)
    for yard in yards:
        if yard.id in held:
            of_units[held[yard.id]].append(yard.id)
    units = [
        UnitLine(names.get(body, ""), len(ids), _total(counts.get(id_) for id_ in ids), _results(measured, ids))
        for body, ids in of_units.items()
    ]
    ranked = sorted(units, key=lambda unit: (-unit.count.overdue, -unit.count.open, unit.name))
    return Progress(place, line(place, yards), [line(each, members[each.id]) for each in rows], ranked)


Measured = dict[UUID, list[Result]]


def _name(of: places.Place | places.PlaceLine) -> str:
    is_english = (get_language() or "").startswith("en")
    return (of.name_en if is_english else "") or of.short_name


def _counted(
    campaign: Campaign, place: places.Place, level: Level, now: datetime
) -> tuple[dict[UUID | None, ItemCount], Measured]:
    """The campaign's matters and what was measured, by courtyard."""
    since = clock.midnight(campaign.since)
    until = clock.midnight(date.fromordinal((campaign.ended_on or campaign.until).toordinal() + 1))
    counts = matters.item_counts(place.id, level, Level.GRID, campaign.item_code, since=since, until=until, now=now)
    measured: Measured = defaultdict(list)
    for each in matters.achieved(place.id, level, [Level.GRID], since=since, until=max(until, now)):
        if each.item_code == campaign.item_code and each.place_id != place.id:
            measured[each.place_id].append(Result(each.label, each.total))
    return counts, measured


def _total(counts: Iterable[ItemCount | None]) -> ItemCount:
    found = [count for count in counts if count]
    return ItemCount(
        sum(count.filed for count in found),
        sum(count.closed for count in found),
        sum(count.open for count in found),
        sum(count.overdue for count in found),
    )


def _results(measured: Measured, ids: list[UUID]) -> list[Result]:
    summed: dict[str, Decimal] = defaultdict(Decimal)
    for id_ in ids:
        for result in measured.get(id_, []):
            summed[result.label] += result.total
    return [Result(label, total) for label, total in summed.items()]
