"""Names of places for lists, in one statement."""

from collections.abc import Iterable
from uuid import UUID

from linli.registers.places.models import Place


def names_of(place_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The short names of some places."""
    wanted = list(place_ids)
    return dict(Place.objects.filter(id__in=wanted).values_list("id", "short_name")) if wanted else {}
