"""Counting what may be tried only so often. The counts live in PostgreSQL, so that all processes share them."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from linli.base.kit.errors import TooMany

_HIT = """
INSERT INTO accounts_limit (key, window_at, hits) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
  hits = CASE WHEN accounts_limit.window_at <= %(start)s THEN 1 ELSE accounts_limit.hits + 1 END,
  window_at = CASE WHEN accounts_limit.window_at <= %(start)s THEN %(now)s ELSE accounts_limit.window_at END
RETURNING hits, window_at
"""


def hit(*, what: str, who: str, most: int, within: timedelta, now: datetime) -> None:
    """Count one try of `what` by `who` (stored as a digest); raises `TooMany` above `most` in the window."""
    if settings.LINLI_LIMITS_OFF:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HIT, {"key": _key(what, who), "now": now, "start": now - within})
        hits, began = cursor.fetchone() or (0, now)
    if hits > most:
        left = began + within - now
        raise TooMany(minutes=max(1, -int(-left.total_seconds() // 60)))


def forget(*, what: str, who: str) -> None:
    """Begin counting anew: it was the owner after all."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_limit WHERE key = %s", [_key(what, who)])


def take_back(*, what: str, who: str) -> None:
    """One try less, for it was no failure: an office behind one address may have a hundred people signing in at nine."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_limit SET hits = hits - 1 WHERE key = %s AND hits > 0", [_key(what, who)])


def _key(what: str, who: str) -> str:
    return f"{what}:{hashlib.sha256((settings.SECRET_KEY + who).encode()).hexdigest()[:32]}"
