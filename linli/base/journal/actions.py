"""Writing to the journal, and sealing it."""

import hashlib
import json
import os
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id

_RECORD = """
WITH entry AS (
  INSERT INTO journal_entry (id, at, act, subject_kind, subject_id, sight, label, account_id, person_id, post_id, place_id,
                             grid_id, community_id, street_id, county_id, city_id, about_person_id, digest)
  VALUES (%(id)s, %(at)s, %(act)s, %(kind)s, %(subject)s, %(sight)s, %(label)s, %(account)s, %(person)s, %(post)s,
          %(place)s, %(grid)s, %(community)s, %(street)s, %(county)s, %(city)s, %(about)s, %(digest)s)
)
INSERT INTO journal_payload (entry_id, salt, what) VALUES (%(id)s, %(salt)s, %(what)s)
"""


def entry_values(
    actor: Actor,
    act: str,
    subject_kind: str,
    subject_id: UUID | None,
    *,
    at: datetime,
    about_person_id: UUID | None = None,
    **what: Any,
) -> dict[str, Any]:
    """The values of one entry and its payload, for an action whose own statement writes them (see `record`)."""
    salt = os.urandom(16)
    text = json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)
    return {
        "id": new_id(),
        "at": at,
        "act": act,
        "kind": subject_kind,
        "subject": subject_id,
        "sight": actor.sight.value,
        "label": actor.label,
        "account": actor.account_id,
        "person": actor.person_id,
        "post": actor.post_id,
        "place": actor.place_id,
        **dict(zip(("grid", "community", "street", "county", "city"), actor.chain, strict=True)),
        "about": about_person_id,
        "digest": hashlib.sha256(salt + text.encode()).digest(),
        "salt": salt,
        "what": text,
    }


def record(
    actor: Actor,
    act: str,
    subject_kind: str,
    subject_id: UUID | None,
    *,
    at: datetime,
    about_person_id: UUID | None = None,
    **what: Any,
) -> None:
    """Put one act on record, in the running transaction. `what` is stored as JSON, apart from the entry."""
    values = entry_values(actor, act, subject_kind, subject_id, at=at, about_person_id=about_person_id, **what)
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, values)


def seal() -> int:
    """Close what is complete into the next link of the chain; returns how many entries it holds (0: nothing new)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_close_batch()")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
