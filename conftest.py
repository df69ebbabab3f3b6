"""The suite's ground: its own PostgreSQL, one database per worker, the application's role, no network.

Plain tests run in a transaction that is rolled back. A test that must commit asks for `committed_db`. A test that looks below
Django asks for `owner_sql` (no walls) or `app_sql` (walls, but no actor until it names one).
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tools import postgres, testing

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session")
def database_name() -> str:
    """Return the name of this worker's database, on a server that is up: the clone's own, unless DATABASE_URL named one."""
    if testing.is_own_server():
        postgres.test_cluster().ensure()
    return testing.worker_database()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, database_name: str
) -> Iterator[None]:
    """Copy the template for this worker, and point both aliases at the copy."""
    with django_db_blocker.unblock():
        testing.make(database_name)
        with testing.pointed_at(database_name):
            yield
    testing.remove(database_name)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker, database_name: str) -> Iterator[str]:
    """Let a test commit, from several threads or processes too; afterwards the database is copied anew. Yields its name."""
    with django_db_blocker.unblock():
        yield database_name
        testing.point_at(dict.fromkeys(testing.ROLES, database_name))
        testing.make(database_name)


@pytest.fixture
def owner_sql(django_db_setup: None, database_name: str) -> Iterator[psycopg.Cursor[Any]]:
    """Give a cursor of the owner, who is above the walls; what it writes is rolled back unless the test commits."""
    with psycopg.connect(testing.address(database_name, "owner")) as connection, connection.cursor() as cursor:
        yield cursor
        connection.rollback()


@pytest.fixture
def app_sql(django_db_setup: None, database_name: str) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection of the application's role, below Django; what it writes is rolled back unless the test commits."""
    with psycopg.connect(testing.address(database_name)) as connection:
        yield connection
        connection.rollback()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Begin every test in the project's own language: a page asked for in English leaves its thread in English."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def guarded(self: socket.socket, where: Any) -> None:
        if self.family != socket.AF_UNIX and not str(where[0]).startswith(LOOPBACK):
            pytest.fail(f"a test reached for {where[0]}: tests stay on this machine")
        connect(self, where)

    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Begin each test in the city's own language: a page asked for in English leaves its thread speaking English."""
    translation.activate("zh-hans")
    yield
    translation.deactivate()
