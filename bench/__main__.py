"""`./dev bench [NAME ...] [--city harbin] [--minutes N]`: measure, print the table; a run of all is kept in docs/benchmarks*.md."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench import ground
from bench.result import Line, table
from tools import demo, postgres, progress, project
from tools.project import ROOT, SetupError

BENCHES = {
    "loading": "the demo city's load, beside a bare COPY",
    "intake": "durable intake, beside a bare transaction",
    "orders": "a hotline's file of 5,000 orders, taken and filed",
    "soak": "steady intake beside staff at their desks",
    "pages": "every main page of the demo city",
    "lists": "worklists and cockpit, on the demo city and on a million matters",
    "draw": "a round of callbacks drawn from a million closed matters",
    "failover": "the cockpit on a streaming replica, which takes over when the first server is killed",
}
"""Each is a module of this package with `measure() -> list[Line]`, and gets a fresh copy of the demo city."""
CITY_BENCHES = {
    "city_lists": "worklists and cockpit of a whole city with a million matters",
    "intake": BENCHES["intake"],
    "soak": BENCHES["soak"],
}
"""On a city that is large already (`--city harbin`): one copy of its database for all of them."""

HEAD = """# Benchmarks{of}

Each figure stands beside its peer or its limit, measured in one run on one machine by `./dev bench{how}`. Server time is that of the whole
request in the serving process (middleware, walls, view, template), as the application's role under the walls, the median of twenty.

"""


def main(arguments: Sequence[str]) -> int:
    """Run what is chosen, or everything; the exit code says whether every limit was met."""
    options = _parse(arguments)
    progress.say("a database of the benchmarks' own is made; everything takes about a quarter of an hour")
    is_first = options.city == demo.FIRST_CITY
    if is_first:
        ground.prepare()
    else:
        ground.prepare_copy(demo.database_of(options.city))
    import linli.config.wsgi  # noqa: F401, PLC0415 -- set up as a server's process is, on the database just made

    lines = _all_measured(options) if is_first else _city_measured(options)
    ground.drop()
    print(table(lines), flush=True)
    if options.names == list(options.benches):
        name = "benchmarks.md" if is_first else f"benchmarks-{options.city}.md"
        of, how = ("", "") if is_first else (f" of {options.city.capitalize()}", f" --city {options.city}")
        text = f"{HEAD.format(of=of, how=how)}{table(lines)}\n\n{_where()}\n"
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")
    return 0 if all(line.met is not False for line in lines) else 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    said = "\n".join(f"  {name:12}{title}" for name, title in (BENCHES | CITY_BENCHES).items())
    parser = argparse.ArgumentParser(
        prog="./dev bench",
        description=f"Measures, all of it or what is named:\n{said}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a bench; without any, all of them")
    parser.add_argument("--city", default=demo.FIRST_CITY, help="a city loaded by ./dev demo --city")
    parser.add_argument("--minutes", type=float, default=0.5, help="how long the soak runs; ten for the real one")
    options = parser.parse_args(arguments)
    options.benches = BENCHES if options.city == demo.FIRST_CITY else CITY_BENCHES
    if unknown := set(options.names) - set(options.benches):
        parser.error(f"there is no bench {', '.join(sorted(unknown))}. There is: {', '.join(options.benches)}.")
    options.names = [name for name in options.benches if name in options.names or not options.names]
    return options


def _all_measured(options: argparse.Namespace) -> list[Line]:
    """Run the chosen benches, each on a fresh copy of the city; whatever is chosen, the city has to be loaded."""
    lines = []
    for name in BENCHES:
        if name not in options.names and name != "loading":
            continue
        if name != "loading":
            ground.renew()
        found = _measured(name, options)
        if name == "loading":
            ground.keep()
        lines += found if name in options.names else []
    return lines


def _city_measured(options: argparse.Namespace) -> list[Line]:
    return [line for name in options.names for line in _measured(name, options)]


def _measured(name: str, options: argparse.Namespace) -> list[Line]:
    """Run one bench, and leave the database."""
    from django.db import connection, connections  # noqa: PLC0415 -- they need the settings

    progress.say(f"{name}: {options.benches.get(name, BENCHES.get(name))}")
    measure = import_module(f"bench.{name}").measure
    found: list[Line] = measure(options.minutes) if name == "soak" else measure()
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # django-stubs know the general backend only
    return found


def _where() -> str:
    """When and on what all this was measured."""
    with postgres.main_cluster().connect() as connection:
        server = connection.info.parameter_status("server_version")
    processor = [line.split(":")[1].strip() for line in _facts("/proc/cpuinfo") if line.startswith("model name")]
    memory = next((int(line.split()[1]) // 1024**2 for line in _facts("/proc/meminfo")), 0)
    machine = f"{os.cpu_count()} cores ({processor[0] if processor else platform.machine()}), {memory} GiB"
    now = datetime.now(UTC)
    return (
        f"{now:%Y-%m-%d}, {machine}, PostgreSQL {server}, Python {platform.python_version()}. "
        f"A bare Python loop of ten million additions took {_loop():.2f} s on it (0.4 s on an ordinary desk)."
    )


def _loop() -> float:
    """Seconds for ten million additions, the best of three: how fast the machine was, to hold the figures against."""
    best = float("inf")
    for _ in range(3):
        began, total = time.perf_counter(), 0
        for number in range(10_000_000):
            total += number
        best = min(best, time.perf_counter() - began)
    return best


def _facts(path: str) -> list[str]:
    """The lines of a file of the kernel's, none where there is no such file."""
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        project.fail(str(error))
