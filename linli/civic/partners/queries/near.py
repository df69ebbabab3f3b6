"""The ten-minute service window (“十分钟”服务窗口, NT-95): how many households have an outlet of each kind near them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotFound
from linli.civic.partners.models import Reach
from linli.civic.partners.states import KINDS, LISTED
from linli.registers.people import public as people
from linli.registers.places import public as places

_BELOW = {Level.CITY: Level.COUNTY, Level.COUNTY: Level.STREET, Level.STREET: Level.COMMUNITY}

_ABOVE = {Level.COUNTY: "county_id", Level.STREET: "street_id", Level.COMMUNITY: "id"}
"""Where a community says which place of a level it lies in."""


@dataclass(frozen=True, slots=True)
class Share:
    """Households with an outlet of a kind within ten minutes, of all households."""

    kind: str
    said: str
    near: int
    all: int

    @property
    def per_cent(self) -> float | None:
        """The share in per cent; None where there are no households."""
        return 100 * self.near / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class NearLine:
    """One place with its shares, in the order of the kinds. `is_leaf`: nothing is told apart below it."""

    place_id: UUID
    name: str
    households: int
    shares: list[Share]
    is_leaf: bool


def ten_minutes(actor: Actor, place_id: UUID | None, today: date) -> tuple[places.Place, NearLine, list[NearLine]]:
    """A place, its shares, and those of the places below it; five statements whatever their number. Raises `NotFound`."""
    if actor.sight is not Sight.SUBTREE or actor.place_id is None:
        raise NotFound
    place = places.place_for(place_id or actor.place_id)
    level = Level(place.level)
    if actor.place_id not in places.area_ids(place) or level not in (*_BELOW, Level.COMMUNITY):
        raise NotFound
    homes = {
        each.place_id: each.households for each in people.homes_below(place.id, level, Level.COMMUNITY, since=today)
    }
    near = _near(place.id, level)
    below = _BELOW.get(level)
    found = places.outline_of(place.id, list(dict.fromkeys([below or Level.COMMUNITY, Level.COMMUNITY])))
    communities = [each for each in found if each.level == Level.COMMUNITY]
    members: dict[UUID | None, list[UUID]] = defaultdict(list)
    for community in communities:
        members[getattr(community, _ABOVE[below]) if below else None].append(community.id)
    whole = _line(place, [each.id for each in communities], homes, near, is_leaf=not below)
    parts = [
        _line(each, members[each.id], homes, near, is_leaf=below is Level.COMMUNITY)
        for each in found
        if each.level == below
    ]
    return place, whole, parts


def _near(place_id: UUID, level: Level) -> dict[str, set[UUID]]:
    """The communities with an outlet near them, by kind."""
    rows = Reach.objects.filter(**{f"{level.value}_id": place_id}, is_near=True, provider__state=LISTED)
    found: dict[str, set[UUID]] = defaultdict(set)
    pairs = rows.filter(provider__offers__until=None).values_list("provider__offers__kind", "place_id").distinct()
    for kind, community_id in pairs:
        if kind:
            found[kind].add(community_id)
    return found


def _line(
    place: places.Place | places.PlaceLine,
    communities: list[UUID],
    homes: dict[UUID | None, int],
    near: dict[str, set[UUID]],
    *,
    is_leaf: bool,
) -> NearLine:
    households = sum(homes.get(id_, 0) for id_ in communities)
    shares = [
        Share(kind, found.name, sum(homes.get(id_, 0) for id_ in communities if id_ in near[kind]), households)
        for kind, found in KINDS.items()
    ]
    is_english = (get_language() or "").startswith("en")
    name = (place.name_en if is_english else "") or place.short_name
    return NearLine(place.id, name, households, shares, is_leaf)
