"""Enrolling households and residents, and letting them move out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.clock import local_date
from linli.base.kit.numbers import birth_date_of, sex_of
from linli.base.kit.scope import SCOPE_FIELDS
from linli.registers.people import errors, permissions, queries
from linli.registers.people.actions.persons import lives_within, read_number, read_phone, sealed_values
from linli.registers.people.models import Dwelling, Household, Person, Resident
from linli.registers.people.queries.search import tail_digest
from linli.registers.people.states import HEAD, RELATIONS, SEXES
from linli.registers.places import public as places


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household to be enrolled. `place_id` is the grid (or smaller) it lies in, or the community while it has no grid."""

    place_id: UUID
    estate: str
    building: str
    room: str
    unit: str = ""
    landmark_id: UUID | None = None
    area_m2: Decimal | None = None
    since: date | None = None

    @property
    def address(self) -> str:
        """As people write it: 文化里 3号楼 2单元 501室."""
        unit = f" {self.unit}单元" if self.unit else ""
        return f"{self.estate} {self.building}号楼{unit} {self.room}室"


@dataclass(frozen=True, slots=True)
class NewResident:
    """Somebody to be enrolled in a household. Birth date and sex are read from the number where there is one."""

    household_id: UUID
    name: str
    relation: str
    number: str = ""
    phone: str = ""
    sex: str = "0"
    birth_date: date | None = None
    registered_place_id: UUID | None = None
    since: date | None = None
    is_synthetic: bool = False


@transaction.atomic
def enrol_household(*, new: NewHousehold, actor: Actor, now: datetime) -> Household:
    """A household at an address. The dwelling is made when the address is new; several households may share one."""
    permissions.require(actor, "enrol")
    scope = places.scope_of_place(new.place_id)
    refuse_outside(actor, scope)
    dwelling, _ = Dwelling.objects.get_or_create(
        community_id=scope["community_id"],
        address=new.address,
        defaults={
            **{name: value for name, value in scope.items() if name != "community_id"},
            "landmark_id": new.landmark_id,
            "building": new.building,
            "unit": new.unit,
            "room": new.room,
            "area_m2": new.area_m2,
        },
    )
    household = Household(
        dwelling=dwelling,
        number=str(Household.objects.filter(dwelling=dwelling).count() + 1),
        since=new.since or local_date(now),
        **{name: getattr(dwelling, name) for name in SCOPE_FIELDS},
    )
    household.save(force_insert=True)
    journal.record(actor, "household.enrolled", "household", household.id, at=now, address=new.address)
    return household


@transaction.atomic
def place_household(*, household_id: UUID, place_id: UUID, actor: Actor, now: datetime) -> Household:
    """Put a household, its dwelling, and whoever shares it into another grid of the same community (HG-14)."""
    permissions.require(actor, "enrol")
    household = queries.household_for(actor, household_id)
    scope = places.scope_of_place(place_id)
    refuse_outside(actor, {name: getattr(household, name) for name in SCOPE_FIELDS})
    refuse_outside(actor, scope)
    if scope["community_id"] != household.community_id:
        raise errors.OutsideArea
    Dwelling.objects.filter(id=household.dwelling_id).update(**scope)
    Resident.objects.filter(household__dwelling_id=household.dwelling_id).update(**scope)
    Household.objects.filter(dwelling_id=household.dwelling_id).update(**scope)
    journal.record(actor, "household.placed", "household", household.id, at=now, address=household.dwelling.address)
    return queries.household_for(actor, household_id)


def refuse_outside(actor: Actor, scope: Mapping[str, UUID | None]) -> None:
    """Refuse to write outside the actor's own area; the database would too, but without a word of help."""
    if actor.sight is not Sight.SYSTEM and scope[actor.scope_column] != actor.place_id:
        raise errors.OutsideArea


@transaction.atomic
def enrol_resident(*, new: NewResident, actor: Actor, now: datetime) -> Resident:
    """Somebody who lives in a household. A number that lives elsewhere in the register is refused: ask for a transfer.

    Who moved out everywhere is enrolled again as the same person, with what is known of them.
    """
    permissions.require(actor, "enrol")
    if new.relation not in RELATIONS or new.sex not in SEXES:
        raise errors.UnknownCode(value=new.relation if new.relation not in RELATIONS else new.sex)
    household = queries.household_for(actor, new.household_id)
    scope = {name: getattr(household, name) for name in SCOPE_FIELDS}
    refuse_outside(actor, scope)
    number, phone = read_number(new.number), read_phone(new.phone)
    person_id = _person_of(new, number, phone, actor)
    county_id = household.county_id
    resident = Resident(
        person_id=person_id,
        household=household,
        relation=new.relation,
        number_tail_digest=tail_digest("number", county_id, number),
        phone_tail_digest=tail_digest("phone", county_id, phone),
        since=new.since or local_date(now),
        **scope,
        **_registered(new.registered_place_id),
    )
    resident.save(force_insert=True)
    journal.record(
        actor, "resident.enrolled", "resident", resident.id, at=now, about_person_id=person_id, relation=new.relation
    )
    return resident


def _person_of(new: NewResident, number: str, phone: str, actor: Actor) -> UUID:
    if number:
        known = queries.person_with_number(actor, number)
        if queries.is_registered_elsewhere(actor, number):
            raise errors.EnrolledElsewhere
        if known is not None and Resident.objects.filter(person=known, until=None).exists():
            raise errors.AlreadyEnrolled(name=queries.names_of(actor, [known.id])[known.id])
        returning = queries.moved_out_person(actor, number)
        if returning is not None:
            return returning
    person = Person(
        name=new.name,
        sex=sex_of(number) if number else new.sex,
        birth_date=birth_date_of(number) if number else new.birth_date,
        is_synthetic=new.is_synthetic,
        **sealed_values(number=number, phone=phone),
    )
    person.save(force_insert=True)
    return person.id


def _registered(place_id: UUID | None) -> dict[str, UUID | None]:
    if place_id is None:
        return {}
    scope = places.scope_of_place(place_id)
    names = ("place_id", "community_id", "street_id", "county_id", "city_id")
    return {f"registered_{name}": scope[name] for name in names}


@transaction.atomic
def move_out(*, resident_id: UUID, on: date, reason: str, actor: Actor, now: datetime) -> Resident:
    """End a residence; the household ends with its last member, and the next member becomes head when the head goes."""
    permissions.require(actor, "move_out")
    resident = queries.resident_for(actor, resident_id)
    if not lives_within(actor, resident):
        raise errors.LivesElsewhere
    resident = queries.resident_for(actor, resident_id, lock=True)
    if resident.until is not None:
        raise errors.MovedOutAlready(until=resident.until)
    if on < resident.since or on > local_date(now):
        raise errors.EndsBeforeItBegins(on=on)
    resident.until = on
    resident.save(update_fields=["until"])
    _settle_household(resident, on)
    journal.record(
        actor,
        "resident.moved_out",
        "resident",
        resident.id,
        at=now,
        about_person_id=resident.person_id,
        on=on.isoformat(),
        reason=reason,
    )
    return resident


def _settle_household(gone: Resident, on: date) -> None:
    left = Resident.objects.filter(household_id=gone.household_id, until=None).order_by("relation", "since", "id")
    heir = left.first()
    if heir is None:
        Household.objects.filter(id=gone.household_id).update(until=on)
    elif gone.relation == HEAD and heir.relation != HEAD:
        heir.relation = HEAD
        heir.save(update_fields=["relation"])
