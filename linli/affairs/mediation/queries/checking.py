"""What anyone who was shown an agreement may know of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Checked:
    """An agreement in force, without its parties. `void_at`: held void by a court; `decided_at`: confirmed by one."""

    number: str
    form: str
    in_force_at: datetime
    void_at: datetime | None
    seal: str
    court: str
    decided_at: datetime | None


def checked(number: str, digest: bytes) -> Checked | None:
    """The agreement of a number whose code gives the digest; None where there is none, or it isn't in force."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mediation_checked(%s, %s)", [number, digest])
        row = cursor.fetchone()
    return Checked(*row) if row else None
