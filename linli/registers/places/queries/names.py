"""Names and codes of places for lists, in one statement each."""

from collections.abc import Iterable
from uuid import UUID

from linli.base.kit import hot
from linli.registers.places.models import Place, PlaceCode

_NAMES = "SELECT id, short_name FROM places_place WHERE id = ANY (%(wanted)s::uuid[])"


def names_of(place_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The short names of some places; asked for by nearly every page, several times."""
    wanted = list(place_ids)
    found = hot.rows(_NAMES, {"wanted": wanted}) if wanted else []
    return {row["id"]: row["short_name"] for row in found}


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
