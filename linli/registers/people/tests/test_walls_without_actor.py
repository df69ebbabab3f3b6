"""Without an actor nothing is seen: on a connection of its own, where no outer transaction could have left one behind."""

from typing import Any

import psycopg
import pytest

from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area
from linli.registers.people.tests.factories import make_circumstance, make_household, make_resident, number
from linli.registers.people.tests.test_walls import TABLES


def test_without_an_actor_nothing_is_seen_or_written(
    committed_db: str, app_sql: psycopg.Connection[Any], owner_sql: psycopg.Cursor[Any]
) -> None:
    ours = Area()
    make_circumstance(make_resident(ours.scope, number=number()))
    household = make_household(ours.scope)
    owner_sql.execute("SELECT count(*) FROM people_person")
    assert owner_sql.fetchone() == (1,)
    for table in TABLES:
        assert app_sql.execute(f"SELECT count(*) FROM people_{table}").fetchone() == (0,)  # noqa: S608 -- names above
    app_sql.rollback()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute(
            "INSERT INTO people_person (id, name, sex, is_synthetic) VALUES (%s, 'x', '0', true)", [new_id()]
        )
    app_sql.rollback()
    assert app_sql.execute("UPDATE people_household SET number = '8' WHERE id = %s", [household.id]).rowcount == 0
    app_sql.rollback()
    assert app_sql.execute("SELECT * FROM people_named('王', 50)").fetchall() == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute("SELECT people_moved_out(%s)", [b"x"])


def test_the_application_role_cannot_lower_the_wall(app_sql: psycopg.Connection[Any]) -> None:
    for sql in (
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY seen_in_scope ON people_person",
        "SET ROLE linli_owner",
        "SET SESSION AUTHORIZATION linli_owner",
        "CREATE FUNCTION people_all() RETURNS SETOF people_person LANGUAGE sql AS 'SELECT * FROM people_person'",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_sql.execute(sql)
        app_sql.rollback()
    app_sql.execute("SET row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute("SELECT * FROM people_person")
