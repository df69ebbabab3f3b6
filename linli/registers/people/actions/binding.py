"""Handing somebody at the counter the code that binds the account they use to themselves."""

from datetime import datetime
from uuid import UUID

from linli.base.accounts import public as accounts
from linli.base.kit.actor import Actor
from linli.registers.people import permissions, queries


def issue_binding(*, resident_id: UUID, actor: Actor, now: datetime) -> accounts.Paper:
    """A code for a resident within reach, whom the actor sees before them. It is on record about the resident, who can read that."""
    permissions.require(actor, "issue_binding")
    resident = queries.resident_for(actor, resident_id)
    return accounts.issue_binding(person_id=resident.person_id, actor=actor, now=now)
