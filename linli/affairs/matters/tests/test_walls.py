"""The walls attacked below Django: raw SQL as the application role, with matters that could leak standing beside."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from psycopg import sql

from linli.affairs.matters import actions
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_town, an_account_matter
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.tests.attack import AppSql, refused, seen, tell


@pytest.fixture
def town(committed_db: str) -> Town:
    """Four matters: two in Maple (one complaining of Maple's own office), one in Cedar, one of an account in Willow."""
    made = a_town()
    a_filed(made, place="maple-1")
    a_filed(made, place="maple-2", item="t-complaint", about_body_id=made.bodies["maple"].id)
    a_filed(made, place="cedar-1", item="t-repair")
    an_account_matter(made, place="willow-1")
    return made


def test_each_kind_of_sight_sees_its_own_and_nothing_else(town: Town, app_sql: AppSql) -> None:
    account = Actor(sight=Sight.SELF, label="resident", account_id=town.account_id)
    stranger = Actor(sight=Sight.SELF, label="resident", account_id=town.posts["city", "city_desk"].id)
    seers = {
        "nobody": None,
        "visitor": Actor.intake(),
        "grid worker of maple-1": town.actor("maple-1", "grid_worker"),
        "grid worker of maple-2": town.actor("maple-2", "grid_worker"),
        "secretary of maple, complained of": town.actor("maple", "community_secretary"),
        "secretary of willow": town.actor("willow", "community_secretary"),
        "east street": town.actor("east", "street_clerk"),
        "west street": town.actor("west", "street_clerk"),
        "county": town.actor("county", "county_desk"),
        "administrator": town.actor("county", "administrator"),
        "department": town.actor("county", "department_clerk"),
        "account": account,
        "another account": stranger,
        "system": Actor.system("test"),
    }
    assert {name: seen(app_sql, actor, "matters_matter") for name, actor in seers.items()} == {
        "nobody": 0,
        "visitor": 0,
        "grid worker of maple-1": 1,
        "grid worker of maple-2": 0,
        "secretary of maple, complained of": 1,
        "secretary of willow": 1,
        "east street": 3,
        "west street": 1,
        "county": 4,
        "administrator": 0,
        "department": 1,
        "account": 1,
        "another account": 0,
        "system": 4,
    }


def test_open_matters_are_counted_as_they_are_seen(town: Town, app_sql: AppSql) -> None:
    def counted(place: str, actor: Actor | None, *levels: str) -> int:
        tell(app_sql, actor)
        known = town.places[place]
        statement = "SELECT COALESCE(sum(open), 0) FROM matters_open_below(%s, %s, %s, now()) WHERE place = %s"
        found = app_sql.execute(statement, [known.id, known.level, [known.level, *levels], known.id]).fetchone()
        return int(found[0]) if found else 0

    reached = {
        "maple, by its secretary, complained of": counted("maple", town.actor("maple", "community_secretary"), "grid"),
        "maple-1, by its secretary": counted("maple-1", town.actor("maple", "community_secretary")),
        "maple, by its street": counted("maple", town.actor("east", "street_clerk"), "grid"),
        "east, by itself": counted("east", town.actor("east", "street_clerk"), "community", "grid"),
        "the county, by itself": counted("county", town.actor("county", "county_desk"), "street"),
        "the county, by the system": counted("county", Actor.system("test")),
        "west, by the system": counted("west", Actor.system("test"), "community"),
    }
    assert list(reached.values()) == [1, 1, 2, 3, 4, 4, 1], reached
    refused_ones = {
        "nobody": counted("maple", None),
        "a visitor": counted("maple", Actor.intake()),
        "the other street": counted("maple", town.actor("west", "street_clerk")),
        "the next grid": counted("maple-1", town.actor("maple-2", "grid_worker")),
        "a street of its county": counted("county", town.actor("east", "street_clerk"), "street"),
        "who reads no matters": counted("county", town.actor("county", "administrator")),
        "a department": counted("county", town.actor("county", "department_clerk")),
        "a resident": counted("willow", Actor(sight=Sight.SELF, label="resident", account_id=town.account_id)),
        "whoever tracks": counted("maple", Actor.tracking(town.places["maple"].id)),
    }
    assert not any(refused_ones.values()), refused_ones


@pytest.mark.parametrize("table", ["matters_step", "matters_contact", "files_file"])
def test_what_hangs_on_a_matter_is_seen_with_it(town: Town, app_sql: AppSql, table: str) -> None:
    tell(app_sql, Actor.system("test"))
    assert seen(app_sql, None, table) == 0
    assert seen(app_sql, Actor.intake(), table) == 0
    for actor in (town.actor("west", "street_clerk"), town.actor("county", "department_clerk")):
        tell(app_sql, actor)
        key = "subject_id" if table == "files_file" else "matter_id"
        leaked = app_sql.execute(
            f"SELECT count(*) FROM {table} WHERE {key} NOT IN (SELECT id FROM matters_matter)"  # noqa: S608 -- tables of ours
        ).fetchone()
        assert leaked == (0,)


def test_whoever_tracks_sees_the_one_matter_they_have_the_code_of(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, Actor.system("test"))
    ids: list[UUID] = [row[0] for row in app_sql.execute("SELECT id FROM matters_matter ORDER BY id")]
    assert [seen(app_sql, Actor.tracking(each), "matters_matter") for each in ids] == [1] * len(ids)
    wrong = app_sql.execute("SELECT matters_tracked('20261124000001', '\\x00')").fetchone()
    assert wrong == (None,)


def test_nobody_moves_a_matter_they_do_not_see(town: Town, app_sql: AppSql) -> None:
    update = "UPDATE matters_matter SET urgency = 'urgent' WHERE item_code = 't-repair'"
    for place, role in (("maple", "community_secretary"), ("east", "street_clerk"), ("county", "administrator")):
        assert refused(app_sql, town.actor(place, role), update), role
    assert refused(app_sql, Actor.intake(), update)
    assert not refused(app_sql, town.actor("west", "street_clerk"), update)


def test_history_is_neither_rewritten_nor_deleted_not_even_by_the_system(town: Town, app_sql: AppSql) -> None:
    system = Actor.system("test")
    for statement in (
        "UPDATE matters_step SET note = 'x'",
        "DELETE FROM matters_step",
        "DELETE FROM matters_matter",
        "DELETE FROM matters_contact",
        "UPDATE journal_entry SET label = 'x'",
        "DELETE FROM journal_entry",
    ):
        assert refused(app_sql, system, statement), statement


def test_a_visitor_files_through_the_portal_only(town: Town, app_sql: AppSql, file_row: Callable[..., str]) -> None:
    for changed in ({"channel": "phone"}, {"state": "closed"}, {"account_id": town.account_id}):
        assert refused(app_sql, Actor.intake(), file_row(**changed)), changed
    assert not refused(app_sql, Actor.intake(), file_row())


@pytest.fixture
def file_row(app_sql: AppSql, town: Town) -> Callable[..., str]:
    """A statement that copies a matter with some columns changed, as an attacker with the application's role would."""
    tell(app_sql, Actor.system("test"))
    row = app_sql.execute(
        "SELECT to_jsonb(m) - 'id' FROM matters_matter m WHERE state = 'filed' AND account_id IS NULL LIMIT 1"
    ).fetchone()
    whole = dict(row[0]) if row else {}

    def statement(**changed: object) -> str:
        values = {**whole, "id": UUID(int=7), "number": "x", "form_token": UUID(int=8), **changed}
        columns = ", ".join(values)
        text = sql.Literal(json.dumps(values, default=str)).as_string(app_sql)
        return f"INSERT INTO matters_matter ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::matters_matter, {text}::jsonb)"  # noqa: S608 -- columns of ours

    return statement


def test_a_handed_over_matter_stays_visible_to_whoever_handed_it_over(town: Town, app_sql: AppSql) -> None:
    cedar = town.actor("cedar", "community_secretary")
    before = seen(app_sql, cedar, "matters_matter")
    worker = town.actor("maple-1", "grid_worker")
    filed = a_filed(town, place="maple-1")
    with walls.acting(worker):
        actions.escalate(matter_id=filed.id, note="请社区协调。", actor=worker, now=MORNING)
    assert (seen(app_sql, worker, "matters_matter"), seen(app_sql, cedar, "matters_matter")) == (2, before)
