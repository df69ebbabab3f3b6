"""Addresses of the cockpit and of the desk's list, which keep the reader's choice of days and measure."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from linli.faces.cockpit.queries.periods import USUAL

USUAL_MEASURE = "overdue"
_ANY = str(UUID(int=0))


@dataclass(frozen=True, slots=True)
class Links:
    """Where things lead. `days` and `by` are the reader's choices; what is usual is left out of the address."""

    days: int = USUAL
    by: str = USUAL_MEASURE
    is_wall: bool = False

    def place(self, place_id: UUID, *, days: int | None = None, by: str | None = None) -> str:
        """The same page at a place, with one choice changed."""
        kept = replace(self, days=days or self.days, by=by or self.by) if days or by else self
        return _address("cockpit:place").replace(_ANY, str(place_id)) + _kept(kept)

    def rows(self, place_id: UUID, measure: str) -> str:
        """The rows that a measure counts at a place."""
        address = _address("cockpit:rows", measure).replace(_ANY, str(place_id))
        return address + _kept(Links(days=self.days))

    def desk(self, place_id: UUID, **wanted: str) -> str:
        """The desk's list of a place's matters."""
        return f"{reverse('matters:list')}?{urlencode({'box': 'area', 'place': str(place_id), **wanted})}"


# A city's page has four hundred addresses; reversing each would take longer than everything else on it.
@lru_cache(maxsize=64)
def _address(name: str, *more: str) -> str:
    return reverse(name, args=[_ANY, *more])


@lru_cache(maxsize=64)
def _kept(links: Links) -> str:
    """What of the reader's choices stands in an address."""
    values: dict[str, Any] = {"days": links.days} if links.days != USUAL else {}
    values |= {"by": links.by} if links.by != USUAL_MEASURE else {}
    values |= {"wall": 1} if links.is_wall else {}
    return f"?{urlencode(values)}" if values else ""
