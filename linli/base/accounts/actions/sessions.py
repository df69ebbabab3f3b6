"""Sessions: Django's interface over a table of our own, so that a person sees theirs, idle ones end, and keys aren't kept.

`SESSION_ENGINE` names this module. Reading and writing go through definer functions that want the key's digest: whoever holds
the cookie has the session, and nobody else sees it. A session's end is fixed when it is opened; using it does not prolong that.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import connection

from linli.base.accounts import errors
from linli.base.accounts.models import Account, Session
from linli.base.accounts.queries.acting import stamp
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id

HALF_MINUTES = 10
"""How long one may take between the password and the second factor."""


def digest_of(key: str) -> bytes:
    """What is stored of a session's key: whoever reads the table can't use it. The key is random, so no salt is needed."""
    return hashlib.sha256(key.encode()).digest()


class SessionStore(SessionBase):
    """One browser's session."""

    @classmethod
    def clear_expired(cls) -> None:
        """Delete what has ended."""
        with walls.acting(Actor.system("sessions")):
            Session.objects.filter(ends_at__lte=clock.now()).delete()

    def load(self) -> dict[str, Any]:
        """What the session holds; empty when it has ended, or idled too long."""
        row = self._run(
            "SELECT accounts_session_read(%s, %s, %s)",
            [digest_of(self.session_key or ""), clock.now(), timedelta(seconds=settings.LINLI_IDLE_SECONDS)],
        )
        if row is None or row[0] is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def exists(self, session_key: str) -> bool:
        """Whether a session of that key is there."""
        return bool((self._run("SELECT accounts_session_exists(%s)", [digest_of(session_key)]) or (False,))[0])

    def create(self) -> None:
        """Begin a session under a new key."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined] # -- SessionBase has it, its stubs don't
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        """Write it; raises `UpdateError` when it was ended meanwhile, so that an ended session never comes back."""
        if self.session_key is None:
            self.create()
            return
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined] # -- likewise
        now = clock.now()
        values = {
            "id": new_id() if must_create else None,
            "digest": digest_of(self.session_key),
            "account": content.get("account"),
            "content": self.encode(content),
            "browser": content.get("browser", ""),
            "address": content.get("address", ""),
            "now": now,
            "ends": now + timedelta(seconds=settings.SESSION_COOKIE_AGE),
        }
        row = self._run(
            "SELECT accounts_session_write(%(id)s, %(digest)s, %(account)s, %(content)s, %(browser)s, %(address)s, %(now)s, %(ends)s)",
            values,
        )
        if not (row and row[0]):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        key = session_key or self.session_key
        if key:
            self._run("SELECT accounts_session_end(%s)", [digest_of(key)])

    @staticmethod
    def _run(sql: str, values: Any) -> tuple[Any, ...] | None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row


def open_half(session: SessionBase, account: Account, now: datetime) -> None:
    """The password was right and a second factor is still owed: nobody is signed in yet."""
    session.flush()
    session["half"] = {
        "account": str(account.id),
        "stamp": stamp(account.id, account.password),
        "until": (now + timedelta(minutes=HALF_MINUTES)).isoformat(),
    }


def open_session(
    session: SessionBase,
    account: Account,
    *,
    factor: str,
    post_id: UUID | None,
    browser: str,
    address: str,
    now: datetime,
) -> None:
    """Sign an account in: a session under a new key, which holds nothing of what was there before.

    `factor` says what was shown beside the password: codes, key, spare, or nothing.
    """
    session.flush()
    session["account"] = str(account.id)
    session["stamp"] = stamp(account.id, account.password)
    session["post"] = str(post_id) if post_id else None
    session["factor"] = factor
    session["factor_at"] = now.isoformat() if factor else ""
    session["browser"], session["address"] = browser[:60], address[:45]
    with walls.acting(Actor.system("sign-in")) as actor:
        journal.record(
            actor, "account.signed_in", "account", account.id, at=now, about_person_id=account.person_id, factor=factor
        )


def keep_session(session: SessionBase, account: Account) -> None:
    """Go on in this session, under a new key, after the account's password has changed."""
    session.cycle_key()
    session["stamp"] = stamp(account.id, account.password)


def end_session(*, session_id: UUID, actor: Actor, now: datetime) -> None:
    """End one of one's own sessions."""
    ended, _rows = Session.objects.filter(id=session_id, account_id=actor.account_id, account_id__isnull=False).delete()
    if not ended:
        raise errors.SessionGone
    journal.record(actor, "account.session_ended", "account", actor.account_id, at=now)


def end_sessions(*, account_ids: list[UUID], actor: Actor, now: datetime, but_key: str = "", why: str) -> int:
    """End all sessions of some accounts, but for one that is just being used; returns how many were open."""
    with walls.acting(Actor.system("sessions")):
        found = Session.objects.filter(account_id__in=account_ids)
        ended, _rows = (found.exclude(key_digest=digest_of(but_key)) if but_key else found).delete()
    if ended:
        for account_id in account_ids:
            journal.record(actor, "account.sessions_ended", "account", account_id, at=now, reason=why)
    return ended
