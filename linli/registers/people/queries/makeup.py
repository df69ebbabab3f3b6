"""What the register knows of a place: ages, households, circumstances, how fresh it is. Numbers that name nobody.

A number is told to the nearest `makeup.least`, and below that not at all: neither a small number, nor what is left of a large one once
others are taken from it, says who somebody is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from linli.base.rules import public as rules
from linli.registers.people.models import Makeup
from linli.registers.people.states import CIRCUMSTANCES
from linli.registers.places import public as places

OLDEST, STEP = 100, 5
MEN, WOMEN = "1", "2"
SIZES = tuple("1234567")
VISITS = ("30", "90", "180", "365", "older", "never")


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it may be told. `value` None: there are some, fewer than `least`. part: of the largest beside it, in percent."""

    value: int | None
    least: int
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """Five years of age; `until` None: and older."""

    since: int
    until: int | None
    men: Told
    women: Told


@dataclass(frozen=True, slots=True)
class Portrait:
    """A place as the register has it on a day. `bands` the oldest first; `homes`, `visits`, `circumstances` by their keys."""

    place: places.Place
    day: date
    people: Told
    unknown: Told
    households: Told
    bands: list[Band]
    homes: dict[str, Told]
    visits: dict[str, Told]
    circumstances: dict[str, Told]


def told(number: int, least: int, of: int = 0) -> Told:
    """A number to the nearest `least`, halves up; fewer than `least` aren't told, none are. of: the largest of its row of numbers."""
    if 0 < number < least:
        return Told(None, least, 100 * (least / 2) / max(of, least))
    value = (number + least // 2) // least * least if least > 1 else number
    return Told(value, least, 100 * min(value, of) / of if of else 0.0)


def portrait(place: places.Place, today: date) -> Portrait | None:
    """What is known of a place, as counted last and as far as the walls let it be read; None where the register holds nobody. Two statements."""
    rows = Makeup.objects.filter(place_id=place.id).values_list("measure", "key", "number", "day")
    counts: dict[str, dict[str, int]] = {"age": {}, "household": {}, "circumstance": {}, "visited": {}}
    day = None
    for measure, key, number, day in rows:  # noqa: B007 -- all of one night
        counts[measure][key] = number
    if day is None:
        return None
    least = rules.parameter("makeup.least", places.area_ids(place), today).integer
    ages = counts["age"]
    return Portrait(
        place=place,
        day=day,
        people=told(sum(ages.values()), least),
        unknown=told(ages.get("", 0), least),
        households=told(sum(counts["visited"].values()), least),
        bands=_bands(ages, least),
        homes=_all_told(counts["household"], SIZES, least),
        visits=_all_told(counts["visited"], VISITS, least),
        circumstances=_all_told(
            counts["circumstance"], [kind for kind in CIRCUMSTANCES if kind in counts["circumstance"]], least
        ),
    )


def _bands(ages: Mapping[str, int], least: int) -> list[Band]:
    most = max((number for key, number in ages.items() if key), default=0)
    return [
        Band(
            since,
            since + STEP - 1 if since < OLDEST else None,
            told(ages.get(f"{MEN}:{since}", 0), least, most),
            told(ages.get(f"{WOMEN}:{since}", 0), least, most),
        )
        for since in range(OLDEST, -1, -STEP)
    ]


def _all_told(counts: Mapping[str, int], keys: Iterable[str], least: int) -> dict[str, Told]:
    most = max(counts.values(), default=0)
    return {key: told(counts.get(key, 0), least, most) for key in keys}


def people_below(place: places.Place, today: date) -> list[tuple[places.Place, Told]]:
    """The places right below a place, each with its people, the most first. Two statements."""
    below = places.children_of(place.id)
    rows = Makeup.objects.filter(place_id__in=[each.id for each in below], measure="age")
    counts = dict(rows.values_list("place_id").annotate(people=Sum("number")))
    least = rules.parameter("makeup.least", places.area_ids(place), today).integer
    most = max(counts.values(), default=0)
    ranked = sorted(below, key=lambda each: -counts.get(each.id, 0))
    return [(each, told(counts.get(each.id, 0), least, most)) for each in ranked]
