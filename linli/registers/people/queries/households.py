"""Households: who lives together, where."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.registers.people import permissions
from linli.registers.people.models import Household, Resident
from linli.registers.people.queries.residents import ResidentRow, rows_of


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household as its page shows it."""

    id: UUID
    number: str
    address: str
    place_id: UUID
    grid_id: UUID | None
    area_m2: Decimal | None
    since: date
    until: date | None
    visited_on: date | None
    members: list[ResidentRow]


def household_for(actor: Actor, household_id: UUID, *, lock: bool = False) -> Household:
    """One household with its dwelling, in the actor's sight; raises `NotFound`. `lock` until the transaction ends."""
    found = Household.objects.select_related("dwelling")
    if lock:
        found = found.select_for_update(of=("self",))
    return one(found, id=household_id)


def household_of(actor: Actor, household_id: UUID) -> HouseholdView:
    """A household and who lives in it now, the head first."""
    permissions.require(actor, "list")
    household = household_for(actor, household_id)
    members = Resident.objects.filter(household=household, until=None).order_by("relation", "since", "id")
    return HouseholdView(
        id=household.id,
        number=household.number,
        address=household.dwelling.address,
        place_id=household.place_id,
        grid_id=household.grid_id,
        area_m2=household.dwelling.area_m2,
        since=household.since,
        until=household.until,
        visited_on=household.visited_on,
        members=rows_of(actor, members),
    )
