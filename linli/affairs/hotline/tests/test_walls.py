"""The walls attacked below Django: raw SQL as the application role, with the orders of two counties beside each other."""

import psycopg
import pytest

from linli.affairs.hotline import actions
from linli.affairs.hotline.tests.factories import HotTown, a_file, a_hot_town, an_order, arrive
from linli.affairs.matters.tests.factories import MORNING
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.tests.attack import AppSql, seen, tell
from linli.registers.places.tests.factories import acting_at, place

TABLES = ("source", "itemcode", "batch", "order", "turn", "reply")


@pytest.fixture
def hot(committed_db: str) -> HotTown:
    """One order sent and one waiting, a file examined, a code that nobody mapped."""
    made = a_hot_town()
    arrive(made, an_order(), an_order("QH002", item_code="0909", phone="", address=""))
    with walls.acting(made.clerk):
        actions.examine(
            source_id=made.source.id, content=a_file([an_order("X1")]), file_name="", actor=made.clerk, now=MORNING
        )
    return made


def _seen(connection: AppSql, actor: Actor | None) -> list[int]:
    return [seen(connection, actor, f"hotline_{table}") for table in TABLES]


def _another_county(hot: HotTown) -> Actor:
    return acting_at(
        place(Level.COUNTY, hot.town.places["city"], name="far county"), "county_hotline", "hotline", "matters"
    )


def test_orders_are_seen_at_the_hotlines_desks_of_their_county_and_nowhere_else(hot: HotTown, app_sql: AppSql) -> None:
    nothing = [0] * len(TABLES)
    whole = [1, 3, 1, 2, 3, 0]
    seers = {
        "nobody": (None, nothing),
        "visitor": (Actor.intake(), nothing),
        "tracker": (Actor.tracking(hot.source.id), nothing),
        "grid worker who holds the matter": (hot.actor("maple-1", "grid_worker"), nothing),
        "secretary": (hot.actor("maple", "community_secretary"), nothing),
        "street": (hot.actor("east", "street_clerk"), nothing),
        "department": (hot.actor("county", "department_clerk"), nothing),
        "leader": (hot.actor("county", "county_leader"), nothing),
        "administrator, who issues keys to sources": (hot.actor("county", "administrator"), [1, 3, 0, 0, 0, 0]),
        "hotline of another county": (_another_county(hot), nothing),
        "hotline": (hot.clerk, whole),
        "county desk": (hot.actor("county", "county_desk"), whole),
        "system": (Actor.system("test"), whole),
    }
    assert {name: _seen(app_sql, actor) for name, (actor, _) in seers.items()} == {
        name: expected for name, (_, expected) in seers.items()
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hotline_order SET content = 'x'",
        "UPDATE hotline_source SET name = 'x'",
        "UPDATE hotline_itemcode SET label = 'x'",
        "UPDATE hotline_batch SET label = 'x'",
        "INSERT INTO hotline_reply (id, order_id, status, at) SELECT gen_random_uuid(), order_id, 'signed', now() FROM hotline_turn",
    ],
)
def test_nobody_else_changes_an_order(hot: HotTown, app_sql: AppSql, statement: str) -> None:
    for actor in (
        None,
        hot.actor("maple", "community_secretary"),
        hot.actor("county", "county_leader"),
        hot.actor("county", "administrator"),
        _another_county(hot),
    ):
        tell(app_sql, actor)
        assert app_sql.execute(statement).rowcount == 0
        app_sql.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hotline_turn SET note = 'x'",
        "DELETE FROM hotline_turn",
        "DELETE FROM hotline_order",
        "DELETE FROM hotline_reply",
        "DELETE FROM hotline_batch",
    ],
)
def test_history_is_neither_rewritten_nor_deleted_not_even_by_the_system(
    hot: HotTown, app_sql: AppSql, statement: str
) -> None:
    tell(app_sql, Actor.system("test"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute(statement)
    app_sql.rollback()


def test_nobody_puts_an_order_into_another_county(hot: HotTown, app_sql: AppSql) -> None:
    tell(app_sql, hot.clerk)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute("UPDATE hotline_order SET county_id = gen_random_uuid()")
    app_sql.rollback()


def test_callers_and_unnamed_columns_are_not_readable_in_the_table(hot: HotTown, app_sql: AppSql) -> None:
    arrive(hot, an_order("QH003", extra={"身份证号": "110101199001011234"}))
    tell(app_sql, Actor.system("test"))
    rows = app_sql.execute("SELECT to_jsonb(o)::text FROM hotline_order o").fetchall()
    whole = " ".join(row[0] for row in rows)
    assert len(rows) == 3
    for secret in ("王秀英", "13900001234", "110101199001011234"):
        assert secret not in whole
        assert secret.encode().hex() not in whole
