"""Visits at home: of one household; whom nobody visited within the period that holds here; and how many homes a place has."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from linli.base.kit.actor import SCOPE_COLUMN, Actor, Level
from linli.base.kit.scope import scope_filter
from linli.base.rules import public as rules
from linli.registers.people import permissions
from linli.registers.people.models import Household, Visit

PAGE = 50
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit as the household's page shows it."""

    day: date
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Unvisited:
    """A household nobody visited lately. `visited_on` is the last visit there is; None: none was ever noted."""

    id: UUID
    address: str
    place_id: UUID
    visited_on: date | None


@dataclass(frozen=True, slots=True)
class Homes:
    """Households of one place: all, those not visited since the day asked about, those in no grid. `place_id` None: in none of them."""

    place_id: UUID | None
    households: int
    unvisited: int
    ungridded: int


def visit_since(actor: Actor, today: date) -> date:
    """The first day of the period within which every household is visited, by the parameter that holds where the actor stands."""
    areas = [area for area in (actor.place_id, *actor.chain) if area]
    return today - timedelta(days=rules.parameter("household.visit.days", areas, today).integer)


def visits_of(actor: Actor, household_id: UUID) -> list[Visited]:
    """The newest visits of a household the actor sees."""
    rows = Visit.objects.filter(household_id=household_id).order_by("-day", "-id")[:SHOWN]
    return [Visited(row.day, row.note, row.actor_label) for row in rows]


def unvisited(
    actor: Actor, since: date, *, within: tuple[Level, UUID] | None = None, page: int = 1
) -> tuple[list[Unvisited], bool]:
    """A page of the households not visited since a day, those never visited first, and whether there are more; one statement."""
    permissions.require(actor, "list")
    late = Q(visited_on__isnull=True) | Q(visited_on__lt=since)
    found = Household.objects.filter(late, until=None, **scope_filter(actor))
    if within is not None:
        found = found.filter(**{SCOPE_COLUMN[within[0]]: within[1]})
    first = (max(1, min(page, 200)) - 1) * PAGE
    rows = list(
        found.order_by(F("visited_on").asc(nulls_first=True), "id").values_list(
            "id", "dwelling__address", "place_id", "visited_on"
        )[first : first + PAGE + 1]
    )
    return [Unvisited(*row) for row in rows[:PAGE]], len(rows) > PAGE


def homes_below(place_id: UUID, level: Level, below: Level, *, since: date) -> list[Homes]:
    """Households of a place, by the places of a level below it; numbers alone, for leaders have no register. One statement."""
    values: list[Any] = [place_id, SCOPE_COLUMN[level], SCOPE_COLUMN[below], since]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_homes_below(%s, %s, %s, %s)", values)
        return [Homes(*row) for row in cursor.fetchall()]
