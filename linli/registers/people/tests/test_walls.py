"""The walls around people, attacked below Django: raw SQL as the application role, with rows present that could leak.

The cast lives in `ours`, `beside` (the next grid, community, street, county, city) and `away` (registered in ours).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident
from linli.registers.people.models import Resident
from linli.registers.people.tests.factories import make_circumstance, make_household, make_resident, number

pytestmark = pytest.mark.django_db

TABLES = ("person", "dwelling", "household", "resident", "circumstance", "reveal")
NOTHING = dict.fromkeys(TABLES, 0)
ALL = "people reveal enrol"
LEVELS = (Level.GRID, Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY)


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Raw SQL as the application role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def seen() -> dict[str, int]:
    """How many rows of each table the present actor sees."""
    return {table: run(f"SELECT count(*) FROM people_{table}")[0][0] for table in TABLES}  # noqa: S608 -- names above


def counts(actor: Actor) -> dict[str, int]:
    """How many rows of each table an actor sees."""
    with walls.acting(actor):
        return seen()


@contextmanager
def refused(by: str) -> Iterator[None]:
    """The database itself refuses, for this reason; the surrounding transaction goes on."""
    with pytest.raises(DatabaseError, match=by), transaction.atomic():
        yield


def fill(area: Area, name: str = "王秀英") -> Resident:
    """One resident with everything that hangs on them, a reveal too."""
    made = make_resident(area.scope, name, number=number(), phone="13800001234")
    make_circumstance(made)
    with walls.acting(Actor.system("test")):
        run(
            "INSERT INTO people_reveal (id, person_id, field, purpose, post_id, at, until)"
            " VALUES (%s, %s, 'phone', '核对材料', %s, now(), now())",
            new_id(),
            made.person_id,
            new_id(),
        )
    return made


@pytest.mark.parametrize("level", LEVELS)
def test_a_post_sees_its_own_subtree_and_nothing_beside_it(level: Level) -> None:
    ours = Area()
    fill(ours)
    fill(ours.beside(level), "李雷")
    assert counts(post(ours, level, ALL)) == {**dict.fromkeys(TABLES, 1), "reveal": 0}
    with walls.acting(post(ours, level, ALL)):
        assert run("SELECT name FROM people_person") == [("王秀英",)]
    assert counts(post(Area(), level, ALL)) == NOTHING


@pytest.mark.parametrize("level", [Level.BLOCK, Level.GROUP])
def test_below_the_grid_a_post_sees_the_very_place(level: Level) -> None:
    ours = Area()
    fill(ours)
    fill(ours.beside(Level.BLOCK))
    actor = replace(post(ours, Level.BLOCK, ALL), level=level)
    assert counts(actor) == {**dict.fromkeys(TABLES, 1), "reveal": 0}


@pytest.mark.parametrize("level", LEVELS)
def test_without_the_capability_a_subtree_shows_nobody(level: Level) -> None:
    ours = Area()
    fill(ours)
    assert counts(post(ours, level, "matters intake enrol reveal cockpit journal")) == NOTHING


def test_a_place_of_another_level_is_not_a_key() -> None:
    """An id is held against the column of the actor's level alone: a grid's id at street level opens nothing."""
    ours = Area()
    fill(ours)
    assert counts(replace(post(ours, Level.STREET, ALL), place_id=ours.grid)) == NOTHING
    assert counts(replace(post(ours, Level.STREET, ALL), level=Level.PROVINCE)) == NOTHING
    assert counts(replace(post(ours, Level.STREET, ALL), level=None)) == NOTHING
    assert counts(replace(post(ours, Level.STREET, ALL), place_id=None)) == NOTHING


@pytest.mark.parametrize(
    "who",
    [
        lambda ours: post(ours, Level.COUNTY, ALL, sight=Sight.HELD),
        lambda ours: post(ours, Level.COUNTY, ALL, sight=Sight.TRACKING),
        lambda _ours: Actor.intake(),
        lambda _ours: replace(Actor.intake(), capabilities=frozenset(ALL.split())),
        lambda ours: replace(post(ours, Level.COUNTY, ALL), sight=Sight.INTAKE),
        lambda _ours: Actor.tracking(new_id()),
        lambda _ours: resident(None),
        lambda _ours: resident(new_id()),
    ],
    ids=[
        "held",
        "tracking post",
        "intake",
        "intake with capabilities",
        "intake post",
        "tracking",
        "unbound",
        "stranger",
    ],
)
def test_every_other_kind_of_sight_sees_no_register(who: Callable[[Area], Actor]) -> None:
    ours = Area()
    fill(ours)
    assert counts(who(ours)) == NOTHING


def test_the_system_sees_all() -> None:
    fill(Area())
    fill(Area())
    assert counts(Actor.system("job")) == dict.fromkeys(TABLES, 2)


def test_a_resident_sees_themselves_alone() -> None:
    ours = Area()
    mine = fill(ours)
    neighbour = make_resident(ours.scope, "李雷", household=mine.household, relation="10")
    make_circumstance(neighbour)
    fill(ours, "韩梅梅")
    with walls.acting(resident(mine.person_id)):
        assert seen() == dict.fromkeys(TABLES, 1)
        assert run("SELECT name FROM people_person") == [("王秀英",)]
        assert run("SELECT resident_id FROM people_circumstance") == [(mine.id,)]


def test_a_worker_acting_as_a_post_does_not_see_with_their_own_eyes() -> None:
    home, work = Area(), Area()
    mine = fill(home)
    assert counts(replace(post(work, Level.GRID, ALL), person_id=mine.person_id)) == NOTHING
    assert counts(replace(post(work, Level.COUNTY, ALL, sight=Sight.HELD), person_id=mine.person_id)) == NOTHING


@pytest.mark.parametrize("level", [Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY])
def test_registration_gives_sight_of_the_person_but_not_of_their_home(level: Level) -> None:
    ours, theirs = Area(), Area()
    away = make_resident(theirs.scope, registered=ours.scope)
    make_circumstance(away)
    fill(theirs, "李雷")
    with walls.acting(post(ours, level, ALL)):
        assert seen() == {"person": 1, "dwelling": 0, "household": 0, "resident": 1, "circumstance": 1, "reveal": 0}
        assert run("SELECT id FROM people_resident") == [(away.id,)]
    assert counts(post(ours.beside(level), level, ALL)) == NOTHING


def test_registration_gives_no_right_to_write() -> None:
    ours, theirs = Area(), Area()
    away = make_resident(theirs.scope, registered=ours.scope)
    with walls.acting(post(ours, Level.STREET, ALL)):
        run("UPDATE people_resident SET relation = '99'")
        with refused("row-level security"):
            run(
                "INSERT INTO people_circumstance (id, resident_id, kind, since, source) VALUES (%s, %s, 'x', now(), 'x')",
                new_id(),
                away.id,
            )
    with walls.acting(Actor.system("test")):
        assert run("SELECT relation FROM people_resident") == [("02",)]


def test_a_past_residence_gives_no_sight_of_the_person() -> None:
    ours, theirs = Area(), Area()
    past = make_resident(ours.scope, until=date(2024, 5, 1))
    make_resident(theirs.scope, person=past.person)
    assert counts(post(ours, Level.COMMUNITY, ALL)) == {**NOTHING, "dwelling": 1, "household": 1, "resident": 1}


def test_a_made_up_past_residence_opens_nothing() -> None:
    """Whoever may enrol writes a closed residence for an id they came by; the person stays out of sight."""
    ours, theirs = Area(), Area()
    victim = fill(theirs)
    household = make_household(ours.scope)
    with walls.acting(post(ours, Level.COMMUNITY, ALL)):
        values = {**ours.scope, "id": new_id(), "person_id": victim.person_id, "household_id": household.id}
        columns = ", ".join(values)
        run(
            f"INSERT INTO people_resident ({columns}, relation, since, until)"  # noqa: S608 -- column names above
            f" VALUES ({', '.join(['%s'] * len(values))}, '02', '2020-01-01', '2020-01-02')",
            *values.values(),
        )
        assert run("SELECT count(*) FROM people_person") == [(0,)]
        with refused("row-level security"):
            run(
                "INSERT INTO people_reveal (id, person_id, field, purpose, post_id, at, until)"
                " SELECT %s, %s, 'phone', '核对材料', linli_setting('post'), now(), now()",
                new_id(),
                victim.person_id,
            )
    with refused("a_person_lives_in_one_household_at_a_time"), walls.acting(post(ours, Level.COMMUNITY, ALL)):
        run("UPDATE people_resident SET until = NULL WHERE until IS NOT NULL")
