"""Worklists and the cockpit, on the demo city and on a million matters: server time, statements, flatness."""

import statistics
import time
from dataclasses import dataclass

from django.db import connection, connections, reset_queries
from django.test import Client

from bench.growth import grow
from bench.result import Line
from demo.accounts import code_of, demo_password
from linli.base.kit import clock
from tools import progress

TIMES = 25
LIST_LIMIT, LIST_STATEMENTS, FLAT, COCKPIT_LIMIT = 50.0, 8, 1.5, 300.0
LISTS = {"open": "/desk/?box=area", "all": "/desk/?box=area&state=any"}
COCKPIT = "/cockpit/"
USERNAMES = {"grid": "grid", "community": "secretary", "street": "street", "county": "desk"}
"""Whom the demo city has at each level."""


@dataclass(frozen=True, slots=True)
class Page:
    """One measured page."""

    milliseconds: float
    statements: int
    rows: int


class Desk:
    """Somebody signed in, or a visitor without a name, asking for pages in this process: server time without the wire."""

    def __init__(self, username: str) -> None:
        self.client = Client(SERVER_NAME="localhost")
        if username:
            self._sign_in(username)

    def _sign_in(self, username: str) -> None:
        answer = self.client.post("/accounts/sign-in/", {"username": username, "password": demo_password()})
        if "second" in answer.headers.get("Location", ""):
            answer = self.client.post(answer["Location"], {"code": code_of(username, clock.now())})
        if answer.status_code != 302:
            raise RuntimeError(f"{username} cannot sign in: {answer.status_code}")

    def read(self, address: str) -> str:
        """A page's HTML."""
        return self.client.get(address).content.decode()

    def page(self, address: str) -> Page:
        """The median of a page's server time, and its statements; of the page that a redirect leads to."""
        led = self.client.get(address, follow=True).redirect_chain
        address = led[-1][0] if led else address
        spent = []
        for _ in range(TIMES):
            began = time.perf_counter()
            answer = self.client.get(address)
            spent.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
        connection.force_debug_cursor = True
        reset_queries()
        self.client.get(address)
        statements = len(
            [query for query in connection.queries if not query["sql"].startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
        )
        connection.force_debug_cursor = False
        return Page(statistics.median(spent[5:]), statements, answer.content.count(b'<li class="work"'))


def measure() -> list[Line]:
    """The worklists of four levels and the district's cockpit, before and after the register has grown to a million matters."""
    desks = {level: Desk(username) for level, username in USERNAMES.items()}
    before = {(level, box): desk.page(address) for level, desk in desks.items() for box, address in LISTS.items()}
    looked = desks["county"].page(COCKPIT)
    grow(progress.say)
    lines = [
        _line(f"worklist of a {level}, {box}, 1 million matters", before[level, box], desk.page(LISTS[box]))
        for level, desk in desks.items()
        for box in LISTS
    ]
    cockpit = desks["county"].page(COCKPIT)
    return [
        *lines,
        Line(
            "cockpit of the district, 1 million matters",
            f"{cockpit.milliseconds:.1f} ms, {cockpit.statements} statements",
            f"demo city {looked.milliseconds:.1f} ms, {looked.statements} statements",
            f"< {COCKPIT_LIMIT:.0f} ms",
            cockpit.milliseconds < COCKPIT_LIMIT,
        ),
        _recounted(),
    ]


def _line(what: str, small: Page, large: Page) -> Line:
    """A list beside itself in the demo city; the time may grow with the rows shown, not with the rows there are."""
    is_flat = large.milliseconds < FLAT * small.milliseconds * max(1.0, large.rows / max(small.rows, 1))
    return Line(
        what,
        f"{large.milliseconds:.1f} ms, {large.statements} statements, {large.rows} rows",
        f"demo city {small.milliseconds:.1f} ms, {small.statements} statements, {small.rows} rows",
        f"< {LIST_LIMIT:.0f} ms, ≤ {FLAT} ×, ≤ {LIST_STATEMENTS} statements",
        large.milliseconds < LIST_LIMIT and is_flat and large.statements <= LIST_STATEMENTS,
    )


def _recounted() -> Line:
    """The summaries of a million matters beside the steps they count: filed, ended and rated ones of the whole district, one by one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_SUMMED)
        summed = cursor.fetchone()
        cursor.execute(_COUNTED)
        counted = cursor.fetchone()
    return Line(
        "summaries of 1 million matters: filed, ended, rated",
        ", ".join(f"{number:,}" for number in summed),
        "steps " + ", ".join(f"{number:,}" for number in counted),
        "equal",
        summed == counted,
    )


_SUMMED = """
  SELECT sum(filed), sum(closed), sum(rated) + sum(rated_by_staff) FROM matters_tally WHERE level = 'county' AND item_code = ''"""
_COUNTED = """
  SELECT count(*) FILTER (WHERE move IN ('file', 'file_and_close')),
         count(*) FILTER (WHERE move IN ('close', 'file_and_close', 'decline')), count(*) FILTER (WHERE move = 'rate') FROM matters_step"""
