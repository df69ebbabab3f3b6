"""Waiting for one another: what must not happen twice at the same moment, where there is no row yet that could be locked."""

from django.db import connection


def hold(what: str) -> None:
    """Wait until no other transaction holds this name, then hold it until one's own transaction ends.

    `what` says what is done and to what: `callbacks.claim:<id of the call>`. Names hash to 64 bits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
