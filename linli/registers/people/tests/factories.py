"""People for tests, written by the system straight into the tables; scopes come from `kit`'s areas or from real places."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from uuid import UUID

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.numbers import birth_date_of, citizen_check_digit, sex_of
from linli.registers.people.actions.persons import sealed_values
from linli.registers.people.models import Circumstance, Dwelling, Household, Person, Resident
from linli.registers.people.queries.search import tail_digest

_serial = count(1)
Scope = Mapping[str, UUID | None]


def number(serial: int | None = None, born: str = "19560307") -> str:
    """A well-formed identity number that nobody has: area 999999 does not exist."""
    first_17 = f"999999{born}{(next(_serial) if serial is None else serial) % 1000:03d}"
    return first_17 + citizen_check_digit(first_17)


def make_person(name: str = "王秀英", *, number: str = "", phone: str = "") -> Person:
    """A person, synthetic."""
    with walls.acting(Actor.system("test")):
        return Person.objects.create(
            name=name,
            sex=sex_of(number) if number else "0",
            birth_date=birth_date_of(number) if number else None,
            is_synthetic=True,
            **sealed_values(number=number, phone=phone),
        )


def make_household(scope: Scope, address: str = "") -> Household:
    """A household in a dwelling of its own."""
    serial = next(_serial)
    with walls.acting(Actor.system("test")):
        dwelling = Dwelling.objects.create(
            building="3", room=str(serial), address=address or f"文化里 3号楼 {serial}室", **scope
        )
        return Household.objects.create(dwelling=dwelling, number="1", since=date(2020, 1, 1), **scope)


def make_resident(
    scope: Scope,
    name: str = "王秀英",
    *,
    number: str = "",
    phone: str = "",
    household: Household | None = None,
    registered: Scope | None = None,
    person: Person | None = None,
    until: date | None = None,
    relation: str = "02",
    address: str = "",
) -> Resident:
    """Somebody who lives in the scope, registered there too unless `registered` names another."""
    person = person or make_person(name, number=number, phone=phone)
    household = household or make_household(scope, address)
    there = scope if registered is None else registered
    places = ("place_id", "community_id", "street_id", "county_id", "city_id")
    with walls.acting(Actor.system("test")):
        return Resident.objects.create(
            person=person,
            household=household,
            relation=relation,
            number_tail_digest=tail_digest("number", scope["county_id"], number),
            phone_tail_digest=tail_digest("phone", scope["county_id"], phone),
            since=date(2020, 1, 1),
            until=until,
            **scope,
            **{f"registered_{place}": there[place] for place in places},
        )


def make_circumstance(
    resident: Resident, kind: str = "low_income", until: date | None = None, review_on: date | None = None
) -> Circumstance:
    """A circumstance in force."""
    with walls.acting(Actor.system("test")):
        return Circumstance.objects.create(
            resident=resident, kind=kind, since=date(2024, 1, 1), until=until, source="民政局名单", review_on=review_on
        )
