"""`acting` tells PostgreSQL who acts, and takes it back: nested, rolled back, and on the next user of the connection."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.tests.factories import Area, post

NAMES = ("sight", "level", "place", "body", "post", "person", "account", "subject", "caps")


def told() -> dict[str, str | None]:
    """What PostgreSQL knows of the actor on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('linli.{name}', true)" for name in NAMES))
        return dict(zip(NAMES, cursor.fetchone(), strict=True))


def sight() -> str:
    """The kind of sight PostgreSQL knows of, "" for none."""
    return told()["sight"] or ""


@pytest.mark.django_db
def test_everything_about_the_actor_is_told() -> None:
    actor = replace(post(Area(), Level.STREET, "people matters"), subject_id=UUID(int=7))
    with walls.acting(actor):
        assert told() == {
            "sight": "subtree",
            "level": "street",
            "place": str(actor.place_id),
            "body": str(actor.body_id),
            "post": str(actor.post_id),
            "person": str(actor.person_id),
            "account": str(actor.account_id),
            "subject": str(UUID(int=7)),
            "caps": ",matters,people,",
        }
        assert walls.current() is actor
    assert set(told().values()) <= {"", None}
    assert walls.current() is None


@pytest.mark.django_db
def test_an_inner_block_gives_the_outer_actor_back() -> None:
    area = Area()
    with walls.acting(post(area, Level.GRID, "people")) as outer:
        with walls.acting(Actor.system("inner")):
            assert told()["caps"] == ",,"
            assert told()["place"] == ""
        assert told()["place"] == str(outer.place_id)
        assert told()["caps"] == ",people,"
        assert walls.current() is outer


@pytest.mark.django_db
def test_an_inner_block_that_raises_gives_the_outer_actor_back() -> None:
    with walls.acting(Actor.intake()):
        with pytest.raises(ValueError, match="inner"), walls.acting(Actor.system("inner")):
            raise ValueError("inner")
        assert sight() == "intake"


@pytest.mark.django_db
def test_an_inner_block_broken_by_the_database_gives_the_outer_actor_back() -> None:
    with walls.acting(Actor.intake()):
        with pytest.raises(DatabaseError), walls.acting(Actor.system("inner")), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert sight() == "intake"


@pytest.mark.django_db
def test_a_savepoint_rolled_back_inside_a_block_keeps_its_actor() -> None:
    with walls.acting(Actor.system("job")):
        with pytest.raises(ValueError, match="x"), transaction.atomic():
            raise ValueError("x")
        assert sight() == "system"


def test_after_the_transaction_the_connection_knows_nobody(committed_db: str) -> None:
    with walls.acting(Actor.system("job")):
        assert sight() == "system"
    assert sight() == ""
    with pytest.raises(ValueError, match="x"), walls.acting(Actor.system("job")):
        raise ValueError("x")
    assert sight() == ""


def test_a_broken_transaction_leaves_the_connection_fit_for_the_next(committed_db: str) -> None:
    with pytest.raises(DatabaseError), walls.acting(Actor.system("job")), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    with walls.acting(Actor.intake()):
        assert sight() == "intake"


def test_a_block_that_marks_its_transaction_for_rollback_loses_it(committed_db: str) -> None:
    with transaction.atomic(), walls.acting(Actor.system("job")):
        transaction.set_rollback(True)
    assert sight() == ""
    assert walls.current() is None


@pytest.mark.django_db
@pytest.mark.parametrize("level", [level for level in Level if level is not Level.PROVINCE])
def test_in_subtree_reads_the_column_of_the_actors_level(level: Level) -> None:
    area = Area()
    at = replace(area, block=area.block)
    columns = ", ".join(f"'{value}'::uuid AS {name}" for name, value in area.scope.items())
    question = f"SELECT {walls.in_subtree()} FROM (SELECT {columns}) row"  # noqa: S608 -- ids made here
    place = area.block if level is Level.GROUP else getattr(at, level.value)
    with (
        walls.acting(Actor(sight=Sight.SUBTREE, label="x", level=level, place_id=place)),
        connection.cursor() as cursor,
    ):
        cursor.execute(question)
        assert cursor.fetchone() == (True,)
    stranger = Actor(sight=Sight.SUBTREE, label="x", level=level, place_id=Area().city)
    with walls.acting(stranger), connection.cursor() as cursor:
        cursor.execute(question)
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_nobody_is_in_no_subtree() -> None:
    columns = ", ".join(f"NULL::uuid AS {name}" for name in Area().scope)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {walls.in_subtree()} FROM (SELECT {columns}) row")  # noqa: S608 -- column names only
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_a_capability_is_matched_as_a_whole_word() -> None:
    with walls.acting(post(Area(), Level.GRID, "peoples repeople")), connection.cursor() as cursor:
        cursor.execute(f"SELECT {walls.has('people')}")
        assert cursor.fetchone() == (False,)
