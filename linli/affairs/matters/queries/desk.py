"""What the desk's matter page shows beside the matter itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from linli.affairs.matters.models import Contact, Matter, ReplyTemplate
from linli.affairs.matters.queries.lists import _FIELDS, Row, rows
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_filter

MOST = 20


def templates_for(moves: Iterable[str]) -> list[ReplyTemplate]:
    """Words to begin from, for several moves in one statement."""
    return list(ReplyTemplate.objects.filter(move__in=list(moves)).order_by("code"))


def is_filed(form_token: UUID) -> bool:
    """Whether this very form has been filed before."""
    return Matter.objects.filter(form_token=form_token).exists()


def same_phone(actor: Actor, matter: Matter, *, now: datetime) -> list[Row]:
    """What else was asked from the same phone, newest first.

    Whoever asked to be hidden is not looked up, and matters of theirs are left out: they would lead to the person.
    """
    contact = Contact.objects.filter(matter_id=matter.id).first()
    if contact is None or contact.is_hidden or contact.phone_digest is None:
        return []
    same = Q(contact__phone_digest=bytes(contact.phone_digest), contact__is_hidden=False)
    found = Matter.objects.filter(same, **scope_filter(actor)).exclude(id=matter.id)
    return rows(list(found.order_by("-filed_at").values(*_FIELDS)[:MOST]), now)
