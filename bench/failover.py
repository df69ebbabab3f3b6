"""A drill: a standby keeps in step and serves the cockpit; the first server is killed in the middle of intake; the standby takes over."""

import http.client
import itertools
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from bench.asker import Asker, ordinary_requests
from bench.ground import own_city
from bench.result import Line
from tools import databases, postgres, progress, serving
from tools.standby import Standby

CLIENTS, PAGES = 4, 5
EACH = 40
"""Requests each client has acknowledged before the first server is killed, and again after the standby has taken over."""
PATIENCE = 120.0
_BROKEN = (ConnectionError, http.client.HTTPException, TimeoutError, RuntimeError, OSError)
_LOST = "SELECT count(*) FROM unnest(%s::text[]) said (number) WHERE NOT EXISTS (SELECT FROM matters_matter m WHERE m.number = said.number)"
_HALF = """
  SELECT count(*) FROM matters_matter m
   WHERE (SELECT count(*) FROM matters_step s WHERE s.matter_id = m.id) <> m.step_count
      OR NOT EXISTS (SELECT 1 FROM journal_entry e JOIN journal_payload p ON p.entry_id = e.id WHERE e.subject_id = m.id)"""


@dataclass(slots=True)
class Drill:
    """What was acknowledged and when, and what of it is there in the end."""

    acknowledged: list[tuple[float, str]] = field(default_factory=list)
    killed_at: float = 0.0
    promoted_at: float = 0.0
    cockpit_pages: int = 0
    cockpit_reads: int = 0
    lost: int = 0
    half: int = 0

    @property
    def after(self) -> int:
        """Requests acknowledged by the server that took over."""
        return sum(at > self.promoted_at for at, _address in self.acknowledged)

    @property
    def seconds_without(self) -> float:
        """From the last answer of the one server to the first of the other."""
        times = sorted(at for at, _address in self.acknowledged)
        return max(late - early for early, late in itertools.pairwise(times))


def addresses(first: postgres.Cluster, second: Standby) -> dict[str, str]:
    """The surroundings of a server that finds whichever of the two takes writes, and reads the cockpit from the second."""
    both = urlencode({"host": f"{first.sockets},{second.sockets}", "target_session_attrs": "read-write"})
    whichever = first.url(databases.APP).partition("?")[0]
    return {"DATABASE_URL": f"{whichever}?{both}", "REPLICA_DATABASE_URL": second.url(databases.APP)}


def drill(first: postgres.Cluster, second: Standby, surroundings: Mapping[str, str]) -> Drill:
    """Intake and the cockpit go on; the first is killed as a power cut would; the second is promoted; nobody restarts anything."""
    done = Drill()
    with psycopg.connect(first.url(databases.OWNER)) as connection:
        asked_for = ordinary_requests(connection, CLIENTS)
    with serving.served(surroundings, workers=1, log_level="critical") as running:
        done.cockpit_pages, done.cockpit_reads = _cockpit(running.address, second, surroundings)
        threads = [
            threading.Thread(target=_ask, args=(done, running.address, item, place)) for item, place in asked_for
        ]
        for thread in threads:
            thread.start()
        _wait(lambda: len(done.acknowledged) >= CLIENTS * EACH)
        done.killed_at = time.perf_counter()
        first.kill()
        second.promote()
        done.promoted_at = time.perf_counter()
        for thread in threads:
            thread.join()
    numbers = [address.split("/track/")[1].split("/")[0] for _at, address in done.acknowledged]
    with psycopg.connect(second.url(databases.OWNER)) as connection:
        done.lost = _counted(connection.execute(_LOST, [numbers]).fetchone())
        done.half = _counted(connection.execute(_HALF).fetchone())
    return done


def _cockpit(address: str, second: Standby, surroundings: Mapping[str, str]) -> tuple[int, int]:
    """Pages of the cockpit asked for, and the statements' transactions that the standby counted meanwhile."""
    host = address.removeprefix("http://")
    session = subprocess.run(
        [sys.executable, "-m", "bench.session", "leader"],
        env=dict(surroundings),
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    before = _transactions(second)
    with closing(http.client.HTTPConnection(host, timeout=30)) as wire:
        for _ in range(PAGES):
            wire.request("GET", "/cockpit/", headers={"Host": host, "Cookie": session})
            with wire.getresponse() as answer:
                answer.read()
            if answer.status != 200:
                raise RuntimeError(f"/cockpit/: {answer.status}")
    # A session hands its counts in when it has been idle for ten seconds at the latest.
    deadline = time.perf_counter() + 15
    while (read := _transactions(second) - before) < PAGES and time.perf_counter() < deadline:
        time.sleep(0.2)
    return PAGES, read


def _transactions(second: Standby) -> int:
    with second.connect() as connection:
        return _counted(
            connection.execute(
                "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s", [databases.DATABASE]
            ).fetchone()
        )


def _ask(done: Drill, address: str, item: str, place: str) -> None:
    """File one request after the other, beginning anew whenever the wire breaks, until enough came through after the change."""
    deadline = time.perf_counter() + PATIENCE
    since_change = 0
    while since_change < EACH and time.perf_counter() < deadline:
        try:
            with closing(Asker(address, item, place)) as asker:
                while since_change < EACH:
                    receipt = asker.once()
                    now = time.perf_counter()
                    done.acknowledged.append((now, receipt))
                    since_change += bool(done.promoted_at and now > done.promoted_at)
        except _BROKEN:
            time.sleep(0.05)


def _wait(holds: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + PATIENCE
    while not holds():
        if time.perf_counter() > deadline:
            raise RuntimeError("Intake does not come on.")
        time.sleep(0.02)


def _counted(row: tuple[object, ...] | None) -> int:
    return int(str(row[0])) if row else 0


def standby_of(first: postgres.Cluster, name: str) -> Standby:
    """A standby that keeps in step with a server of ours."""
    second = Standby(**vars(postgres.cluster(name, durable=True)))
    second.follow(first)
    return second


def measure() -> list[Line]:
    """The drill on a pair of servers of its own with the small city."""
    with (
        tempfile.TemporaryDirectory() as var,
        own_city("leading", Path(var), "linli.config.settings") as (first, surroundings),
    ):
        progress.say("a standby is made")
        second = standby_of(first, "following")
        try:
            return lines(drill(first, second, surroundings | addresses(first, second)))
        finally:
            second.destroy()


def lines(done: Drill) -> list[Line]:
    """The drill as lines of the table."""
    return [
        Line(
            "fail-over in the middle of intake: acknowledged requests lost, halves left",
            f"{done.lost} of {len(done.acknowledged)}, {done.half}",
            f"{done.after} acknowledged after it",
            "0, 0",
            done.lost == 0 and done.half == 0 and done.after >= CLIENTS * EACH,
        ),
        Line(
            "the same: without an answer",
            f"{done.seconds_without:.1f} s",
            f"promotion {done.promoted_at - done.killed_at:.1f} s",
        ),
        Line(
            "cockpit served by the streaming replica",
            f"{done.cockpit_reads} transactions there",
            f"{done.cockpit_pages} pages",
            "≥ 1 a page",
            done.cockpit_reads >= done.cockpit_pages,
        ),
    ]
