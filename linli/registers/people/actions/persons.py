"""Persons: sealing what identifies them, correcting it, and showing it for a purpose."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound
from linli.base.kit.numbers import birth_date_of, is_citizen_number, plain_number, sex_of
from linli.base.kit.sealed import digest, seal
from linli.registers.people import errors, permissions, queries
from linli.registers.people.models import Person, Resident, Reveal
from linli.registers.people.queries.reveals import Shown, value_of
from linli.registers.people.queries.search import tail_digest
from linli.registers.people.states import SEXES

SHOWN_FOR = timedelta(minutes=1)
SHORTEST_PURPOSE = 4
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What is to be corrected; None leaves a value as it is, "" takes a phone away."""

    name: str | None = None
    number: str | None = None
    phone: str | None = None
    sex: str | None = None
    birth_date: date | None = None


def read_number(text: str) -> str:
    """A typed identity number, made plain; "" stays "". Raises `BadNumber`."""
    number = plain_number(text)
    if number and not is_citizen_number(number):
        raise errors.BadNumber
    return number


def read_phone(text: str) -> str:
    """A typed phone number, made plain; "" stays "". Raises `BadPhone`."""
    phone = plain_number(text).removeprefix("+86")
    if phone and not _PHONE.fullmatch(phone):
        raise errors.BadPhone
    return phone


def sealed_values(*, number: str = "", phone: str = "") -> dict[str, bytes | None]:
    """The stored columns of a number and a phone, both already made plain."""
    return {
        "number_sealed": seal(number) if number else None,
        "number_digest": digest("number", number) if number else None,
        "phone_sealed": seal(phone) if phone else None,
        "phone_digest": digest("phone", phone) if phone else None,
    }


@transaction.atomic
def correct_person(*, resident_id: UUID, change: PersonChange, reason: str, actor: Actor, now: datetime) -> Person:
    """Correct what is registered of somebody who lives in the actor's area; the journal keeps which fields, not their values."""
    permissions.require(actor, "correct")
    resident = queries.resident_for(actor, resident_id)
    if not lives_within(actor, resident):
        raise errors.LivesElsewhere
    person = Person.objects.select_for_update().get(id=resident.person_id)
    values = _changed_values(actor, person, change)
    if not values:
        return person
    for field, value in values.items():
        setattr(person, field, value)
    person.save(update_fields=list(values))
    _rewrite_tails(person)
    fields = sorted({field.removesuffix("_sealed").removesuffix("_digest") for field in values})
    journal.record(
        actor,
        "person.corrected",
        "resident",
        resident.id,
        at=now,
        about_person_id=person.id,
        fields=fields,
        reason=reason,
    )
    return person


def _changed_values(actor: Actor, person: Person, change: PersonChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.name and change.name != person.name:
        values["name"] = change.name
    if change.sex is not None and change.sex != person.sex:
        if change.sex not in SEXES:
            raise errors.UnknownCode(value=change.sex)
        values["sex"] = change.sex
    if change.birth_date is not None and change.birth_date != person.birth_date:
        values["birth_date"] = change.birth_date
    number = read_number(change.number) if change.number else ""
    if number and number != value_of(person, "number"):
        refuse_known_number(actor, number)
        values |= {name: value for name, value in sealed_values(number=number).items() if name.startswith("number")}
        values |= {"birth_date": birth_date_of(number), "sex": sex_of(number)}
    if change.phone is not None and (phone := read_phone(change.phone)) != value_of(person, "phone"):
        values |= {name: value for name, value in sealed_values(phone=phone).items() if name.startswith("phone")}
    return values


def refuse_known_number(actor: Actor, number: str) -> None:
    """Refuse a number that somebody in the register lives under, here or elsewhere, or that stands on another person."""
    known = queries.person_with_number(actor, number)
    if known is not None:
        raise errors.AlreadyEnrolled(name=queries.names_of(actor, [known.id])[known.id])
    if queries.is_registered_elsewhere(actor, number) or queries.moved_out_person(actor, number):
        raise errors.EnrolledElsewhere


def lives_within(actor: Actor, resident: Resident) -> bool:
    """Whether the residence lies in the actor's own area; seeing somebody by registration gives no right to write."""
    if actor.sight is Sight.SYSTEM:
        return True
    return bool(getattr(resident, actor.scope_column) == actor.place_id)


def _rewrite_tails(person: Person) -> None:
    number, phone = value_of(person, "number"), value_of(person, "phone")
    for resident in Resident.objects.filter(person=person, until=None):
        resident.number_tail_digest = tail_digest("number", resident.county_id, number)
        resident.phone_tail_digest = tail_digest("phone", resident.county_id, phone)
        resident.save(update_fields=["number_tail_digest", "phone_tail_digest"])


@transaction.atomic
def reveal(*, person_id: UUID, field: str, purpose: str, actor: Actor, now: datetime) -> Shown:
    """Show a person's number or phone for one minute, on record and to be seen by the person themselves.

    A second call within the minute shows it again without a new purpose, and is covered by the first record.
    """
    permissions.require(actor, "reveal")
    if field not in {"number", "phone"}:
        raise errors.UnknownCode(value=field)
    person = Person.objects.filter(id=person_id).first()
    if person is None or actor.post_id is None:
        raise NotFound
    shown = queries.shown_now(actor, person, now).get(field)
    if shown is not None:
        return shown
    purpose = " ".join(purpose.split())[:200]
    if len(purpose) < SHORTEST_PURPOSE:
        raise errors.NoPurpose
    value = value_of(person, field)
    if not value:
        raise errors.NothingSealed
    look = Reveal(person=person, field=field, purpose=purpose, post_id=actor.post_id, at=now, until=now + SHOWN_FOR)
    look.save(force_insert=True)
    journal.record(
        actor, f"person.{field}_shown", "person", person.id, at=now, about_person_id=person.id, purpose=purpose
    )
    return Shown(field, value, look.until, purpose)
