"""Residents: lists, one of them, and somebody's own record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from linli.base.kit import hot, sealed
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.registers.people import permissions
from linli.registers.people.models import Circumstance, Person, Resident
from linli.registers.people.states import CIRCUMSTANCES, RELATIONS, SEXES, name_in

PAGE = 50


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """What a list is narrowed to. `registration`: "" all who live here, "apart" those registered elsewhere, "away" who left."""

    grid_id: UUID | None = None
    circumstance: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """A resident as lists show them: number and phone masked, of the birth date only the year.

    The last four of the number beside a whole birth date would give the number away, as the leading six are the county's.
    """

    id: UUID
    person_id: UUID
    household_id: UUID
    name: str
    sex: str
    born: int | None
    number: str
    phone: str
    address: str
    relation: str
    circumstances: tuple[str, ...]
    community_id: UUID | None
    registered_community_id: UUID | None
    since: date
    until: date | None

    @property
    def is_apart(self) -> bool:
        """Registered in another community than where they live, or nowhere we know (人户分离)."""
        return self.registered_community_id != self.community_id


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `after` is where the next one begins, None at the end."""

    rows: list[ResidentRow]
    after: UUID | None


@dataclass(frozen=True, slots=True)
class CircumstanceView:
    """A circumstance as a page shows it."""

    id: UUID
    kind: str
    name: str
    since: date
    until: date | None
    source: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What the register knows of the resident who is signed in, for filling in what they need not type again."""

    person_id: UUID
    name: str
    phone: str
    place_id: UUID | None
    community_id: UUID | None
    address: str


_COLUMNS = (
    "id",
    "person_id",
    "household_id",
    "person__name",
    "person__sex",
    "person__birth_date",
    "person__number_sealed",
    "person__phone_sealed",
    "relation",
    "community_id",
    "registered_community_id",
    "since",
    "until",
)


# Under the walls of both tables planning it takes many times as long as running it, whatever the number of households.
_ADDRESSES = """
    SELECT household.id, dwelling.address FROM people_household household
      JOIN people_dwelling dwelling ON dwelling.id = household.dwelling_id
     WHERE household.id = ANY(%(households)s)
"""


def people_in(actor: Actor, filters: PeopleFilters, after: UUID | None = None, size: int = PAGE) -> Page:
    """Who lives in the actor's area (or is registered there and lives elsewhere), in the order of enrolment.

    Three statements whatever the size, and the page is found by key: the thousandth costs what the first did.
    """
    permissions.require(actor, "list")
    found = _filtered(actor, filters)
    if after is not None:
        found = found.filter(id__gt=after)
    rows = rows_of(actor, found.order_by("id")[: size + 1])
    return Page(rows[:size], rows[size - 1].id if len(rows) > size else None)


def _filtered(actor: Actor, filters: PeopleFilters) -> QuerySet[Resident]:
    if filters.registration == "away":
        column = f"registered_{actor.scope_column}"
        if not hasattr(Resident, column):
            return Resident.objects.none()
        here = Q(**{column: actor.place_id}) & ~Q(**{actor.scope_column: actor.place_id})
        return Resident.objects.filter(here, until=None)
    found = Resident.objects.filter(until=None, **scope_filter(actor))
    if filters.registration == "apart":
        found = found.exclude(registered_community_id=F("community_id"))
    if filters.grid_id:
        found = found.filter(grid_id=filters.grid_id)
    if filters.circumstance:
        found = found.filter(circumstances__kind=filters.circumstance, circumstances__until=None)
    return found


def rows_of(actor: Actor, residents: QuerySet[Resident]) -> list[ResidentRow]:
    """The residents as masked rows, in their order, in three statements."""
    found = list(residents.values(*_COLUMNS))
    addresses = _addresses({row["household_id"] for row in found})
    noted = _circumstance_names({row["id"] for row in found})
    return [_row(actor, row, addresses, noted) for row in found]


def _addresses(household_ids: set[UUID]) -> dict[UUID, str]:
    """Apart from the residents, for who is registered here but lives elsewhere has a household we don't see."""
    found = hot.rows(_ADDRESSES, {"households": list(household_ids)})
    return {row["id"]: row["address"] for row in found}


