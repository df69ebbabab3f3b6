"""The three gap checks (HB-70): homes not visited, places without a grid, needs that nobody handles; at each level, with rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.affairs.matters import public as matters
from linli.affairs.mediation import public as mediation
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound
from linli.faces.workbench.queries.reports import BELOW
from linli.registers.bodies import public as bodies
from linli.registers.people import public as people
from linli.registers.places import public as places


@dataclass(frozen=True, slots=True)
class GapLine:
    """What is missing in one place. `place_id` None: what belongs to the area itself and to no place below it.

    disputes: None for whoever may not count them.
    """

    place_id: UUID | None
    name: str
    homes: int
    unvisited: int
    ungridded: int
    blind: int
    matters: int
    disputes: int | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing here."""
        return not (self.unvisited or self.blind or self.matters or self.disputes)


@dataclass(frozen=True, slots=True)
class Gaps:
    """A place with the gaps of the places below it; `total` is their sum. `days`: the period within which a home is visited."""

    place: places.Place
    above: places.Place | None
    lines: list[GapLine]
    total: GapLine
    days: int


def place_in_reach(actor: Actor, place_id: UUID | None) -> places.Place:
    """The place, or the acting place where none is named; raises `NotFound` outside the actor's subtree."""
    if actor.place_id is None or actor.sight is not Sight.SUBTREE:
        raise NotFound
    place = places.place_for(place_id or actor.place_id)
    if actor.place_id not in places.area_ids(place) or Level(place.level) not in (*BELOW, Level.GRID):
        raise NotFound
    return place


def gaps_of(actor: Actor, place_id: UUID | None, *, now: datetime) -> Gaps:
    """All three checks of a place and of each place below it; eight statements at most, whatever their number."""
    place = place_in_reach(actor, place_id)
    level = Level(place.level)
    below = BELOW.get(level, Level.GRID)
    today = local_date(now)
    since = people.visit_since(actor, today)
    homes = {each.place_id: each for each in people.homes_below(place.id, level, below, since=since)}
    blind = places.blind_counts(place.id, below)
    gone = bodies.unanswered(place.county_id)
    waiting = matters.counted_with(place.id, level, below, gone) if actor.can("matters") else {}
    quarrels = mediation.counted_with(place.id, level, below, gone) if _counts_disputes(actor) else None
    names: dict[UUID | None, str] = {each.id: each.name for each in places.descendants(place.id, below)}
    if any(None in each for each in (homes, blind, waiting, quarrels or {})):
        names[None] = _("%(name)s本级") % {"name": place.name}

    def line(place_id: UUID | None, name: str) -> GapLine:
        home = homes.get(place_id) or people.Homes(place_id, 0, 0, 0)
        disputes = None if quarrels is None else quarrels.get(place_id, 0)
        counted = (home.households, home.unvisited, home.ungridded, blind.get(place_id, 0), waiting.get(place_id, 0))
        return GapLine(place_id, name, *counted, disputes)

    lines = [line(each, name) for each, name in names.items()]
    above = places.place_for(place.parent_id) if place.parent_id and place.id != actor.place_id else None
    return Gaps(place, above, lines, _total(place, lines, has_disputes=quarrels is not None), (today - since).days)


def unhandled_matters(
    actor: Actor, place_id: UUID | None, *, now: datetime, page: int
) -> tuple[places.Place, matters.Page]:
    """The open matters of a place whose post nobody answers for."""
    place = place_in_reach(actor, place_id)
    level = Level(place.level)
    gone = bodies.unanswered(place.county_id)
    return place, matters.open_with(place.id, level, gone, now=now, page=page)


def unhandled_disputes(
    actor: Actor, place_id: UUID | None, *, page: int
) -> tuple[places.Place, list[mediation.Row], bool]:
    """The open disputes of a place whose owner's post nobody answers for, and whether there are more."""
    if not _counts_disputes(actor):
        raise NotFound
    place = place_in_reach(actor, place_id)
    level = Level(place.level)
    gone = bodies.unanswered(place.county_id)
    found = mediation.open_with(actor, place.id, level, gone, page)
    return place, found.rows, found.has_next


def _counts_disputes(actor: Actor) -> bool:
    return actor.can("mediation") or actor.can("supervise")


def _total(place: places.Place, lines: list[GapLine], *, has_disputes: bool) -> GapLine:
    def summed(name: str) -> int:
        return sum(getattr(each, name) or 0 for each in lines)

    return GapLine(
        place.id,
        place.name,
        homes=summed("homes"),
        unvisited=summed("unvisited"),
        ungridded=summed("ungridded"),
        blind=summed("blind"),
        matters=summed("matters"),
        disputes=summed("disputes") if has_disputes else None,
    )
