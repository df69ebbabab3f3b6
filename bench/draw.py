"""Callbacks drawn from a million closed matters: the round's own verb, timed, with its statements."""

import time
from random import Random

from django.db import connection, connections, reset_queries

from bench.growth import grow
from bench.result import Line
from demo.cast import Cast
from demo.spec import CITIES
from linli.affairs.callbacks import public as callbacks
from linli.base.kit import clock, walls
from tools import progress

CLOSED = 1_000_000
TARGET = 1_050_000
"""So many matters hold as many closed ones; some are open, declined or parts of others."""
LIMIT, STATEMENTS = 30.0, 20
# A round is never longer than a hundred days: that a million were closed in it is what the bench makes up.
_STRETCH = "UPDATE callbacks_round SET since = '2000-01-01' WHERE number = %s"


def measure() -> list[Line]:
    """Seconds and statements of one draw over the whole district, beside a bare count of what it draws from."""
    grow(progress.say, TARGET)
    now = clock.now()
    cast = Cast(CITIES["haigang"], Random(1), clock.local_date(now))
    lead = cast.actor("callback-lead")
    if lead.place_id is None:
        raise LookupError("The head of callbacks has no place.")
    today = clock.local_date(now)
    with walls.acting(lead):
        opened = callbacks.open_round(new=callbacks.NewRound(lead.place_id, today, today), actor=lead, now=now)
    with connections["owner"].cursor() as cursor:
        cursor.execute(_STRETCH, [opened.number])
        began = time.perf_counter()
        cursor.execute("SELECT count(*) FROM matters_matter WHERE state = 'closed' AND part_of_id IS NULL")
        (closed,) = cursor.fetchone()
        bare = time.perf_counter() - began
    if closed < CLOSED:
        raise RuntimeError(f"Only {closed:,} matters are closed.")
    connection.force_debug_cursor = True
    reset_queries()
    began = time.perf_counter()
    with walls.acting(lead):
        drawn = callbacks.draw(round_id=opened.id, actor=lead, now=opened.until)
    seconds = time.perf_counter() - began
    statements = [
        query
        for query in connection.queries
        if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]
    connection.force_debug_cursor = False
    return [
        Line(
            "draw of a round",
            f"{seconds:.1f} s, {len(statements)} statements; {drawn.listed:,} listed, {drawn.drawn:,} drawn",
            f"count of {closed:,} closed matters {bare:.1f} s",
            f"< {LIMIT:.0f} s, ≤ {STATEMENTS} statements",
            seconds < LIMIT and len(statements) <= STATEMENTS,
        )
    ]
