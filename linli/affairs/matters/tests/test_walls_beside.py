"""The walls of what stands beside a matter, attacked below Django: demands, cards, rulings, helpers, parts."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from psycopg import sql

from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_town
from linli.affairs.matters.tests.test_helping import by
from linli.base.kit.actor import Actor
from linli.base.kit.tests.attack import AppSql, refused, seen, tell

TABLES = ("matters_demand", "matters_card", "matters_ruling")


@pytest.fixture
def town(committed_db: str) -> Town:
    """Maple's matter with a helper, an instruction, a card and a part; Cedar's, returned twice and ruled on."""
    made = a_town()
    worker, leader = made.actor("maple-1", "grid_worker"), made.actor("east", "street_leader")
    maple, cedar = a_filed(made), a_filed(made, place="cedar-1")
    made.main = maple.number
    by(worker, "sign", matter_id=maple.id)
    by(worker, "invite", matter_id=maple.id, to_post_id=made.posts["maple", "community_clerk"].id, note="请核实。")
    by(worker, "split", matter_id=maple.id, to_post_id=made.posts["county", "department_clerk"].id, note="请查违建。")
    by(leader, "instruct", matter_id=maple.id, note="请抓紧。")
    by(leader, "card", matter_id=maple.id, colour="yellow", note="没有动静。")
    later = MORNING + timedelta(hours=1)
    by(made.actor("cedar-1", "grid_worker"), "return", matter_id=cedar.id, note="不归网格。")
    by(made.actor("cedar", "community_secretary"), "return", matter_id=cedar.id, note="不归社区。", now=later)
    secretary = made.posts["cedar", "community_secretary"].id
    by(made.actor("west", "street_leader"), "rule", matter_id=cedar.id, to_post_id=secretary, note="属地。", now=later)
    return made


def test_what_stands_beside_a_matter_is_seen_by_its_staff_and_by_no_resident(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, Actor.system("test"))
    row = app_sql.execute("SELECT id FROM matters_matter WHERE number = %s", [town.main]).fetchone()
    reporter = Actor.tracking(row[0] if row else UUID(int=0))
    seers = {
        "nobody": None,
        "visitor": Actor.intake(),
        "the reporter": reporter,
        "grid worker of maple-1": town.actor("maple-1", "grid_worker"),
        "grid worker of maple-2": town.actor("maple-2", "grid_worker"),
        "secretary of cedar": town.actor("cedar", "community_secretary"),
        "east street": town.actor("east", "street_clerk"),
        "west street": town.actor("west", "street_clerk"),
        "county": town.actor("county", "county_desk"),
        "department with the part": town.actor("county", "department_clerk"),
        "administrator": town.actor("county", "administrator"),
        "system": Actor.system("test"),
    }
    assert {name: tuple(seen(app_sql, actor, table) for table in TABLES) for name, actor in seers.items()} == {
        "nobody": (0, 0, 0),
        "visitor": (0, 0, 0),
        "the reporter": (0, 0, 0),
        "grid worker of maple-1": (2, 1, 0),
        "grid worker of maple-2": (0, 0, 0),
        "secretary of cedar": (0, 0, 1),
        "east street": (2, 1, 0),
        "west street": (0, 0, 1),
        "county": (2, 1, 1),
        "department with the part": (0, 0, 0),
        "administrator": (0, 0, 0),
        "system": (2, 1, 1),
    }


def test_who_holds_a_part_sees_the_part_and_not_the_whole(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, town.actor("county", "department_clerk"))
    assert app_sql.execute("SELECT text FROM matters_matter").fetchall() == [("请查违建。",)]


def test_a_grid_worker_who_was_asked_to_help_sees_the_matter_until_they_have_reported(
    town: Town, app_sql: AppSql
) -> None:
    helper = town.actor("maple-2", "grid_worker")
    before = seen(app_sql, helper, "matters_matter")
    tell(app_sql, Actor.system("test"))
    app_sql.execute("UPDATE matters_matter SET assisting = %s WHERE number = %s", [[helper.post_id], town.main])
    app_sql.commit()
    assert (
        before,
        seen(app_sql, helper, "matters_matter"),
        seen(app_sql, town.actor("willow-1", "grid_worker"), "matters_matter"),
    ) == (0, 1, 0)


def test_records_of_supervision_are_neither_deleted_nor_changed_from_outside(town: Town, app_sql: AppSql) -> None:
    for table in TABLES:
        assert refused(app_sql, Actor.system("test"), f"DELETE FROM {table}")  # noqa: S608 -- a table of ours
    stranger = town.actor("west", "street_leader")
    assert refused(app_sql, stranger, "UPDATE matters_card SET lifted_at = now()")
    assert refused(app_sql, stranger, "UPDATE matters_demand SET outcome = 'done', ended_at = now()")
    assert not refused(app_sql, town.actor("east", "street_leader"), "UPDATE matters_card SET lifted_at = now()")


def test_nobody_splits_what_they_do_not_see(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, Actor.system("test"))
    row = app_sql.execute("SELECT to_jsonb(m) - 'id' FROM matters_matter m WHERE number = %s", [town.main]).fetchone()
    whole = app_sql.execute("SELECT id FROM matters_matter WHERE number = %s", [town.main]).fetchone()
    assert row
    assert whole
    values = {
        **row[0],
        "id": UUID(int=7),
        "number": "x",
        "form_token": UUID(int=8),
        "state": "filed",
        "part_of_id": whole[0],
    }
    columns = ", ".join(values)

    def forged(**changed: object) -> str:
        text = sql.Literal(json.dumps({**values, **changed}, default=str)).as_string(app_sql)
        return f"INSERT INTO matters_matter ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::matters_matter, {text}::jsonb)"  # noqa: S608 -- columns of ours

    for outsider in (town.actor("county", "department_clerk"), town.actor("cedar-1", "grid_worker"), Actor.intake()):
        assert refused(app_sql, outsider, forged(channel="phone")), outsider.label
    assert not refused(app_sql, town.actor("maple-1", "grid_worker"), forged())
