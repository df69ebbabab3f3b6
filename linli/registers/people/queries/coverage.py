"""Grid coverage (HG-14): every household belongs to a grid; which do not?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from linli.base.kit.actor import SCOPE_COLUMN, Actor, Level
from linli.base.kit.scope import scope_filter
from linli.registers.people import permissions
from linli.registers.people.models import Household

PAGE = 50
_BELOW = {
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.STREET,
    Level.STREET: Level.COMMUNITY,
    Level.COMMUNITY: Level.GRID,
}


@dataclass(frozen=True, slots=True)
class GridShare:
    """Households of one place below the actor's, and how many of them have a grid. `place_id` None: in no grid."""

    place_id: UUID | None
    households: int
    covered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Households with a grid ÷ households, of the actor's area, and the same for each place below it."""

    households: int
    covered: int
    parts: list[GridShare]

    @property
    def missing(self) -> int:
        """Households in no grid."""
        return self.households - self.covered

    @property
    def percent(self) -> float | None:
        """Share in percent; None when there is nothing to divide by. Rounded down, so that 100 means all of them."""
        return self.covered * 1000 // self.households / 10 if self.households else None


@dataclass(frozen=True, slots=True)
class UncoveredHousehold:
    """A household in no grid."""

    id: UUID
    address: str
    community_id: UUID | None


def coverage(actor: Actor) -> Coverage:
    """Count households with and without a grid in the actor's area, in one statement."""
    permissions.require(actor, "list")
    column = SCOPE_COLUMN[_BELOW.get(actor.level, Level.GRID)] if actor.level else "grid_id"
    rows = (
        Household.objects.filter(until=None, **scope_filter(actor))
        .values_list(column)
        .annotate(households=Count("id"), covered=Count("id", filter=Q(grid_id__isnull=False)))
        .order_by(column)
    )
    parts = [GridShare(place_id, households, covered) for place_id, households, covered in rows]
    return Coverage(sum(part.households for part in parts), sum(part.covered for part in parts), parts)


def uncovered(actor: Actor, after: UUID | None = None) -> tuple[list[UncoveredHousehold], UUID | None]:
    """A page of the households in no grid, and where the next page begins."""
    permissions.require(actor, "list")
    found = Household.objects.filter(until=None, grid_id=None).filter(**scope_filter(actor))
    if after is not None:
        found = found.filter(id__gt=after)
    rows = list(found.order_by("id").values_list("id", "dwelling__address", "community_id")[: PAGE + 1])
    page = [UncoveredHousehold(*row) for row in rows[:PAGE]]
    return page, (page[-1].id if len(rows) > PAGE else None)
