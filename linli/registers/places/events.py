"""What others may hear of places."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlacesReorganised:
    """Communities or grids were merged, split or moved.

    `mapping` (ids as text) names every place whose rows must be rewritten: a closed place leads to its successor, a place
    that stayed but lies elsewhere now leads to itself. `public.rescope(table, mapping)` does it for a scoped table.
    """

    kind: str
    mapping: dict[str, str]
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class PlaceRenamed:
    """A place has another name; its id is the same."""

    place_id: UUID
    former: str
    name: str
    at: datetime
