"""Signing in, and counting what may be tried only so often."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection

from linli.base.accounts import errors
from linli.base.accounts.models import Account
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import TooMany

_HIT = """
INSERT INTO accounts_limit (key, window_at, hits) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
  hits = CASE WHEN accounts_limit.window_at <= %(start)s THEN 1 ELSE accounts_limit.hits + 1 END,
  window_at = CASE WHEN accounts_limit.window_at <= %(start)s THEN %(now)s ELSE accounts_limit.window_at END
RETURNING hits
"""


def hit(*, what: str, who: str, most: int, within: timedelta, now: datetime) -> None:
    """Count one try of `what` by `who` (stored as a digest); raises `TooMany` above `most` in the window."""
    if settings.LINLI_LIMITS_OFF:
        return
    key = f"{what}:{hashlib.sha256((settings.SECRET_KEY + who).encode()).hexdigest()[:32]}"
    with connection.cursor() as cursor:
        cursor.execute(_HIT, {"key": key, "now": now, "start": now - within})
        row = cursor.fetchone()
    if row and row[0] > most:
        raise TooMany(minutes=max(1, int(within.total_seconds() // 60)))


def sign_in(*, username: str, password: str, now: datetime) -> Account:
    """The account of that name and password. An unknown name is refused like a wrong password, after the same work."""
    with walls.acting(Actor.system("sign-in")) as actor:
        account = Account.objects.filter(username=username, is_active=True).first()
        known = account.password if account else make_password(password + "x")
        if not check_password(password, known) or account is None:
            raise errors.WrongPassword
        journal.record(actor, "account.signed_in", "account", account.id, at=now)
        return account


def open_account(*, username: str, password: str, person_id: UUID | None, actor: Actor, now: datetime) -> Account:
    """A new account for a person; the password is hashed, never kept."""
    account = Account(username=username, person_id=person_id, created_at=now)
    account.set_password(password)
    account.save(force_insert=True)
    journal.record(actor, "account.opened", "account", account.id, at=now)
    return account
