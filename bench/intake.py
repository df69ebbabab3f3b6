"""Durable intake through the public endpoint, beside a bare transaction inserting the same rows on the same server."""

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Json

from bench.asker import Asker, ordinary_request
from bench.ground import environment, server
from bench.result import Line, percentile
from linli.base.kit.ids import new_id

CLIENTS = 8
SECONDS = 12.0
WARM_UP = 3.0
LEAST_SHARE, AIMED_SHARE, MOST_TIMES = 0.20, 0.40, 10.0
TABLES = (
    "matters_matter",
    "matters_contact",
    "matters_step",
    "matters_tallydelta",
    "journal_entry",
    "journal_payload",
    "procrastinate_jobs",
)
_WRITTEN = dict.fromkeys(TABLES, "true") | {
    "matters_matter": "channel = 'portal' AND state = 'filed'",
    "matters_step": "move = 'file'",
    "procrastinate_jobs": "task_name = 'matters.announce_filed'",
}
_GIVEN = {"transaction"}
"""Columns that the server fills itself."""


def measure() -> list[Line]:
    """Requests a second through the endpoint and transactions a second without it, with their 95th percentiles."""
    with psycopg.connect(environment()["OWNER_DATABASE_URL"]) as connection:
        item, place_id = ordinary_request(connection)
    with server() as address:
        asked = _crowd(lambda: Asker(address, item, place_id))
    bare = _crowd(_Bare)
    rate, rate_bare = len(asked) / SECONDS, len(bare) / SECONDS
    late, late_bare = percentile(asked, 0.95) * 1000, percentile(bare, 0.95) * 1000
    share = rate / rate_bare
    return [
        Line(
            "durable intake, public endpoint, 8 clients",
            f"{rate:.0f} requests/s ({share:.0%})",
            f"bare transaction {rate_bare:.0f}/s",
            f"≥ {LEAST_SHARE:.0%}, aim {AIMED_SHARE:.0%}",
            share >= LEAST_SHARE,
        ),
        Line(
            "the same, 95th percentile",
            f"{late:.1f} ms",
            f"bare {late_bare:.1f} ms",
            f"< {MOST_TIMES:.0f} ×",
            late < MOST_TIMES * late_bare,
        ),
    ]


def _crowd(client: "Callable[[], Asker | _Bare]") -> list[float]:
    """The seconds of each finished piece of work of all clients, after a warm-up."""
    spent: list[list[float]] = [[] for _ in range(CLIENTS)]
    began = time.perf_counter() + WARM_UP

    def work(mine: list[float]) -> None:
        worker = client()
        while (start := time.perf_counter()) < began + SECONDS:
            worker.once()
            if start >= began:
                mine.append(time.perf_counter() - start)
        worker.close()

    threads = [threading.Thread(target=work, args=(mine,)) for mine in spent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [second for mine in spent for second in mine]


class _Bare:
    """The same rows by psycopg alone: one prepared INSERT a table, in one durable transaction."""

    def __init__(self) -> None:
        self.connection = psycopg.connect(environment()["OWNER_DATABASE_URL"])
        self.plain = [self._last(table) for table in TABLES]
        self.connection.commit()

    def _last(self, table: str) -> tuple[str, dict[str, Any]]:
        """A statement for the table, and the values of a row the endpoint wrote."""
        with psycopg.Cursor(self.connection, row_factory=dict_row) as cursor:
            row = cursor.execute(f"SELECT * FROM {table} WHERE {_WRITTEN[table]} LIMIT 1").fetchone()  # noqa: S608 -- tables of ours
        if row is None:
            raise RuntimeError(f"{table} is empty: the endpoint is measured first, so that its rows can be copied.")
        values = {
            name: Json(value) if isinstance(value, dict) else value for name, value in row.items() if name not in _GIVEN
        }
        if table == "procrastinate_jobs":
            values.pop("id")
        names = ", ".join(values)
        marks = ", ".join(f"%({name})s" for name in values)
        return f"INSERT INTO {table} ({names}) VALUES ({marks})", values  # noqa: S608 -- tables of ours

    def once(self) -> None:
        """Insert one matter's rows and commit."""
        matter, entry = new_id(), new_id()
        own: dict[str, dict[str, Any]] = {
            "matters_matter": {"id": matter, "number": matter.hex[-20:], "form_token": matter},
            "matters_contact": {"matter_id": matter},
            "matters_step": {"id": new_id(), "matter_id": matter},
            "matters_tallydelta": {"id": new_id()},
            "journal_entry": {"id": entry, "subject_id": matter},
            "journal_payload": {"entry_id": entry},
            "procrastinate_jobs": {},
        }
        for table, (statement, values) in zip(TABLES, self.plain, strict=True):
            self.connection.execute(statement, {**values, **own[table]}, prepare=True)
        self.connection.commit()

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
