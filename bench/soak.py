"""A hundred requests a second, minute after minute, beside staff at their desks: is the last minute like the first?"""

import http.client
import itertools
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

from bench.asker import Asker, ordinary_requests
from bench.ground import environment, serving_environment
from bench.lists import USERNAMES, Desk
from bench.result import Line, percentile
from tools import processes, progress, serving

RATE, CLIENTS = 100, 24
LATE_LIMIT, GROWTH = 0.200, 1.10
PAUSE = 1.0
"""What a member of staff takes to read a page, in seconds."""
WARM_UP = 0.5
"""The part of the run after which memory is first looked at: by then every page has been asked for."""
_PICKED, _TOKEN = (
    re.compile(r'name="picked"\s+value="([0-9a-f-]{36})"'),
    re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"'),
)


_DESKS = itertools.count(1)


class Worker:
    """Somebody at the desk, over the wire: the list, the cockpit, and whatever can be signed is signed."""

    def __init__(self, address: str, username: str) -> None:
        cookies = Desk(username).client.cookies
        self.host = address.removeprefix("http://")
        self.session = cookies[settings.SESSION_COOKIE_NAME].value
        self.connection = http.client.HTTPConnection(self.host, timeout=30)
        self.at = f"198.19.255.{next(_DESKS)}"
        self.pages = 0

    def round(self) -> None:
        """One look at the list and the cockpit, and three signatures."""
        page, csrf = self._get("/desk/?box=area&state=filed")
        token = _TOKEN.search(page)
        picked = _PICKED.findall(page)[:3]
        if token and picked:
            form = "&".join([f"csrfmiddlewaretoken={token[1]}", "move=sign", *(f"picked={each}" for each in picked)])
            self._asked("POST", "/desk/bulk/", form, csrf)
        self._get("/cockpit/")

    def _get(self, path: str) -> tuple[str, str]:
        return self._asked("GET", path)

    def _asked(self, method: str, path: str, form: str | None = None, csrf: str = "") -> tuple[str, str]:
        """A page and the token's cookie that came with it."""
        headers = {
            "Host": self.host,
            "X-Forwarded-For": self.at,
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={csrf}",
        }
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        self.connection.request(method, path, form, headers)
        with self.connection.getresponse() as answer:
            page = answer.read().decode()
            cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        if answer.status not in (200, 302):
            raise RuntimeError(f"{path}: {answer.status}")
        found = next((value for value in cookies if value.startswith("csrftoken=")), "")
        self.pages += 1
        return page, found.removeprefix("csrftoken=").split(";")[0]


def measure(minutes: float) -> list[Line]:
    """Intake at a steady rate, whatever the server does with it: a late answer counts from the moment it was due."""
    seconds = minutes * 60
    with psycopg.connect(environment()["OWNER_DATABASE_URL"]) as connection:
        asked_for = ordinary_requests(connection, CLIENTS)
    with _open_for_business() as (address, processes_of):
        run = _Run(seconds)
        askers = [Asker(address, item, place) for item, place in asked_for]
        workers = [Worker(address, name) for name in USERNAMES.values()]
        threads = [
            *(threading.Thread(target=run.ask, args=(each,)) for each in askers),
            *(threading.Thread(target=run.work, args=(each,)) for each in workers),
        ]
        waiting, done = _jobs("todo"), _jobs("succeeded")
        run.begin()
        for thread in threads:
            thread.start()
        time.sleep(seconds * WARM_UP)
        before = _memory(processes_of)
        for thread in threads:
            thread.join()
        after = _memory(processes_of)
        left, done = _jobs("todo"), _jobs("succeeded") - done
    if run.broken:
        raise RuntimeError(f"{len(run.broken)} clients broke off: {run.broken[0]!r}") from run.broken[0]
    return [
        _kept_up(run, minutes, sum(each.pages for each in workers)),
        Line(
            "soak: notices and other jobs, one worker beside",
            f"{done / run.lasted:.0f} jobs/s done, {left:,} waiting at the end",
            f"{waiting:,} at the beginning",
            "",
        ),
        *(_grown(name, then, after[name]) for name, then in before.items()),
    ]


def _grown(name: str, then: int, now: int) -> Line:
    return Line(
        f"soak: memory of {name}", f"{now} MB", f"at the beginning {then} MB", f"≤ {GROWTH} ×", now <= GROWTH * then
    )


@contextmanager
def _open_for_business() -> Iterator[tuple[str, dict[str, int]]]:
    """Server and worker as a city runs them, the limits counting. Yields the address, and the first process of each by name."""
    with serving.served(serving_environment()) as running:
        worker = serving.start_worker(environment())
        try:
            yield running.address, {"the web server": running.process.pid, "the worker": worker.pid}
        finally:
            serving.end([worker])


def _jobs(status: str) -> int:
    with psycopg.connect(environment()["OWNER_DATABASE_URL"]) as connection:
        found = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status::text = %s", [status])
        return int((found.fetchone() or (0,))[0])


def _kept_up(run: "_Run", minutes: float, pages: int) -> Line:
    rate = len(run.spent) / run.lasted
    late = percentile(run.spent, 0.95)
    return Line(
        f"soak: {RATE} requests/s for {minutes:g} min beside {len(USERNAMES)} staff, 95th percentile",
        f"{late * 1000:.0f} ms at {rate:.0f} requests/s; staff {pages / run.seconds:.1f} pages/s",
        f"median {percentile(run.spent, 0.5) * 1000:.0f} ms",
        f"< {LATE_LIMIT * 1000:.0f} ms",
        late < LATE_LIMIT and rate > 0.98 * RATE,
    )


class _Run:
    """One run: when it began, what each answer took, what went wrong."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.spent: list[float] = []
        self.broken: list[Exception] = []
        self._next = itertools.count()
        self._began = self._ended = 0.0

    def begin(self) -> None:
        """From now on a request is due every hundredth of a second."""
        self._began = time.perf_counter()

    @property
    def lasted(self) -> float:
        """Seconds until the last answer: longer than the run where the server fell behind."""
        return max(self._ended - self._began, self.seconds)

    def ask(self, asker: Asker) -> None:
        """Take the next request that is due, wait for its moment, file it."""
        try:
            while (due := self._began + next(self._next) / RATE) < self._began + self.seconds:
                time.sleep(max(0.0, due - time.perf_counter()))
                asker.once()
                self._ended = time.perf_counter()
                self.spent.append(self._ended - due)
        except (RuntimeError, OSError, http.client.HTTPException) as broke:
            self.broken.append(broke)
        finally:
            asker.close()

    def work(self, worker: Worker) -> None:
        """Work at the desk until the end."""
        try:
            while time.perf_counter() < self._began + self.seconds:
                worker.round()
                time.sleep(PAUSE)
        except (RuntimeError, OSError, http.client.HTTPException) as broke:
            self.broken.append(broke)


def _memory(first: dict[str, int]) -> dict[str, int]:
    """Megabytes that server, worker and this database's sessions hold for themselves (shared pages are left out)."""
    with psycopg.connect(environment()["OWNER_DATABASE_URL"]) as connection:
        sessions = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()").fetchall()
    groups = {name: [pid, *processes.children(pid)] for name, pid in first.items()}
    groups["PostgreSQL's sessions"] = [row[0] for row in sessions]
    held = {name: sum(map(_own, pids)) for name, pids in groups.items()}
    progress.say("memory: " + ", ".join(f"{name} {megabytes} MB" for name, megabytes in held.items()))
    return held


def _own(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    held = re.search(r"^RssAnon:\s+(\d+) kB", status, re.MULTILINE)
    return int(held[1]) // 1024 if held else 0
