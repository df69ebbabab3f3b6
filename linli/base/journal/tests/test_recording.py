"""Acts go on record and stay there; who reads them has the right to, and the place."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from linli.base.journal.actions import record
from linli.base.journal.queries import SIGNED_IN, act_name, looks_at, subject_kind
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
TABLES = ("journal_entry", "journal_payload", "journal_seal")
LEVELS = (Level.GRID, Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY)


def act(actor: Actor, about: UUID | None = None, **what: Any) -> None:
    """One act on record."""
    with walls.acting(actor):
        record(actor, "test.done", "thing", new_id(), at=NOW, about_person_id=about, **what)


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Raw SQL as the application role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def read(actor: Actor) -> list[str]:
    """The labels of the acts an actor reads; each entry's payload comes with it and never alone."""
    with walls.acting(actor):
        entries = run("SELECT id, label FROM journal_entry")
        payloads = run("SELECT entry_id FROM journal_payload")
    assert {row[0] for row in payloads} == {row[0] for row in entries}
    return sorted(row[1] for row in entries)


@pytest.mark.django_db
def test_an_entry_says_who_as_what_and_where() -> None:
    area = Area()
    clerk = post(area, Level.COMMUNITY)
    subject, about = new_id(), new_id()
    with walls.acting(clerk):
        record(clerk, "thing.done", "thing", subject, at=NOW, about_person_id=about, note="写明的话", n=3)
    with walls.acting(Actor.system("test")):
        columns = (
            "at, act, subject_kind, subject_id, sight, label, account_id, person_id, post_id, place_id, about_person_id"
        )
        [row] = run(f"SELECT {columns} FROM journal_entry")  # noqa: S608 -- column names above
        [scope] = run("SELECT grid_id, community_id, street_id, county_id, city_id FROM journal_entry")
        [(said,)] = run("SELECT what FROM journal_payload")
    who = (clerk.label, clerk.account_id, clerk.person_id, clerk.post_id, clerk.place_id)
    assert row == (NOW, "thing.done", "thing", subject, "subtree", *who, about)
    assert scope == (None, area.community, area.street, area.county, area.city)
    assert json.loads(said) == {"note": "写明的话", "n": 3}


@pytest.mark.django_db
@pytest.mark.parametrize("level", LEVELS)
def test_an_auditor_reads_the_acts_of_their_own_subtree(level: Level) -> None:
    ours = Area()
    act(replace(post(ours, Level.GRID), label="ours"))
    act(replace(post(ours.beside(level), Level.GRID), label="theirs"))
    act(Actor.system("job"))
    assert read(post(ours, level, "journal")) == ["ours"]
    assert read(post(ours.beside(level), level, "journal")) == []


@pytest.mark.django_db
def test_what_a_higher_post_did_is_not_read_from_below() -> None:
    ours = Area()
    act(replace(post(ours, Level.STREET), label="street"))
    assert read(post(ours, Level.COMMUNITY, "journal")) == []
    assert read(post(ours, Level.STREET, "journal")) == ["street"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    [
        lambda ours: post(ours, Level.STREET, "people matters reveal"),
        lambda ours: post(ours, Level.STREET, "journal", sight=Sight.HELD),
        lambda ours: replace(post(ours, Level.STREET, "journal"), sight=Sight.INTAKE),
        lambda _ours: replace(Actor.tracking(new_id()), capabilities=frozenset({"journal"})),
        lambda _ours: Actor.intake(),
        lambda _ours: resident(new_id()),
        lambda _ours: resident(None),
    ],
    ids=["no capability", "held", "intake post", "tracking", "intake", "stranger", "unbound"],
)
def test_nobody_else_reads(who: Callable[[Area], Actor]) -> None:
    ours = Area()
    act(post(ours, Level.GRID), about=new_id())
    assert read(who(ours)) == []


@pytest.mark.django_db
def test_the_person_looked_at_reads_who_looked() -> None:
    me, worker = new_id(), post(Area(), Level.GRID)
    act(worker, about=me, purpose="上门核对材料")
    act(worker, about=new_id(), purpose="别人的事")
    own = resident(me)
    assert read(own) == [worker.label]
    with walls.acting(own):
        assert [look.what["purpose"] for look in looks_at(own, me)] == ["上门核对材料"]


@pytest.mark.django_db
def test_a_sign_in_is_no_look_and_a_job_is_named_as_the_system() -> None:
    me = new_id()
    for job, name in (("sign-in", SIGNED_IN), ("people.rehouse", "test.done")):
        with walls.acting(Actor.system(job)) as actor:
            record(actor, name, "thing", new_id(), at=clock.now(), about_person_id=me)
    with walls.acting(resident(me)) as own:
        assert [look.label for look in looks_at(own, me)] == ["系统自动"]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET {column} = {column}"])
def test_nothing_is_changed_or_taken_away(table: str, sql: str) -> None:
    act(Actor.system("job"))
    column = {"journal_entry": "label", "journal_payload": "what", "journal_seal": "hash"}[table]
    with (
        walls.acting(Actor.system("job")),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        run(sql.format(table, column=column))


@pytest.mark.django_db
def test_the_application_closes_no_link_by_hand() -> None:
    with (
        walls.acting(Actor.system("job")),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        run("INSERT INTO journal_seal VALUES (1, 1, 1, '', now())")


def test_without_an_actor_nothing_is_read(committed_db: str, app_sql: psycopg.Connection[Any]) -> None:
    act(Actor.system("job"))
    for table in TABLES:
        assert app_sql.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 -- names above


@pytest.mark.django_db
def test_an_act_rolled_back_leaves_no_record() -> None:
    with transaction.atomic():
        act(Actor.system("job"))
        transaction.set_rollback(True)
    assert read(Actor.system("test")) == []


def test_an_unknown_act_shows_its_code() -> None:
    assert act_name("account.signed_in") == "登录了系统"
    assert act_name("nobody.named_it") == "nobody.named_it"
    assert str(subject_kind("nobody_named_it").name) == "nobody_named_it"
