"""How accounts stand, for officials whose caller has checked whom they reach: states and numbers, never a secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from linli.base.kit import walls
from linli.base.kit.actor import Actor

_STANDINGS = """
SELECT a.person_id, a.id, a.username, a.is_active, a.password NOT LIKE '!%%',
       (SELECT count(*) FROM accounts_factor f WHERE f.account_id = a.id),
       (SELECT count(*) FROM accounts_session s WHERE s.account_id = a.id AND s.ends_at > %(now)s AND s.seen_at > %(idle)s)
  FROM accounts_account a WHERE a.person_id = ANY(%(people)s) AND a.phone_digest IS NULL ORDER BY a.created_at DESC, a.id
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """An account that somebody in office signs in with."""

    account_id: UUID
    username: str
    is_active: bool
    has_password: bool
    factors: int
    sessions: int


def standings(people: Iterable[UUID], now: datetime) -> dict[UUID, Standing]:
    """The account of each of these people, the first they had where there are several; one statement."""
    idle = now - timedelta(seconds=settings.LINLI_IDLE_SECONDS)
    with walls.acting(Actor.system("standings")), connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"people": list(people), "now": now, "idle": idle})
        return {person_id: Standing(*rest) for person_id, *rest in cursor.fetchall()}
