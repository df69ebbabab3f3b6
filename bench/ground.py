"""A database of its own for the benchmarks, on the clone's durable server: a demo city is kept, and each bench gets a fresh copy of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import databases, postgres, progress, serving
from tools.project import ROOT, SetupError

NAME, KEPT = "linli_bench", "linli_bench_city"


def environment() -> dict[str, str]:
    """The surroundings of a process that works on the benchmarks' database."""
    cluster = postgres.main_cluster()
    cluster.ensure()
    return {
        **os.environ,
        "DATABASE_URL": cluster.url(databases.APP, NAME),
        "OWNER_DATABASE_URL": cluster.url(databases.OWNER, NAME),
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DEMO": "1",
        "LINLI_LIMITS_OFF": "1",
    }


def serving_environment() -> dict[str, str]:
    """The surroundings of the server that is measured: its limits count every request, by the caller's address as a proxy tells it."""
    return {**environment(), "LINLI_LIMITS_OFF": "", "LINLI_BEHIND_PROXY": "1"}


def prepare() -> None:
    """Make the database anew, empty but for reference data, and point this process at it."""
    drop()
    with postgres.main_cluster().connect() as connection:
        databases.create(connection, NAME)
    surroundings = environment()
    os.environ.update(surroundings)
    _command(surroundings, "migrate", "--database", "owner", "--verbosity", "0")
    _command(surroundings, "seed")
    _command(surroundings, "collectstatic", "--no-input", "--verbosity", "0")


def _command(surroundings: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], check=True, cwd=ROOT, env=surroundings)


def play_day() -> None:
    """Play a day of work through the city, as its demo does: some pages have nothing to show before."""
    subprocess.run(
        [sys.executable, "-m", "demo", "day"], check=True, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL
    )


def prepare_copy(source: str) -> None:
    """Copy a city that is loaded already, and point this process at the copy."""
    drop()
    with postgres.main_cluster().connect() as connection:
        if not databases.exists(connection, source):
            raise SetupError("That city is not loaded: ./dev demo --no-serve --city NAME, then again.")
        progress.say(f"{source} is copied")
        databases.create(connection, NAME, source)
    surroundings = environment()
    os.environ.update(surroundings)
    _command(surroundings, "migrate", "--database", "owner", "--verbosity", "0")
    _command(surroundings, "collectstatic", "--no-input", "--verbosity", "0")


def keep() -> None:
    """Keep the city as it is loaded now; nobody may be on it."""
    with postgres.main_cluster().connect() as connection:
        databases.rename(connection, NAME, KEPT)


def renew() -> None:
    """Give the next bench the city as it was loaded."""
    with postgres.main_cluster().connect() as connection:
        databases.drop(connection, NAME)
        databases.create(connection, NAME, KEPT)


def drop() -> None:
    """Remove both databases."""
    with postgres.main_cluster().connect() as connection:
        for name in (NAME, KEPT):
            databases.drop(connection, name)


@contextmanager
def server() -> Iterator[str]:
    """The real server, as the demo runs it. Yields its address."""
    with serving.served(serving_environment()) as running:
        yield running.address


@contextmanager
def own_city(
    name: str, var: Path, settings: str = "linli.config.settings_test"
) -> Iterator[tuple[postgres.Cluster, dict[str, str]]]:
    """A durable server of one's own to kill, with the small city in it; and the surroundings of processes on it."""
    server = postgres.cluster(name, durable=True)
    server.destroy()
    server.ensure()
    surroundings = {
        **os.environ,
        "DATABASE_URL": server.url(databases.APP),
        "OWNER_DATABASE_URL": server.url(databases.OWNER),
        "DJANGO_SETTINGS_MODULE": settings,
        "LINLI_VAR": str(var),
        "LINLI_DEMO": "1",
        "LINLI_LIMITS_OFF": "1",
    }
    try:
        for command in (
            ["manage.py", "migrate", "--database", "owner", "-v0"],
            ["manage.py", "seed"],
            ["-m", "demo", "load", "--size", "small"],
            ["manage.py", "collectstatic", "--noinput", "-v0"],
        ):
            subprocess.run(
                [sys.executable, *command], check=True, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL
            )
        yield server, surroundings
    finally:
        server.destroy()
