"""Rounds, and the list one was drawn from, which anyone may read once the results are public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from linli.affairs.callbacks.models import Call, Candidate, Round
from linli.affairs.callbacks.states import DRAWN, REVEALED, ROUND_NAMES, WAITING, Words
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.base.kit.find import one
from linli.base.kit.scope import SCOPE_FIELDS
from linli.registers.places import public as places

COLUMNS = ("number", "group", "stratum", "always", "standing", "drawn")
MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A round with its area's name; `waiting`: calls still to be made (0 before the draw)."""

    round: Round
    place: str
    state_said: Words
    waiting: int
    is_drawable: bool


def round_for(round_id: UUID, *, lock: bool = False) -> Round:
    """A round; everyone may read it, for it holds nothing personal. Raises `NotFound`."""
    rounds = Round.objects.select_for_update() if lock else Round.objects
    return one(rounds, id=round_id)


def round_of_number(number: str) -> Round:
    """The round of that number; raises `NotFound`."""
    return one(Round.objects, number=number)


def state_said(shown: Round) -> Words:
    """A round's state in words."""
    return ROUND_NAMES[shown.state]


def rounds_within(place_id: UUID | None, *, now: datetime) -> list[RoundShown]:
    """The rounds of an area, of those around it and of those inside it, newest first; of all areas without one."""
    rounds = Round.objects.order_by("-since", "number")
    if place_id is not None:
        scope = places.scope_of_place(place_id)
        inside = Q(*((name, place_id) for name in SCOPE_FIELDS), _connector=Q.OR)
        rounds = rounds.filter(inside | Q(place_id__in=[id_ for id_ in scope.values() if id_]))
    found = list(rounds[:MOST_ROUNDS])
    names = places.names_of({each.place_id for each in found})
    waiting = _waiting([each.id for each in found if each.state == DRAWN])
    return [
        RoundShown(
            each,
            names.get(each.place_id, ""),
            ROUND_NAMES[each.state],
            waiting.get(each.id, 0),
            each.state == "committed" and now >= each.until,
        )
        for each in found
    ]


def _waiting(round_ids: list[UUID]) -> dict[UUID, int]:
    """How many calls are left in each round. It says nothing about whom, so everyone who leads may know."""
    if not round_ids:
        return {}
    with walls.acting(Actor.system("callbacks.progress")):
        calls = Call.objects.filter(round_id__in=round_ids, state=WAITING).order_by().values("round_id")
        return {row["round_id"]: row["n"] for row in calls.annotate(n=Count("id"))}


def list_lines(shown: Round) -> Iterator[tuple[str, int, int, int, str, int]]:
    """The list a published round was drawn from, by number: what everyone needs to draw again; nothing before it is published."""
    if shown.state != REVEALED:
        raise NotFound
    rows = Candidate.objects.filter(round=shown).order_by("number")
    columns = rows.values_list("number", "group", "stratum", "always", "standing", "is_drawn")
    for number, group, stratum, always, standing, is_drawn in columns.iterator(chunk_size=5000):
        yield number, group, stratum, int(always), standing, int(is_drawn)
