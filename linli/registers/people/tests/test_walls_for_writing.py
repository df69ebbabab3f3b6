"""Who may write the register, attacked below Django: rows out of reach, other hands, deletion, reveals under another name."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident
from linli.registers.people.tests.factories import make_household, make_person, number
from linli.registers.people.tests.test_walls import ALL, TABLES, counts, fill, refused, run

pytestmark = pytest.mark.django_db


INSERTS = {
    "dwelling": "INSERT INTO people_dwelling (id, {scope}, building, unit, room, address) VALUES (%s, {marks}, '1', '', '1', 'x')",
    "household": "INSERT INTO people_household (id, {scope}, dwelling_id, number, since)"
    " VALUES (%s, {marks}, '{dwelling}', '9', now())",
    "resident": "INSERT INTO people_resident (id, {scope}, person_id, household_id, relation, since)"
    " VALUES (%s, {marks}, '{person}', '{household}', '02', now())",
}


def insert(table: str, area: Area, **ids: UUID) -> None:
    """A row of a scoped table at an area, by raw SQL."""
    scope = area.scope
    sql = INSERTS[table].format(scope=", ".join(scope), marks=", ".join(["%s"] * len(scope)), **ids)
    run(sql, new_id(), *scope.values())


@pytest.mark.parametrize("table", list(INSERTS))
def test_rows_are_added_within_the_subtree_and_nowhere_else(table: str) -> None:
    ours = Area()
    household = make_household(ours.scope)
    ids = {"dwelling": household.dwelling_id, "household": household.id, "person": make_person().id}
    with walls.acting(post(ours, Level.COMMUNITY, ALL)):
        insert(table, ours, **ids)
        with refused("row-level security"):
            insert(table, ours.beside(Level.COMMUNITY), **ids)
    for actor in (
        post(ours, Level.COMMUNITY, "people reveal"),
        post(ours, Level.COMMUNITY, ALL, sight=Sight.HELD),
        resident(ids["person"]),
        Actor.intake(),
    ):
        with walls.acting(actor), refused("row-level security"):
            insert(table, ours, **ids)


@pytest.mark.parametrize("table", ["person", "dwelling", "household", "resident", "circumstance"])
@pytest.mark.parametrize(
    "who",
    [
        lambda ours, _who: post(ours.beside(Level.COMMUNITY), Level.COMMUNITY, ALL),
        lambda ours, _who: post(ours, Level.COMMUNITY, "people reveal"),
        lambda _ours, who: resident(who),
        lambda _ours, _who: Actor.intake(),
    ],
    ids=["next community", "reader", "themselves", "visitor"],
)
def test_rows_are_changed_by_who_may_enrol_there(table: str, who: Callable[[Area, UUID], Actor]) -> None:
    ours = Area()
    made = fill(ours)
    change = f"UPDATE people_{table} SET id = id RETURNING id"  # noqa: S608 -- names above
    with walls.acting(who(ours, made.person_id)):
        assert run(change) == []
    with walls.acting(post(ours, Level.COMMUNITY, ALL)):
        assert len(run(change)) == 1


def test_a_row_cannot_be_pushed_out_of_the_subtree() -> None:
    ours = Area()
    fill(ours)
    with walls.acting(post(ours, Level.COMMUNITY, ALL)):
        for table in ("dwelling", "household", "resident"):
            with refused("row-level security"):
                run(f"UPDATE people_{table} SET community_id = %s", new_id())  # noqa: S608 -- names above


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted_by_anyone(table: str) -> None:
    fill(Area())
    for sql in (f"DELETE FROM people_{table}", f"TRUNCATE people_{table} CASCADE"):  # noqa: S608 -- names above
        with walls.acting(Actor.system("job")), refused("permission denied"):
            run(sql)


def test_a_reveal_is_never_rewritten() -> None:
    fill(Area())
    with walls.acting(Actor.system("job")), refused("permission denied"):
        run("UPDATE people_reveal SET purpose = '别的用途'")


def reveal_as(actor: Actor, person_id: UUID, post_id: UUID | None) -> None:
    """A reveal by raw SQL under some post's name."""
    with walls.acting(actor):
        run(
            "INSERT INTO people_reveal (id, person_id, field, purpose, post_id, at, until)"
            " VALUES (%s, %s, 'number', '核对材料', %s, now(), now() + interval '1 minute')",
            new_id(),
            person_id,
            post_id,
        )


def test_a_reveal_is_asked_under_ones_own_post_within_sight() -> None:
    ours = Area()
    made = fill(ours)
    worker = post(ours, Level.GRID, ALL)
    reveal_as(worker, made.person_id, worker.post_id)
    assert counts(worker)["reveal"] == 1
    assert counts(post(ours, Level.GRID, ALL))["reveal"] == 0
    assert counts(resident(made.person_id))["reveal"] == 2
    beside, reader = post(ours.beside(Level.GRID), Level.GRID, ALL), post(ours, Level.GRID, "people enrol")
    for actor, post_id in (
        (worker, new_id()),
        (beside, beside.post_id),
        (reader, reader.post_id),
        (resident(made.person_id), new_id()),
    ):
        with refused("row-level security"):
            reveal_as(actor, made.person_id, post_id)


def test_one_number_is_one_person() -> None:
    taken = number()
    make_person(number=taken)
    with pytest.raises(IntegrityError, match="an_identity_number_belongs_to_one_person"), transaction.atomic():
        make_person(number=taken)
