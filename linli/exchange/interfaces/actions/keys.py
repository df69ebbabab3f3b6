"""Issuing and revoking keys, trying one, and filing what an app sends."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit import clock
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotAllowed
from linli.base.kit.find import one
from linli.base.kit.scope import scope_of
from linli.base.kit.sealed import digest
from linli.exchange.interfaces import errors, permissions
from linli.exchange.interfaces.models import ApiKey
from linli.registers.places import public as places

MOST_DAYS = 366
_WHY: dict[str, str | Promise] = {
    "unknown": _("没有这把密钥"),
    "revoked": _("已经撤销"),
    "expired": _("已经过期"),
    "scope": _("没有这项权限"),
}


@dataclass(frozen=True, slots=True)
class Issued:
    """A key as it is shown once."""

    id: UUID
    key: str


@transaction.atomic
def issue_key(
    *,
    name: str,
    owner: str,
    contact: str,
    per_minute: int,
    expires_at: datetime,
    actor: Actor,
    now: datetime,
    source: str = "",
) -> Issued:
    """Make a key for somebody's app at the actor's own place; it is shown this once and kept as a digest.

    `source`: the code of a hotline's source; then the key pushes and reads that source's orders, and nothing else.
    """
    permissions.require(actor, "issue_key")
    if actor.place_id is None:
        raise NotAllowed
    if expires_at > now + timedelta(days=MOST_DAYS):
        raise errors.ExpiryTooFar(most=MOST_DAYS)
    key = "linli_" + secrets.token_urlsafe(32)
    made = ApiKey(
        **scope_of(places.place_for(actor.place_id)),
        name=name,
        owner=owner,
        contact=contact,
        prefix=key[:12],
        digest=digest("api-key", key),
        scopes=["orders"] if source else ["requests"],
        subject=source,
        per_minute=per_minute,
        expires_at=expires_at,
        created_at=now,
    )
    made.save(force_insert=True)
    journal.record(actor, "interfaces.key_issued", "api_key", made.id, at=now, name=name, owner=owner)
    return Issued(made.id, key)


@transaction.atomic
def revoke_key(*, key_id: UUID, why: str, actor: Actor, now: datetime) -> ApiKey:
    """End a key at once; revoked twice, it stays revoked as of the first time."""
    permissions.require(actor, "revoke_key")
    key = one(ApiKey.objects.select_for_update(), id=key_id)
    if key.revoked_at is None:
        key.revoked_at = now
        key.save(update_fields=["revoked_at"])
        journal.record(actor, "interfaces.key_revoked", "api_key", key.id, at=now, name=key.name, why=why)
    return key


@dataclass(frozen=True, slots=True)
class Used:
    """Whose key was used: its name, the source it speaks for, the county it was issued in."""

    name: str
    subject: str
    county_id: UUID | None


def use_key(*, key: str, scope: str, now: datetime) -> Used:
    """Count one use of a key; raises `KeyMissing`, `KeyRefused` or `TooFast`, which are counted too."""
    if not key:
        raise errors.KeyMissing
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, per_minute, verdict, subject, county FROM interfaces_use_key(%s, %s, %s, %s)",
            [digest("api-key", key), scope, now, clock.local_date(now)],
        )
        name, per_minute, verdict, subject, county_id = cursor.fetchall()[0]
    if verdict == "too_many":
        raise errors.TooFast(most=per_minute)
    if verdict != "ok":
        raise errors.KeyRefused(why=_WHY[verdict])
    return Used(name, subject, county_id)


def file_from_app(*, new: matters.NewMatter, key_name: str, now: datetime) -> matters.Filed:
    """File what an app sent, as somebody who isn't signed in; the journal names the key."""
    actor = Actor(sight=Sight.INTAKE, label=f"open311: {key_name}"[:120], role="visitor")
    return matters.file(new=new, actor=actor, now=now)
