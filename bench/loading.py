"""The demo city's load, rows a second, beside a bare COPY of the same rows."""

import io
import time
from collections.abc import Mapping
from typing import Any

from django.db import connections
from psycopg import sql

from bench.result import Line
from demo.load import load
from demo.spec import CITIES, SIZES

LEAST_SHARE = 0.30
LOAD_LIMIT = 60.0


def measure() -> list[Line]:
    """Load the whole city, then copy the very rows it wrote into empty twins of its tables."""
    done = load(CITIES["haigang"], SIZES["full"], lambda line: print(f"  {line}", flush=True))
    rows, seconds = copied(dict.fromkeys(done.by_table, "true"), {})
    rate, bare = done.rows / done.seconds, rows / seconds
    return [
        Line(
            "demo load",
            f"{rate:,.0f} rows/s ({rate / bare:.0%})",
            f"bare COPY {bare:,.0f} rows/s",
            f"≥ {LEAST_SHARE:.0%}",
            rate >= LEAST_SHARE * bare,
        ),
        Line(
            "demo load, whole",
            f"{done.seconds:.1f} s, {done.rows:,} rows",
            "",
            f"< {LOAD_LIMIT:.0f} s",
            done.seconds < LOAD_LIMIT,
        ),
    ]


def copied(tables: Mapping[str, str], values: Mapping[str, Any]) -> tuple[int, float]:
    """Copy rows (a condition for each table), held ready in memory, into twins with the same indexes and checks: rows and seconds."""
    owner = connections["owner"]
    owner.ensure_connection()
    rows, seconds = 0, 0.0
    for name, which in tables.items():
        held = io.BytesIO()
        with owner.connection.cursor() as cursor:
            with cursor.copy(f"COPY (SELECT * FROM {name} WHERE {which}) TO STDOUT", values) as out:  # noqa: S608 -- tables of ours
                for piece in out:
                    held.write(piece)
            cursor.execute(sql.SQL("CREATE TABLE bench_twin (LIKE {} INCLUDING ALL)").format(sql.Identifier(name)))
            began = time.perf_counter()
            with cursor.copy("COPY bench_twin FROM STDIN") as into:
                into.write(held.getvalue())
            owner.connection.commit()
            seconds += time.perf_counter() - began
            cursor.execute("SELECT count(*) FROM bench_twin")
            rows += int(cursor.fetchone()[0])
            cursor.execute("DROP TABLE bench_twin")
        owner.connection.commit()
    return rows, seconds
