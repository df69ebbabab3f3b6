"""The places below: a ranked list, the worst first, and a tile map, both by one measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from linli.affairs.matters.public import Figures
from linli.base.kit.actor import Level
from linli.base.ui import charts
from linli.faces.cockpit.queries.headlines import LEAST_BASE, measured, percent_said, rate
from linli.faces.cockpit.queries.links import Links
from linli.faces.cockpit.queries.shades import shades_of_amounts, shades_of_rates
from linli.registers.places import public as places
from linli.registers.places.public import Place, PlaceLine

LISTED: dict[Level, Level] = {
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.STREET,
    Level.STREET: Level.COMMUNITY,
    Level.COMMUNITY: Level.GRID,
}
"""The level that the ranked list of a place is about: the one below."""

MAPPED: dict[Level, Level] = {
    Level.CITY: Level.STREET,
    Level.COUNTY: Level.COMMUNITY,
    Level.STREET: Level.COMMUNITY,
    Level.COMMUNITY: Level.GRID,
}
"""The level that its tiles stand for; two below, in blocks, where there are many."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What places are ranked and coloured by. A rate has a `whole`; `is_bad`: more of it is worse."""

    name: str
    label: str | Promise
    part: str
    whole: str = ""
    is_bad: bool = False
    beside: str = ""
    beside_said: str | Promise = ""

    def value(self, figures: Figures) -> float | None:
        """What a place is ranked by; None for a rate over too few."""
        if not self.whole:
            return float(measured(figures, self.part))
        if measured(figures, self.whole) < LEAST_BASE:
            return None
        return rate(figures, self.part, self.whole)

    @property
    def unit(self) -> str:
        """Per cent for a rate, nothing for an amount."""
        return "%" if self.whole else ""

    @property
    def scale(self) -> str:
        """Deeper means worse on the warm scale, more on the calm one."""
        return "calm" if self.name == "volume" else "warm"


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            "overdue",
            pgettext_lazy("cockpit", "超时"),
            "overdue",
            is_bad=True,
            beside="open",
            beside_said=gettext_lazy("未办结 %(n)s"),
        ),
        Measure("on_time", pgettext_lazy("cockpit", "按时办结"), "closed_in_time", "closed"),
        Measure("satisfied", pgettext_lazy("cockpit", "居民满意"), "satisfied", "rated"),
        Measure(
            "volume",
            pgettext_lazy("cockpit", "受理"),
            "filed",
            is_bad=True,
            beside="reopened",
            beside_said=gettext_lazy("申请重办 %(n)s"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the ranked list. share: 0 to 100, the length of its bar; None: too few to rank."""

    name: str
    url: str
    shown: str
    under: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Below:
    """Everything about the places below. `rest`: what lies at the place itself, in none of them."""

    level: str
    map_level: str
    count: int
    lines: list[Line]
    unranked: list[Line]
    rest: int
    map: charts.TileMap


@dataclass(frozen=True, slots=True)
class Members:
    """The places of the list and of the map (the same where the map shows the level below)."""

    listed: list[PlaceLine]
    mapped: list[PlaceLine]


def members_of(place: Place) -> Members:
    """The places a page shows below its own; one statement."""
    level = Level(place.level)
    if level not in LISTED:
        return Members([], [])
    lines = places.outline_of(place.id, sorted({LISTED[level], MAPPED[level]}))
    listed = [line for line in lines if line.level == LISTED[level] and line.parent_id == place.id]
    if MAPPED[level] is LISTED[level]:
        return Members(listed, listed)
    order = {child.id: position for position, child in enumerate(listed)}
    upper = "street_id" if MAPPED[level] is Level.COMMUNITY else "county_id"
    mapped = [line for line in lines if line.level == MAPPED[level]]
    return Members(listed, sorted(mapped, key=lambda tile: order.get(getattr(tile, upper), len(order))))


def naming() -> Callable[[Place | PlaceLine], str]:
    """What a place is called in the reader's language, as far as it has a name in it; asked once for many places."""
    if (get_language() or "").startswith("en"):
        return lambda place: place.name_en or place.short_name
    return lambda place: place.short_name


def name_of(place: Place | PlaceLine) -> str:
    """The place's name in the reader's language, as far as it has one."""
    return naming()(place)


def below(place: Place, members: Members, figures: dict[UUID, Figures], measure: Measure, links: Links) -> Below:
    """Rank and map what lies below a place."""
    known = [(child, figures.get(child.id) or _none(child.id)) for child in members.listed]
    ranked, unranked = _ranked(known, measure)
    most = max((measure.value(counts) or 0 for _child, counts in ranked), default=0)
    names = _level_names(place)
    whole = figures.get(place.id) or _none(place.id)
    of_rest = "open" if measure.name == "overdue" else "filed"
    listed = sum(measured(counts, of_rest) for _child, counts in known)
    return Below(
        level=names(LISTED[Level(place.level)]),
        map_level=names(MAPPED[Level(place.level)]),
        count=len(members.mapped),
        lines=[_line(child, counts, measure, most, links) for child, counts in ranked],
        unranked=[_line(child, counts, measure, most, links) for child, counts in unranked],
        rest=measured(whole, of_rest) - listed,
        map=_map(members, figures, measure, links),
    )


def _none(place_id: UUID) -> Figures:
    return Figures(place_id=place_id, day=None)


def _level_names(place: Place) -> Callable[[Level], str]:
    """What the levels are called; below the community every area has names of its own, which cost a statement."""
    if place.level != Level.COMMUNITY:
        return places.level_label
    names = places.level_names(place)
    return lambda level: names[level]


Pairs = Sequence[tuple[PlaceLine, Figures]]


def _ranked(known: Pairs, measure: Measure) -> tuple[list[tuple[PlaceLine, Figures]], list[tuple[PlaceLine, Figures]]]:
    """The worst first, ties by how much is open; and those with too little to say."""

    def worst(pair: tuple[PlaceLine, Figures]) -> tuple[float, int]:
        value = measure.value(pair[1]) or 0
        return (-value if measure.is_bad else value, -pair[1].open)

    rankable = [pair for pair in known if measure.value(pair[1]) is not None]
    return sorted(rankable, key=worst), [pair for pair in known if measure.value(pair[1]) is None]


def _line(child: PlaceLine, counts: Figures, measure: Measure, most: float, links: Links) -> Line:
    value = measure.value(counts)
    if measure.whole:
        shown = f"{percent_said(value)}%" if value is not None else "–"
        under = f"{measured(counts, measure.part):,} / {measured(counts, measure.whole):,}"
        share = value
    else:
        shown = charts.shown(value)
        under = str(measure.beside_said) % {"n": f"{measured(counts, measure.beside):,}"}
        share = 100 * (value or 0) / most if most else 0.0
    return Line(name_of(child), links.place(child.id), shown, under, share)


def _map(members: Members, figures: dict[UUID, Figures], measure: Measure, links: Links) -> charts.TileMap:
    said = naming()
    uppers = {} if members.mapped is members.listed else {child.id: child for child in members.listed}
    blocks: dict[UUID | None, tuple[str, str]] = {id_: (said(upper), links.place(id_)) for id_, upper in uppers.items()}
    tiles = []
    for place in members.mapped:
        value = measure.value(figures.get(place.id) or _none(place.id))
        block = blocks.get(place.street_id) or blocks.get(place.county_id) or ("", "")
        tiles.append(charts.Tile(said(place), None if value is None else round(value), links.place(place.id), *block))
    values = [tile.value for tile in tiles]
    return charts.tile_map(tiles, scale=shades_of_rates(values) if measure.whole else shades_of_amounts(values))
