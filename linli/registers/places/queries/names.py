"""Names and codes of places for lists, in one statement each."""

from collections.abc import Iterable
from uuid import UUID

from linli.registers.places.models import Place, PlaceCode


def names_of(place_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The short names of some places."""
    wanted = list(place_ids)
    return dict(Place.objects.filter(id__in=wanted).values_list("id", "short_name")) if wanted else {}


def official_codes_of(place_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The codes in force of some places, in the statistical system; a place without one is left out."""
    wanted = list(place_ids)
    if not wanted:
        return {}
    rows = PlaceCode.objects.filter(place_id__in=wanted, system="nbs", valid_until=None)
    return dict(rows.values_list("place_id", "code"))


def place_of_code(code: str) -> Place | None:
    """The place in force that has this official code."""
    found = PlaceCode.objects.filter(system="nbs", code=code, valid_until=None, place__valid_until=None)
    row = found.select_related("place").first()
    return row.place if row else None