def _circumstance_names(resident_ids: set[UUID]) -> dict[UUID, tuple[str, ...]]:
    noted: dict[UUID, list[str]] = defaultdict(list)
    rows = Circumstance.objects.filter(resident_id__in=resident_ids, until=None).order_by("since", "id")
    for resident_id, kind in rows.values_list("resident_id", "kind"):
        noted[resident_id].append(name_in(CIRCUMSTANCES, kind))
    return {resident_id: tuple(names) for resident_id, names in noted.items()}


def _row(
    actor: Actor, row: dict[str, Any], addresses: dict[UUID, str], noted: dict[UUID, tuple[str, ...]]
) -> ResidentRow:
    number, phone, born = row["person__number_sealed"], row["person__phone_sealed"], row["person__birth_date"]
    return ResidentRow(
        id=row["id"],
        person_id=row["person_id"],
        household_id=row["household_id"],
        name=shown_name(actor, row["person_id"], row["person__name"]),
        sex=str(SEXES[row["person__sex"]]),
        born=born.year if born else None,
        number=sealed.mask_number(sealed.unseal(number)) if number else "",
        phone=sealed.mask_phone(sealed.unseal(phone)) if phone else "",
        address=addresses.get(row["household_id"], ""),
        relation=name_in(RELATIONS, row["relation"]),
        circumstances=noted.get(row["id"], ()),
        community_id=row["community_id"],
        registered_community_id=row["registered_community_id"],
        since=row["since"],
        until=row["until"],
    )


def shown_name(actor: Actor, person_id: UUID, name: str) -> str:
    """The whole name for the register's own readers and for the person; for everybody else the family name."""
    return name if permissions.may(actor, "list") or actor.person_id == person_id else sealed.mask_name(name)


def resident_for(actor: Actor, resident_id: UUID, *, lock: bool = False) -> Resident:
    """One resident with their person, in the actor's sight; raises `NotFound`. `lock` until the transaction ends."""
    found = Resident.objects.select_related("person")
    if lock:
        found = found.select_for_update(of=("self",))
    return one(found, id=resident_id)


def row_of(actor: Actor, resident: Resident) -> ResidentRow:
    """One resident as a masked row."""
    return rows_of(actor, Resident.objects.filter(id=resident.id))[0]


def circumstances_in_force(person_id: UUID) -> set[str]:
    """The kinds of circumstance noted of a person where they live now, as far as the walls let the reader see it."""
    rows = Circumstance.objects.filter(resident__person_id=person_id, resident__until=None, until=None)
    return set(rows.values_list("kind", flat=True))


def circumstances_of(actor: Actor, resident_id: UUID) -> list[CircumstanceView]:
    """The circumstances of a resident the actor sees, those in force first."""
    rows = Circumstance.objects.filter(resident_id=resident_id).order_by(F("until").desc(nulls_first=True), "-since")
    return [
        CircumstanceView(
            row.id, row.kind, name_in(CIRCUMSTANCES, row.kind), row.since, row.until, row.source, row.review_on
        )
        for row in rows
    ]


def circumstance_for(actor: Actor, circumstance_id: UUID, *, lock: bool = False) -> Circumstance:
    """One circumstance with its resident; raises `NotFound`."""
    found = Circumstance.objects.select_related("resident")
    if lock:
        found = found.select_for_update(of=("self",))
    return one(found, id=circumstance_id)


def names_of(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of those persons whom the actor sees."""
    found = Person.objects.filter(id__in=set(person_ids)).values_list("id", "name")
    return {person_id: shown_name(actor, person_id, name) for person_id, name in found}


def own_record(actor: Actor) -> OwnRecord | None:
    """The signed-in resident's own record; None while their account is bound to no person."""
    if actor.sight is not Sight.SELF or actor.person_id is None:
        return None
    person = Person.objects.filter(id=actor.person_id).first()
    if person is None:
        return None
    resident = Resident.objects.filter(person=person, until=None).first()
    return OwnRecord(
        person_id=person.id,
        name=person.name,
        phone=sealed.unseal(person.phone_sealed) if person.phone_sealed else "",
        place_id=resident.place_id if resident else None,
        community_id=resident.community_id if resident else None,
        address=_addresses({resident.household_id}).get(resident.household_id, "") if resident else "",
    )
