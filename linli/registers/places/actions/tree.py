"""Planting: a new place under its parent, with its path and its ancestors' ids."""

from datetime import date

from linli.base.kit.actor import SCOPE_COLUMN, Level
from linli.base.kit.ids import new_id
from linli.registers.places import errors
from linli.registers.places.models import Place

LEVELS = list(Level)
GRID_LEVELS = [Level.GRID, Level.BLOCK, Level.GROUP]
CHAIN = ("grid_id", "community_id", "street_id", "county_id", "city_id")

# What officials append to a name and people leave out, longest first; the second part stays.
_ENDINGS = [
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("村民委员会", "村"),
    ("居民委员会", ""),
    ("村委会", "村"),
    ("居委会", ""),
    ("街道办事处", "街道"),
    ("镇人民政府", "镇"),
    ("乡人民政府", "乡"),
]


def short(name: str) -> str:
    """文化里社区居民委员会 is called 文化里社区, 西沟村村委会 西沟村."""
    for ending, kept in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            stem = name.removesuffix(ending)
            return (stem if kept == "村" and stem.endswith("村") else stem + kept)[:40]
    return name[:40]


def kind_of(name: str, level: Level) -> str:
    """What kind of street or community a name speaks of; a starting value, for kind is data and not derived from codes."""
    if level is Level.COMMUNITY:
        return "village" if name.endswith(("村委会", "村民委员会", "村")) else "residents"
    if level is Level.STREET:
        return "street" if name.endswith(("街道", "办事处")) else "town" if name.endswith("镇") else "other"
    return ""


def plant(
    parent: Place | None, *, level: Level, name: str, on: date, order: int = 0, name_en: str = "", kind: str = ""
) -> Place:
    """A place that isn't saved yet, with everything that follows from where it stands."""
    place = Place(
        id=new_id(),
        parent=parent,
        level=level.value,
        kind=kind or kind_of(name, level),
        name=name,
        short_name=short(name),
        name_en=name_en,
        order=order,
        valid_from=on,
    )
    place.path = f"{parent.path}.{place.id.hex}" if parent else place.id.hex
    for column in CHAIN:
        setattr(place, column, getattr(parent, column) if parent else None)
    if SCOPE_COLUMN.get(level) in CHAIN:
        setattr(place, SCOPE_COLUMN[level], place.id)
    return place


def refuse_future(day: date, *, now_day: date) -> None:
    """A change is entered on the day it takes effect, or later."""
    if day > now_day:
        raise errors.DateNotReached(day=day)


def refuse_closed(place: Place) -> None:
    """A closed place is history."""
    if place.valid_until is not None:
        raise errors.Closed(name=place.name, day=place.valid_until)
