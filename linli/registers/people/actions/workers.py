"""People who work here and live elsewhere: known by name, outside the register of residents."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed
from linli.registers.people.models import Person


@transaction.atomic
def enter_worker(*, name: str, actor: Actor, now: datetime) -> UUID:
    """Somebody new who is about to hold a post; returns the person's id.

    They have no residence here, so nobody but themselves sees the row: it is written by the system, for whoever may appoint.
    """
    if not actor.can("bodies"):
        raise NotAllowed
    with walls.acting(Actor.system("people.enter_worker")):
        person = Person.objects.create(name=name)
    journal.record(actor, "person.entered_as_worker", "person", person.id, at=now, about_person_id=person.id)
    return person.id
