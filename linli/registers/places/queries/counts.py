"""Official counts, and the size of a community against the band that law sets for it (NT-12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.rules import public as rules
from linli.registers.places.models import OfficialCount, Place
from linli.registers.places.queries.tree import area_ids

MEASURES: dict[str, tuple[str | Promise, str | Promise]] = {
    "households": (_("户数"), _("户")),
    "population": (_("常住人口"), _("人")),
    "registered_population": (_("户籍人口"), _("人")),
    "floating_population": (_("流动人口"), _("人")),
    "elderly_65": (_("65 岁以上老人"), _("人")),
    "children_0_14": (_("0–14 岁儿童"), _("人")),
    "area_km2": (_("面积"), _("平方公里")),
}
"""What official sources count: label and unit."""


class Band(StrEnum):
    """Where a community's households stand against the band that law sets."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """An official number with its day and source."""

    measure: str
    label: str
    unit: str
    value: Decimal
    date: date
    source: str


@dataclass(frozen=True, slots=True)
class Size:
    """Households of a community (None: nobody has counted), the usual band, its basis, and the verdict."""

    households: int | None
    least: int
    most: int
    basis: str
    band: Band


def measures() -> list[tuple[str, str]]:
    """The measures that can be recorded: name and label with unit."""
    return [(name, f"{label}（{unit}）") for name, (label, unit) in MEASURES.items()]


def official_count(place_id: UUID, measure: str, on: date) -> Count | None:
    """The newest official count of a measure on or before a day; None when there is none."""
    rows = OfficialCount.objects.filter(place_id=place_id, measure=measure, date__lte=on).order_by("-date", "-id")
    row = rows.first()
    return _count(row) if row else None


def official_counts_of(place_id: UUID) -> list[Count]:
    """Every official count of a place, by measure, newest first."""
    rows = OfficialCount.objects.filter(place_id=place_id).order_by("measure", "-date", "-id")
    order = {name: position for position, name in enumerate(MEASURES)}
    return [_count(row) for row in sorted(rows, key=lambda row: order.get(row.measure, len(order)))]


def size_of(place: Place, on: date) -> Size:
    """A community's households on a day against the band in force there on that day."""
    return sizes_of([place], on)[place.id]


def sizes_of(places: Iterable[Place], on: date) -> dict[UUID, Size]:
    """`size_of` for several places, in one statement beside the parameters."""
    places = list(places)
    rows = OfficialCount.objects.filter(place__in=places, measure="households", date__lte=on)
    newest = dict(rows.order_by("date", "id").values_list("place_id", "value"))
    return {place.id: banded(place, int(newest[place.id]) if place.id in newest else None, on) for place in places}


def banded(area: Place, households: int | None, on: date) -> Size:
    """The verdict on a number of households in an area."""
    least = rules.parameter("community.households.min", area_ids(area), on)
    most = rules.parameter("community.households.max", area_ids(area), on)
    if households is None:
        band = Band.UNKNOWN
    elif households < least.integer:
        band = Band.BELOW
    else:
        band = Band.ABOVE if households > most.integer else Band.WITHIN
    return Size(households, least.integer, most.integer, least.basis, band)


def _count(row: OfficialCount) -> Count:
    label, unit = MEASURES.get(row.measure, (row.measure, ""))
    return Count(row.measure, str(label), str(unit), _plain(row.value), row.date, row.source)


def _plain(value: Decimal) -> Decimal:
    """1100.00 is shown as 1100 and 0.17 as 0.17; `normalize` alone would make 1.1E+3 of the first."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
