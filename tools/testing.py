"""Databases for tests: a template built once from migrations and reference data, and quick copies of it.

Template and copies live in the clone's test cluster. The template's name carries a fingerprint of what it was built from, so
a second run finds it and a changed migration builds another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from django.core.management import call_command
from django.db import connections

from tools import databases, postgres, processes, project
from tools.databases import Connection

TEMPLATE_PREFIX = "linli_template_"
DRAFT = "linli_draft"
WORKER_PREFIX = "linli_test_"
# Two states of the code can take turns without building anew each time.
KEPT_TEMPLATES = 2
ROLES = {"default": ("DATABASE_URL", postgres.APP), "owner": ("OWNER_DATABASE_URL", postgres.OWNER)}


def environment() -> dict[str, str]:
    """Return what the settings read in tests: the test cluster's addresses and this clone's keys."""
    values = project.secret_values()
    cluster = postgres.test_cluster()
    addresses = {variable: cluster.url(role) for variable, role in ROLES.values()}
    return addresses | {name: values[name] for name in ("LINLI_SECRET_KEY", "LINLI_SEAL_KEY")}


def address(database: str, alias: str = "default") -> str:
    """Return the address of another database of the same server, for the role of that alias."""
    return urlunsplit(urlsplit(os.environ[ROLES[alias][0]])._replace(path=f"/{database}"))


def is_own_server() -> bool:
    """Whether the suite runs on the clone's own test cluster, not on a server that DATABASE_URL named."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path="") == urlsplit(environment()["DATABASE_URL"])._replace(
        path=""
    )


@contextmanager
def maintenance() -> Iterator[Connection]:
    """Give the owner a connection that can make and drop databases, one process at a time."""
    with (
        project.locked("test-databases"),
        Connection.connect(address("postgres", "owner"), autocommit=True) as connection,
    ):
        yield connection


def _template(connection: Connection) -> str:
    """Return the name of the template database, building it if migrations or reference data changed."""
    name = TEMPLATE_PREFIX + databases.state()
    if databases.exists(connection, name):
        return name
    for former in databases.named_like(connection, TEMPLATE_PREFIX)[: -KEPT_TEMPLATES or None]:
        databases.drop(connection, former)
    databases.drop(connection, DRAFT)
    databases.create(connection, DRAFT)
    with pointed_at(DRAFT):
        call_command("migrate", database="owner", verbosity=0)
        call_command("seed", verbosity=0)
    databases.rename(connection, DRAFT, name)
    return name


@contextmanager
def pointed_at(database: str) -> Iterator[None]:
    """Point both of Django's aliases at a database for a with-block."""
    former = {alias: connections[alias].settings_dict["NAME"] for alias in ROLES}
    point_at(dict.fromkeys(ROLES, database))
    try:
        yield
    finally:
        point_at(former)


def point_at(names: dict[str, str]) -> None:
    """Point each alias at the database of that name, closing what was open."""
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def make(database: str) -> None:
    """Make the database anew as a copy of the template; sessions on a former one are ended."""
    with maintenance() as connection:
        source = _template(connection)
        databases.drop(connection, database)
        databases.create(connection, database, source)


def worker_database() -> str:
    """Return the name of this process's database, once those of processes that were killed are swept away."""
    with maintenance() as connection:
        for name in databases.named_like(connection, WORKER_PREFIX):
            made_by = re.match(rf"{WORKER_PREFIX}[a-z0-9]+_(\d+)", name)
            if made_by and not processes.is_alive(int(made_by[1])):
                databases.drop(connection, name)
    return f"{WORKER_PREFIX}{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"


def remove(database: str) -> None:
    """Remove the database."""
    with maintenance() as connection:
        databases.drop(connection, database)
