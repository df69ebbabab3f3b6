"""`./dev bench [NAME ...]`: measure, print the table; a run of all of them is kept in docs/benchmarks.md."""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench import ground
from bench.result import Line, table
from tools import postgres, progress
from tools.project import ROOT

BENCHES = {
    "loading": "the demo city's load, beside a bare COPY",
    "intake": "durable intake, beside a bare transaction",
    "pages": "every main page of the demo city",
    "lists": "worklists and cockpit, on the demo city and on a million matters",
}
"""Each is a module of this package with `measure() -> list[Line]`, and gets a fresh copy of the demo city."""

HEAD = """# Benchmarks

Each figure stands beside its peer or its limit, measured in one run on one machine by `./dev bench`. Server time is that of the whole
request in the serving process (middleware, walls, view, template), as the application's role under the walls, the median of twenty.

"""


def main(arguments: Sequence[str]) -> int:
    """Run what is chosen, or everything; the exit code says whether every limit was met."""
    chosen = _parse(arguments)
    progress.say("a database of the benchmarks' own is made and filled; everything takes about ten minutes")
    ground.prepare()
    import django  # noqa: PLC0415 -- set up on the database just made

    django.setup()
    lines = []
    for name in BENCHES:
        if name in chosen or name == "loading":
            # Whatever is chosen, the city has to be loaded.
            found = _measured(name)
            lines += found if name in chosen else []
    ground.drop()
    print(table(lines), flush=True)
    if chosen == list(BENCHES):
        (ROOT / "docs" / "benchmarks.md").write_text(f"{HEAD}{table(lines)}\n\n{_where()}\n", encoding="utf-8")
    return 0 if all(line.met is not False for line in lines) else 1


def _parse(arguments: Sequence[str]) -> list[str]:
    said = "\n".join(f"  {name:10}{title}" for name, title in BENCHES.items())
    parser = argparse.ArgumentParser(
        prog="./dev bench",
        description=f"Measures, all of it or what is named:\n{said}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a bench; without any, all of them")
    names = parser.parse_args(arguments).names
    if unknown := set(names) - set(BENCHES):
        parser.error(f"there is no bench {', '.join(sorted(unknown))}. There is: {', '.join(BENCHES)}.")
    return [name for name in BENCHES if name in names or not names]


def _measured(name: str) -> list[Line]:
    """Run one bench on a fresh copy of the city."""
    from django.db import connection, connections  # noqa: PLC0415 -- they need the settings

    progress.say(f"{name}: {BENCHES[name]}")
    if name != "loading":
        ground.renew()
    found: list[Line] = import_module(f"bench.{name}").measure()
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # django-stubs know the general backend only
    if name == "loading":
        ground.keep()
    return found


def _where() -> str:
    """When and on what all this was measured."""
    with postgres.main_cluster().connect() as connection:
        server = connection.info.parameter_status("server_version")
    processor = [line.split(":")[1].strip() for line in _facts("/proc/cpuinfo") if line.startswith("model name")]
    memory = next((int(line.split()[1]) // 1024**2 for line in _facts("/proc/meminfo")), 0)
    machine = f"{os.cpu_count()} cores ({processor[0] if processor else platform.machine()}), {memory} GiB"
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%d}, {machine}, PostgreSQL {server}, Python {platform.python_version()}."


def _facts(path: str) -> list[str]:
    """The lines of a file of the kernel's, none where there is no such file."""
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
