"""The walls of bodies, attacked by raw SQL as the application's role: plates are public, writing is not."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from linli.base.kit.actor import Sight

Connection = psycopg.Connection[Any]
STREET, COMMUNITY, OTHER = uuid4(), uuid4(), uuid4()
BODY = """
INSERT INTO bodies_body (id, place_id, community_id, street_id, kind, name, name_en, department, rank, valid_from)
VALUES (%s, %s, %s, %s, 'committee', '居委会', '', '', '', '2020-01-01')
"""
POST = """
INSERT INTO bodies_post (id, place_id, community_id, street_id, body_id, role, title, title_en, valid_from)
VALUES (%s, %s, %s, %s, %s, 'community_clerk', '大厅', '', '2020-01-01')
"""
TENURE = """
INSERT INTO bodies_tenure (id, post_id, person_id, public_name, public_phone, since)
VALUES (gen_random_uuid(), %s, gen_random_uuid(), '王秀英', '', %s)
"""


@pytest.fixture
def posts(app_sql: Connection) -> dict[UUID, UUID]:
    """A post with a holder in each of two communities of one street; by community."""
    become(app_sql, sight="system")
    made: dict[UUID, UUID] = {}
    for community in (COMMUNITY, OTHER):
        body, made[community] = uuid4(), uuid4()
        app_sql.execute(BODY, [body, community, community, STREET])
        app_sql.execute(POST, [made[community], community, community, STREET, body])
        app_sql.execute(TENURE, [made[community], "2024-01-01"])
    become(app_sql)
    return made


def become(
    connection: Connection, *, sight: str = "", place: UUID | None = None, caps: str = "", level: str = "community"
) -> None:
    for name, value in (("sight", sight), ("level", level), ("place", str(place or "")), ("caps", f",{caps},")):
        connection.execute("SELECT set_config('linli.' || %s, %s, true)", [name, value])


def changed(connection: Connection, posts: dict[UUID, UUID]) -> tuple[int, int]:
    """How many of the two posts and tenures this actor manages to change."""
    wanted = list(posts.values())
    return (
        connection.execute("UPDATE bodies_post SET title = title WHERE id = ANY(%s)", [wanted]).rowcount,
        connection.execute("UPDATE bodies_tenure SET public_phone = '1' WHERE post_id = ANY(%s)", [wanted]).rowcount,
    )


def test_who_holds_a_post_is_public(app_sql: Connection, posts: dict[UUID, UUID]) -> None:
    become(app_sql)
    row = app_sql.execute(
        "SELECT count(*) FROM bodies_tenure WHERE post_id = ANY(%s)", [list(posts.values())]
    ).fetchone()
    assert row == (2,)


@pytest.mark.parametrize("sight", ["", *[sight.value for sight in Sight if sight not in {Sight.SYSTEM, Sight.SUBTREE}]])
def test_no_other_sight_appoints_even_with_the_capability(
    app_sql: Connection, posts: dict[UUID, UUID], sight: str
) -> None:
    become(app_sql, sight=sight, place=COMMUNITY, caps="bodies")
    assert changed(app_sql, posts) == (0, 0)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), app_sql.transaction():
        app_sql.execute(TENURE, [posts[COMMUNITY], "2019-01-01"])


@pytest.mark.parametrize(
    ("place", "level", "caps", "reach"),
    [
        (COMMUNITY, "community", "bodies", 1),
        (STREET, "street", "bodies", 2),
        (STREET, "street", "matters,places", 0),
        (COMMUNITY, "street", "bodies", 0),
    ],
)
def test_a_post_with_the_capability_changes_what_lies_below_it(
    app_sql: Connection, posts: dict[UUID, UUID], place: UUID, level: str, caps: str, reach: int
) -> None:
    become(app_sql, sight="subtree", place=place, level=level, caps=caps)
    assert changed(app_sql, posts) == (reach, reach)


def test_a_post_is_not_moved_out_of_reach_and_nobody_is_appointed_elsewhere(
    app_sql: Connection, posts: dict[UUID, UUID]
) -> None:
    become(app_sql, sight="subtree", place=COMMUNITY, caps="bodies")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), app_sql.transaction():
        app_sql.execute("UPDATE bodies_post SET community_id = %s WHERE id = %s", [OTHER, posts[COMMUNITY]])
    with pytest.raises(psycopg.errors.InsufficientPrivilege), app_sql.transaction():
        app_sql.execute("UPDATE bodies_tenure SET post_id = %s WHERE post_id = %s", [posts[OTHER], posts[COMMUNITY]])


def test_nothing_is_deleted(app_sql: Connection, posts: dict[UUID, UUID]) -> None:
    become(app_sql, sight="system")
    for table in ("tenure", "post", "body"):
        assert app_sql.execute(f"DELETE FROM bodies_{table}").rowcount == 0  # noqa: S608 -- a name out of the list above
