"""The tree's walls, attacked by raw SQL as the application's role: everybody reads, few write, and only below themselves."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from linli.base.kit.actor import Sight

Connection = psycopg.Connection[Any]
COUNTY, OTHER_COUNTY = uuid4(), uuid4()
PLACE = """
INSERT INTO places_place (id, level, kind, name, short_name, name_en, path, "order", county_id, valid_from)
VALUES (%s, %s, '', %s, 'x', '', %s, 0, %s, '2020-01-01')
"""


@pytest.fixture
def city(app_sql: Connection) -> Connection:
    """Two counties, each with a landmark, made by the system."""
    become(app_sql, sight="system")
    for county in (COUNTY, OTHER_COUNTY):
        app_sql.execute(PLACE, [county, "county", "区", county.hex, county])
        app_sql.execute(
            "INSERT INTO places_landmark (id, kind, name, place_id) VALUES (gen_random_uuid(), 'estate', '和平里', %s)",
            [county],
        )
    become(app_sql)
    return app_sql


def become(
    connection: Connection, *, sight: str = "", place: UUID | None = None, caps: str = "", level: str = "county"
) -> None:
    for name, value in (("sight", sight), ("level", level), ("place", str(place or "")), ("caps", f",{caps},")):
        connection.execute("SELECT set_config('linli.' || %s, %s, true)", [name, value])


def add_below(connection: Connection, county: UUID) -> int:
    """How many places this actor manages to add below a county: one, or none for the wall."""
    own = uuid4()
    try:
        with connection.transaction():
            connection.execute(PLACE, [own, "street", "街道", f"{county.hex}.{own.hex}", county])
    except psycopg.errors.InsufficientPrivilege:
        return 0
    return 1


def test_everybody_reads_the_tree_even_nobody(city: Connection) -> None:
    become(city)
    row = city.execute("SELECT count(*) FROM places_place WHERE id = ANY(%s)", [[COUNTY, OTHER_COUNTY]]).fetchone()
    assert row == (2,)


@pytest.mark.parametrize("sight", ["", *[sight.value for sight in Sight if sight not in {Sight.SYSTEM, Sight.SUBTREE}]])
def test_no_other_sight_writes_even_with_the_capability(city: Connection, sight: str) -> None:
    become(city, sight=sight, place=COUNTY, caps="places")
    assert add_below(city, COUNTY) == 0
    assert city.execute("UPDATE places_place SET name = 'x'").rowcount == 0
    assert city.execute("DELETE FROM places_landmark").rowcount == 0


def test_a_post_writes_below_its_own_place_with_the_capability_only(city: Connection) -> None:
    become(city, sight="subtree", place=COUNTY, caps="bodies,matters")
    assert add_below(city, COUNTY) == 0
    become(city, sight="subtree", place=COUNTY, caps="places")
    assert add_below(city, COUNTY) == 1
    assert add_below(city, OTHER_COUNTY) == 0
    assert city.execute("UPDATE places_place SET name = 'x' WHERE id = ANY(%s)", [[COUNTY, OTHER_COUNTY]]).rowcount == 1


def test_a_place_is_not_smuggled_out_of_one_s_own(city: Connection) -> None:
    become(city, sight="subtree", place=COUNTY, caps="places")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), city.transaction():
        city.execute("UPDATE places_place SET county_id = %s WHERE id = %s", [OTHER_COUNTY, COUNTY])


def test_what_hangs_on_a_place_is_guarded_like_the_place(city: Connection) -> None:
    become(city, sight="subtree", place=COUNTY, caps="places")
    assert (
        city.execute(
            "UPDATE places_landmark SET name = 'x' WHERE place_id = ANY(%s)", [[COUNTY, OTHER_COUNTY]]
        ).rowcount
        == 1
    )
    assert city.execute("DELETE FROM places_landmark WHERE place_id = ANY(%s)", [[COUNTY, OTHER_COUNTY]]).rowcount == 1
    with pytest.raises(psycopg.errors.InsufficientPrivilege), city.transaction():
        city.execute(
            "INSERT INTO places_officialcount (id, place_id, measure, value, date, source)"
            " VALUES (gen_random_uuid(), %s, 'households', 1, '2026-01-01', 'x')",
            [OTHER_COUNTY],
        )


@pytest.mark.parametrize("table", ["place", "placecode", "lineage", "levelname", "officialcount"])
def test_history_is_not_deleted(city: Connection, table: str) -> None:
    become(city, sight="system")
    assert city.execute(f"DELETE FROM places_{table}").rowcount == 0  # noqa: S608 -- a name out of the list above
