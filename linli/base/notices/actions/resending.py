"""Sending again what did not get through."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.notices import errors, permissions
from linli.base.notices.models import Address, Message
from linli.base.notices.queries.log import message_for
from linli.base.notices.queries.reach import is_dead
from linli.base.notices.states import SENT, WAITING


@transaction.atomic
def resend(*, message_id: UUID, is_confirmed: bool, actor: Actor, now: datetime) -> Message:
    """Let a message that failed wait again. is_confirmed: its address was checked with its owner, and begins anew."""
    permissions.require(actor, "resend")
    message = message_for(actor, message_id)
    if message.status in (WAITING, SENT):
        raise errors.AlreadyGone
    known = bytes(message.address_digest) if message.address_digest else b""
    if is_confirmed and known:
        with walls.acting(Actor.system("notices.resend")):
            Address.objects.filter(digest=known).update(bounces=0, why="")
    elif is_dead(known):
        raise errors.AddressDead
    message.status, message.attempts, message.why = WAITING, 0, ""
    message.not_before, message.ended_at, message.leased_until = now, None, None
    message.save(update_fields=["status", "attempts", "why", "not_before", "ended_at", "leased_until"])
    journal.record(actor, "notices.resent", "message", message.id, at=now, is_confirmed=is_confirmed)
    return message
