"""Places for tests: single ones, and a small city in which something lies outside whatever is looked at."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.ids import new_id
from linli.registers.places.actions.tree import plant
from linli.registers.places.models import Landmark, Place, PlaceCode

LONG_AGO = date(2020, 1, 1)
_number = count(1)


@dataclass(frozen=True, slots=True)
class Town:
    """Two counties of one city; the first has two streets, its first street two communities, its first community two grids."""

    city: Place
    county: Place
    other_county: Place
    street: Place
    other_street: Place
    community: Place
    other_community: Place
    far_community: Place
    grid: Place
    other_grid: Place


def place(
    level: Level, parent: Place | None = None, *, name: str = "", code: str = "", on: date = LONG_AGO, kind: str = ""
) -> Place:
    """A place of a level under a parent, with a code of the statistical system if one is given."""
    number = next(_number)
    made = plant(parent, level=level, name=name or f"{level.value}{number}", on=on, order=number, kind=kind)
    with walls.acting(Actor.system("test")):
        made.save(force_insert=True)
        if code:
            PlaceCode.objects.create(id=new_id(), place=made, system="nbs", code=code, valid_from=on)
    return made


def a_code(at: Place, code: str) -> None:
    """Give a place a code of the statistical system."""
    with walls.acting(Actor.system("test")):
        PlaceCode.objects.create(id=new_id(), place=at, system="nbs", code=code, valid_from=LONG_AGO)


def landmark(at: Place, name: str, kind: str = "estate") -> Landmark:
    """A name people know that leads to a place."""
    with walls.acting(Actor.system("test")):
        return Landmark.objects.create(kind=kind, name=name, place=at)


def town() -> Town:
    """The small city that permission and wall tests use."""
    city = place(Level.CITY, name="秦皇岛市", code="1303")
    county = place(Level.COUNTY, city, name="海港区", code="130302")
    other_county = place(Level.COUNTY, city, name="山海关区", code="130303")
    street = place(Level.STREET, county, name="文化路街道", code="130302001")
    other_street = place(Level.STREET, county, name="海滨路街道", code="130302002")
    community = place(Level.COMMUNITY, street, name="文化里社区居委会", code="130302001001")
    other_community = place(Level.COMMUNITY, street, name="海阳里社区居委会", code="130302001002")
    far_street = place(Level.STREET, other_county, name="古城街道", code="130303001")
    far_community = place(Level.COMMUNITY, far_street, name="文化里东社区居委会", code="130303001001")
    grid = place(Level.GRID, community, name="第一片区")
    other_grid = place(Level.GRID, community, name="第二片区")
    return Town(
        city, county, other_county, street, other_street, community, other_community, far_community, grid, other_grid
    )


def administrator(at: Place) -> Actor:
    """A post at a place that may change the tree below it."""
    return acting_at(at, "administrator", "places", "rules")


def acting_at(at: Place, role: str, *capabilities: str) -> Actor:
    """A post at a place with these capabilities."""
    return Actor(
        sight=Sight.SUBTREE,
        label=f"{role} {at.name}",
        role=role,
        account_id=new_id(),
        person_id=new_id(),
        post_id=new_id(),
        body_id=new_id(),
        place_id=at.id,
        level=Level(at.level),
        chain=(at.grid_id, at.community_id, at.street_id, at.county_id, at.city_id),
        capabilities=frozenset(capabilities),
    )
