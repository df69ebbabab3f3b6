"""A database of its own for the benchmarks, on the clone's durable server: migrated, seeded, with a demo city in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import databases, postgres

NAME = "linli_bench"
ROOT = Path(__file__).resolve().parent.parent


def environment() -> dict[str, str]:
    """The surroundings of a process that works on the benchmark's database."""
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
    """Make the database anew and point this process at it; the demo city is loaded by the load benchmark."""
    with postgres.main_cluster().connect() as connection:
        databases.drop(connection, NAME)
        databases.create(connection, NAME)
    surroundings = environment()
    os.environ.update(surroundings)
    for command in (
        ["migrate", "--database", "owner", "--verbosity", "0"],
        ["seed"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], check=True, cwd=ROOT, env=surroundings)


def drop() -> None:
    """Remove the database."""
    with postgres.main_cluster().connect() as connection:
        databases.drop(connection, NAME)


@contextmanager
def server(port: int) -> Iterator[str]:
    """The real server, as the demo runs it: granian, two workers of four threads. Yields its address."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"),
        *(
            "--no-ws",
            "--log-level",
            "warning",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "linli.config.wsgi:application",
        ),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment())
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
