"""A database of its own for the benchmarks, on the clone's durable server: a demo city is kept, and each bench gets a fresh copy of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tools import databases, postgres, serving
from tools.project import ROOT

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
        "LINLI_LIMITS_OFF": "1",
    }


def prepare() -> None:
    """Make the database anew, empty but for reference data, and point this process at it."""
    drop()
    with postgres.main_cluster().connect() as connection:
        databases.create(connection, NAME)
    surroundings = environment()
    os.environ.update(surroundings)
    for command in (
        ["migrate", "--database", "owner", "--verbosity", "0"],
        ["seed"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], check=True, cwd=ROOT, env=surroundings)


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
    with serving.served(environment()) as running:
        yield running.address
