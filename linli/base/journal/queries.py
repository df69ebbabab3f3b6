"""Reading the journal, within its own walls."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base.journal.models import Entry
from linli.base.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a person's sealed data: when, by which post, for what purpose."""

    at: datetime
    label: str
    act: str
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Breach:
    """A link of the chain, or one payload, that does not give its recorded hash."""

    seal: int | None
    entry_id: UUID | None
    reason: str


def looks_at(actor: Actor, person_id: UUID, limit: int = 200) -> list[Look]:
    """Who looked at a person's data, newest first (the person themselves, or a post with the journal capability)."""
    rows = (
        Entry.objects.filter(about_person_id=person_id)
        .order_by("-at")
        .values_list("at", "label", "act", "payload__what")[:limit]
    )
    return [Look(at=at, label=label, act=act, what=json.loads(what) if what else {}) for at, label, act, what in rows]


def breaches() -> list[Breach]:
    """Everything in the sealed journal that was changed, removed or added afterwards; empty when it is whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seal, entry_id, reason FROM journal_breaches()")
        return [Breach(seal=row[0], entry_id=row[1], reason=row[2]) for row in cursor.fetchall()]
