"""Worklists and the cockpit, on the demo city and on a million matters: server time, statements, flatness."""

import statistics
import time
from dataclasses import dataclass

from django.db import connection, connections, reset_queries
from django.test import Client

from bench.result import Line
from demo.accounts import code_of, demo_password
from linli.affairs.matters import public as matters
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor

MILLION = 1_000_000
TIMES = 25
LIST_LIMIT, LIST_STATEMENTS, FLAT, COCKPIT_LIMIT = 50.0, 8, 1.5, 300.0
LEVELS = ("grid", "community", "street", "county")
USERNAMES = {"grid": "grid", "community": "secretary", "street": "street", "county": "desk"}
"""Whom the demo city has at each level."""


@dataclass(frozen=True, slots=True)
class Page:
    """One measured page."""

    milliseconds: float
    statements: int


class Desk:
    """Somebody signed in as a post, asking for pages in this process: server time without the wire."""

    def __init__(self, username: str) -> None:
        self.client = Client(SERVER_NAME="localhost")
        answer = self.client.post("/accounts/sign-in/", {"username": username, "password": demo_password()})
        if answer.status_code == 302:
            answer = self.client.post(answer["Location"], {"code": code_of(username, clock.now())})
        if answer.status_code != 302:
            raise RuntimeError(f"{username} cannot sign in: {answer.status_code}")

    def page(self, address: str) -> Page:
        """The median of a page's server time, and its statements."""
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
        return Page(statistics.median(spent[5:]), statements)


def measure(usernames: dict[str, str]) -> list[Line]:
    """The four worklists and the city's cockpit before and after the register has grown to a million matters."""
    desks = {level: Desk(usernames[level]) for level in LEVELS}
    before = {level: desk.page("/desk/?box=area") for level, desk in desks.items()}
    grow()
    lines = []
    for level, desk in desks.items():
        small, large = before[level], desk.page("/desk/?box=area")
        met = (
            large.milliseconds < LIST_LIMIT
            and large.milliseconds < FLAT * small.milliseconds
            and large.statements <= LIST_STATEMENTS
        )
        lines.append(
            Line(
                f"worklist of a {level}, 1 million matters",
                f"{large.milliseconds:.1f} ms, {large.statements} statements",
                f"demo city {small.milliseconds:.1f} ms, {small.statements} statements",
                f"< {LIST_LIMIT:.0f} ms, ≤ {FLAT} ×, ≤ {LIST_STATEMENTS} statements",
                met,
            )
        )
    cockpit = desks["county"].page("/cockpit/")
    lines.append(
        Line(
            "cockpit of the district, 1 million matters",
            f"{cockpit.milliseconds:.1f} ms, {cockpit.statements} statements",
            "",
            f"< {COCKPIT_LIMIT:.0f} ms",
            cockpit.milliseconds < COCKPIT_LIMIT,
        )
    )
    return lines


def grow(target: int = MILLION) -> None:
    """Fill the register up to `target` matters, set-wise: ended ones of the two years before, with their counts, folded."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter")
        missing = target - int(cursor.fetchone()[0])
        cursor.execute(_COLUMNS)
        names = [row[0] for row in cursor.fetchall()]
        changed = {
            "id": "gen_random_uuid()",
            "number": "'B' || lpad(n::text, 12, '0')",
            "form_token": "gen_random_uuid()",
            "filed_at": "m.filed_at - back",
            "closed_at": "m.closed_at - back",
        }
        columns = ", ".join(names)
        values = ", ".join(changed.get(name, f"m.{name}") for name in names)
        cursor.execute(
            f"INSERT INTO matters_matter ({columns}) SELECT {values} FROM ({_COPIES}) copies(n, back, place)"  # noqa: S608 -- columns of ours
            " JOIN LATERAL (SELECT * FROM matters_matter WHERE id = copies.place) m ON true",
            {"missing": missing},
        )
        cursor.execute(_DELTAS)
        cursor.execute("ANALYZE")
    with walls.acting(Actor.system("bench")):
        matters.fold()


_COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'matters_matter' ORDER BY ordinal_position"
)
_COPIES = """
  WITH ended AS (SELECT id, row_number() OVER (ORDER BY id) AS nth, count(*) OVER () AS many FROM matters_matter WHERE state = 'closed')
  SELECT n, make_interval(days => 91 + (n * 7919 %% 640)::int), ended.id
    FROM generate_series(1, %(missing)s) n JOIN ended ON ended.nth = 1 + n %% ended.many"""
_DELTAS = """
  INSERT INTO matters_tallydelta (id, place_id, grid_id, community_id, street_id, county_id, city_id, day, item_code, filed, closed,
    closed_in_time, signed, signed_in_time, reopened, rated, satisfied, solved, rated_by_staff, satisfied_by_staff)
  SELECT gen_random_uuid(), place_id, grid_id, community_id, street_id, county_id, city_id,
         (filed_at AT TIME ZONE 'Asia/Shanghai')::date, item_code, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0
    FROM matters_matter WHERE number LIKE 'B%'"""
