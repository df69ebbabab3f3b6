"""Which sessions are open, and what a session says of whoever holds it."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from linli.base.accounts.models import Account, Session
from linli.base.accounts.queries.acting import stamp
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight

FRESH = timedelta(minutes=15)
"""How long a shown factor counts for changing factors and passwords."""


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of the reader's own sessions."""

    id: UUID
    browser: str
    address: str
    opened_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(actor: Actor, digest: bytes, now: datetime) -> list[OwnSession]:
    """The actor's open sessions, the one being used first; `digest` is that one's."""
    idle = now - timedelta(seconds=settings.LINLI_IDLE_SECONDS)
    rows = Session.objects.filter(account_id=actor.account_id, ends_at__gt=now, seen_at__gt=idle).order_by("-seen_at")
    found = [
        OwnSession(each.id, each.browser, each.address, each.opened_at, each.seen_at, bytes(each.key_digest) == digest)
        for each in rows
    ]
    return sorted(found, key=lambda each: not each.is_this)


def is_strong(session: SessionBase) -> bool:
    """Whether a second factor was shown in this session."""
    return bool(session.get("factor"))


def is_fresh(session: SessionBase, now: datetime) -> bool:
    """Whether it was shown just now."""
    shown: str = session.get("factor_at") or ""
    return bool(shown) and datetime.fromisoformat(shown) > now - FRESH


def account_in(session: SessionBase, now: datetime) -> Account | None:
    """The account that this browser has shown the password of, signed in or half way there; None for anyone else."""
    half = session.get("half")
    if half and datetime.fromisoformat(half["until"]) > now:
        account_id, shown = half["account"], half["stamp"]
    elif session.get("account"):
        account_id, shown = session["account"], session.get("stamp", "")
    else:
        return None
    with walls.acting(Actor.system("sign-in")):
        account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None or not hmac.compare_digest(shown, stamp(account.id, account.password)):
        return None
    return account


def self_of(account: Account) -> Actor:
    """The owner of an account as themselves, before they are signed in: sees their account and factors, and no more."""
    return Actor(
        sight=Sight.SELF, label=account.username, role="resident", account_id=account.id, person_id=account.person_id
    )
