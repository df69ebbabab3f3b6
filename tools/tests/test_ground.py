"""The ground the suite stands on: which role, which database, what is rolled back or made anew, no network."""

import socket
from typing import Any

import psycopg
import pytest
from django.db import connection

from tools import testing

COUNT = "SELECT count(*) FROM rules_parameter"
CLEAR = "DELETE FROM rules_parameter"


@pytest.mark.django_db
def test_django_is_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("linli_app",)


def test_raw_connections_are_the_two_roles(app_sql: psycopg.Connection[Any], owner_sql: psycopg.Cursor[Any]) -> None:
    assert app_sql.execute("SELECT current_user").fetchone() == ("linli_app",)
    assert owner_sql.execute("SELECT current_user").fetchone() == ("linli_owner",)


def test_committed_rows_are_seen_by_others(committed_db: str) -> None:
    with psycopg.connect(testing.address(committed_db, "owner")) as owner:
        owner.execute(CLEAR)
    with psycopg.connect(testing.address(committed_db)) as other:
        assert other.execute(COUNT).fetchone() == (0,)


def test_reference_data_is_back_after_a_test_that_committed(owner_sql: psycopg.Cursor[Any]) -> None:
    row = owner_sql.execute(COUNT).fetchone()
    assert row is not None
    assert row[0] > 0


def test_network_is_out_of_reach() -> None:
    with socket.socket() as line, pytest.raises(pytest.fail.Exception, match="tests stay on this machine"):
        line.connect(("192.0.2.1", 80))
