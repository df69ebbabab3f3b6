"""What is shown unmasked at this moment, and who looked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.journal import public as journal
from linli.base.journal.public import Look
from linli.base.kit import sealed
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotAllowed
from linli.registers.people import permissions
from linli.registers.people.models import Person, Reveal


@dataclass(frozen=True, slots=True)
class Shown:
    """One sealed value, unmasked until a moment."""

    field: str
    value: str
    until: datetime
    purpose: str


def value_of(person: Person, field: str) -> str:
    """The unsealed number or phone, "" where none is registered."""
    stored = person.number_sealed if field == "number" else person.phone_sealed
    return sealed.unseal(stored) if stored else ""


def shown_now(actor: Actor, person: Person, now: datetime) -> dict[str, Shown]:
    """The values of a person that the actor's post asked for less than a minute ago, by field."""
    if actor.post_id is None:
        return {}
    looks = Reveal.objects.filter(post_id=actor.post_id, person=person, until__gt=now).order_by("until")
    return {look.field: Shown(look.field, value_of(person, look.field), look.until, look.purpose) for look in looks}


def phone_for_message(actor: Actor, person_id: UUID) -> str:
    """The phone a job's message goes to, "" where none is registered; whoever would read it with their own eyes asks by `reveal`."""
    if actor.sight is not Sight.SYSTEM:
        raise NotAllowed
    person = Person.objects.filter(id=person_id).first()
    return value_of(person, "phone") if person else ""


def looks_at(actor: Actor, person_id: UUID) -> list[Look]:
    """Who looked at a person's data or changed it: for the person, and for posts that may read the journal."""
    is_own = actor.sight is Sight.SELF and actor.person_id == person_id
    if not is_own and not permissions.may(actor, "see_looks"):
        raise NotAllowed
    return journal.looks_at(actor, person_id)
