"""The codes a place has had, and what it came from and became."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from linli.registers.places.models import Lineage, Place, PlaceCode


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code of one system and the days it was in force."""

    system: str
    code: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn in a place's history. `kind` is merge, split, rename, move, upgrade, or the two ends: opened, closed.

    `came_from` and `became` are the other places (id and name) as seen from the place asked about.
    """

    date: date
    kind: str
    came_from: tuple[tuple[UUID, str], ...] = ()
    became: tuple[tuple[UUID, str], ...] = ()
    former: str = ""
    basis: str = ""


def codes_of(place_id: UUID) -> list[CodeLine]:
    """Every code of a place, those in force first."""
    rows = PlaceCode.objects.filter(place_id=place_id).values_list("system", "code", "valid_from", "valid_until")
    return [CodeLine(*row) for row in sorted(rows, key=lambda row: (row[3] is not None, row[0], -row[2].toordinal()))]


def lineage_of(place: Place) -> list[Turn]:
    """A place's history, newest first, down to the day it was opened here."""
    rows = Lineage.objects.filter(Q(from_place=place) | Q(to_place=place)).values_list(
        "date", "kind", "from_place_id", "from_place__name", "to_place_id", "to_place__name", "former", "basis"
    )
    turns: dict[tuple[date, str, str], Turn] = {}
    for on, kind, from_id, from_name, to_id, to_name, former, basis in rows.order_by("-date", "id"):
        known = turns.get((on, kind, basis), Turn(on, kind, former=former, basis=basis))
        came_from, became = known.came_from, known.became
        if from_id != place.id:
            came_from = (*came_from, (from_id, from_name))
        if to_id != place.id:
            became = (*became, (to_id, to_name))
        turns[on, kind, basis] = Turn(on, kind, came_from, became, known.former or former, basis)
    ended = [Turn(place.valid_until, "closed")] if place.valid_until else []
    return [*ended, *turns.values(), Turn(place.valid_from, "opened")]
