"""`python -m demo load | day | whoami | code NAME`: the demo city from the command line."""

import argparse
import os
import sys
from pathlib import Path

import django
from django.db import connections

MOST_MEGABYTES = 300


def main(arguments: list[str] | None = None) -> int:
    """Do what the first word says; returns the exit code."""
    options = _parse(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    django.setup()
    if options.command == "load":
        return _load(options.city, options.size)
    if options.command == "day":
        return _day(options.city)
    if options.command == "code":
        return _code(options.name)
    _say_who()
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m demo", description="The demo city: load it, play a day, say who to sign in as."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    load = commands.add_parser("load", help="load a city into an empty, seeded database")
    load.add_argument("--city", default="haigang")
    load.add_argument(
        "--size",
        choices=["full", "small", "city"],
        help="small is a tenth, for tests; city is for load; else the city's",
    )
    day = commands.add_parser("day", help="play one day of work through it")
    day.add_argument("--city", default="haigang")
    commands.add_parser("whoami", help="seven people to sign in as")
    code = commands.add_parser("code", help="the present code of somebody's authenticator app")
    code.add_argument("name", help="a user name of the demo city, e.g. secretary")
    return parser.parse_args(arguments)


# Django has to be set up before its models are imported, hence the imports inside.
def _load(name: str, size: str | None) -> int:
    from demo.load import is_loaded, load  # noqa: PLC0415 -- models need Django set up
    from demo.spec import CITIES, SIZES  # noqa: PLC0415 -- likewise

    if name not in CITIES:
        print(f"There is no demo city {name!r}. There is: {', '.join(CITIES)}.", file=sys.stderr)
        return 2
    city = CITIES[name]
    if is_loaded(city):
        print(f"  {name} is loaded already; ./dev demo --fresh loads it anew.", flush=True)
        return 0
    done = load(city, SIZES[size or city.size], lambda line: print(f"  {line}", flush=True))
    print(f"  {name}: {done.rows:,} rows in {done.seconds:.1f} s, {done.rows_per_second:,.0f} rows/s", flush=True)
    return _told_memory()


def _told_memory() -> int:
    """Say what the loader held in memory at most; more than its limit is a failure, for a city of any size has to fit."""
    # getrusage would also count what the process that started this one held; the kernel's mark begins with the program.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    most = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    print(f"  memory of the loader: {most} MB at most (limit {MOST_MEGABYTES} MB)", flush=True)
    return 0 if most <= MOST_MEGABYTES else 1


def _day(name: str) -> int:
    from demo.day import play  # noqa: PLC0415 -- likewise
    from demo.orders import play_orders  # noqa: PLC0415 -- likewise
    from demo.rounds import play_rounds  # noqa: PLC0415 -- likewise
    from demo.spec import CITIES  # noqa: PLC0415 -- likewise

    if name not in CITIES:
        print(f"There is no demo city {name!r}. There is: {', '.join(CITIES)}.", file=sys.stderr)
        return 2
    city = CITIES[name]
    code = play(city, _line) or play_orders(city, _line) or play_rounds(city, _line)
    # A round of calls fills tables that were empty when the city was loaded; the first page to count them shouldn't guess.
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return code


def _line(text: str) -> None:
    print(f"  {text}", flush=True)


def _say_who() -> None:
    from demo.whoami import introduction  # noqa: PLC0415 -- likewise

    print(introduction(), flush=True)


def _code(username: str) -> int:
    from demo.accounts import code_of  # noqa: PLC0415 -- likewise
    from linli.base.kit import clock  # noqa: PLC0415 -- likewise

    print(code_of(username, clock.now()), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
