"""Durable intake through the public endpoint, beside a bare transaction inserting the same rows on the same server."""

import http.client
import re
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Json

from bench.ground import environment, server
from bench.result import Line, percentile
from linli.affairs.catalogue import public as catalogue
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.registers.places import public as places

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
TEXT = "三号楼东侧的垃圾桶满了三天，一直没有人来清运，气味很大，请尽快处理。"


def measure(port: int) -> list[Line]:
    """Requests a second through the endpoint and transactions a second without it, with their 95th percentiles."""
    item, place_id = _what_and_where()
    with server(port) as address:
        asked = _crowd(lambda: _Asker(address, item, place_id))
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


def _what_and_where() -> tuple[str, str]:
    """An item anyone may file, without questions or photo, and a grid with somebody in it."""
    with walls.acting(Actor.system("bench")):
        item = next(
            card.code
            for card in catalogue.published_items()
            if card.code.startswith("env-")
            and not card.is_barred
            and not catalogue.shown(catalogue.published(card.code)).questions
        )
        found = places.find_places("红旗里", limit=1)[0]
        grids = places.children_of(found.place_id)
    return item, str(grids[0].id if grids else found.place_id)


def _crowd(client: "Callable[[], _Asker | _Bare]") -> list[float]:
    """The seconds of each finished piece of work of all clients, after a warm-up."""
    spent: list[list[float]] = [[] for _ in range(CLIENTS)]
    began = time.perf_counter() + WARM_UP

    def work(mine: list[float]) -> None:
        worker = client()
        while (start := time.perf_counter()) < began + SECONDS:
            worker.once()
            if start >= began:
                mine.append(time.perf_counter() - start)
        worker.leave()

    threads = [threading.Thread(target=work, args=(mine,)) for mine in spent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [second for mine in spent for second in mine]


class _Asker:
    """A resident's browser: gets the form once, then sends requests over one connection."""

    def __init__(self, address: str, item: str, place_id: str) -> None:
        host = address.removeprefix("http://")
        self.connection = self._connected(host)
        self.connection.request("GET", f"/ask/?item={item}&place={place_id}", headers={"Host": host})
        answer = self.connection.getresponse()
        page = answer.read().decode()
        cookie = next(
            value for name, value in answer.getheaders() if name == "Set-Cookie" and "csrftoken" in value
        ).split(";")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token is None:
            raise RuntimeError(f"The form has no token: {answer.status}")
        self.fixed = (
            f"csrfmiddlewaretoken={token[1]}&item={item}&place={place_id}&phone=19900001234&text={_quoted(TEXT)}"
        )
        self.headers = {"Host": host, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}

    @staticmethod
    def _connected(host: str) -> http.client.HTTPConnection:
        for _ in range(100):
            try:
                connection = http.client.HTTPConnection(host, timeout=30)
                connection.connect()
            except ConnectionRefusedError:
                time.sleep(0.1)
            else:
                return connection
        raise RuntimeError("The server doesn't come up.")

    def once(self) -> None:
        """File one request; anything but the way to a receipt is an error."""
        self.connection.request("POST", "/ask/", f"{self.fixed}&form_token={uuid4()}", self.headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")

    def leave(self) -> None:
        """Close the connection."""
        self.connection.close()


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


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

    def leave(self) -> None:
        """Close the connection."""
        self.connection.close()
