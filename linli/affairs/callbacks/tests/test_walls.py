"""The walls attacked below Django: raw SQL as the application's role, with calls that could leak standing beside."""

from uuid import UUID

import pytest

from linli.affairs.callbacks import actions
from linli.affairs.callbacks.models import Call
from linli.affairs.callbacks.tests.factories import AFTER, Town, a_closed, a_draw, a_town, by, calls_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.tests.attack import AppSql, refused, seen, tell

TABLES = ("call", "answer", "attempt", "look", "followup", "candidate", "secret", "claim", "claimstep")


@pytest.fixture
def town(committed_db: str) -> Town:
    """Two calls in Maple, one of them answered badly by telephone; one in Cedar, waiting."""
    made = a_town()
    for place, phone in (("maple-1", "19900000001"), ("maple-2", "19900000002"), ("cedar-1", "19900000003")):
        a_closed(made, place=place, phone=phone)
    call = next(each for each in calls_of(a_draw(made)) if each.grid_id == made.places["maple-1"].id)
    caller = made.actor("county", "county_caller")
    by(caller, actions.show_phone, call_id=call.id, purpose="第一轮回访")
    by(caller, actions.answer, call_id=call.id, said=actions.Said(responded=True, solved=False, grade=1))
    made.main = call.number
    return made


def _matter(connection: AppSql, number: str) -> UUID:
    tell(connection, Actor.system("test"))
    row = connection.execute("SELECT matter_id FROM callbacks_call WHERE number = %s", [number]).fetchone()
    return row[0] if row else UUID(int=0)


def test_each_kind_of_sight_sees_its_own_and_nothing_else(town: Town, app_sql: AppSql) -> None:
    seers = {
        "nobody": None,
        "visitor": Actor.intake(),
        "the resident": Actor.tracking(_matter(app_sql, town.main)),
        "caller": town.actor("county", "county_caller"),
        "its own grid worker": town.actor("maple-1", "grid_worker"),
        "secretary of cedar": town.actor("cedar", "community_secretary"),
        "its street": town.actor("east", "street_leader"),
        "street desk, asked to look into it": town.actor("east", "street_clerk"),
        "west street": town.actor("west", "street_leader"),
        "department": town.actor("county", "department_clerk"),
        "administrator": town.actor("county", "administrator"),
        "system": Actor.system("test"),
    }
    found = {
        name: tuple(seen(app_sql, actor, f"callbacks_{table}") for table in TABLES[:7]) for name, actor in seers.items()
    }
    assert found == {
        #                    call answer attempt look follow-up candidate secret
        "nobody": (0, 0, 0, 0, 0, 0, 0),
        "visitor": (0, 0, 0, 0, 0, 0, 0),
        "the resident": (1, 1, 0, 0, 0, 0, 0),
        "caller": (3, 1, 1, 1, 1, 0, 0),
        "its own grid worker": (1, 1, 1, 1, 1, 0, 0),
        "secretary of cedar": (0, 0, 0, 0, 0, 0, 0),
        "its street": (1, 1, 1, 1, 1, 0, 0),
        "street desk, asked to look into it": (1, 1, 1, 1, 1, 0, 0),
        "west street": (0, 0, 0, 0, 0, 0, 0),
        "department": (0, 0, 0, 0, 0, 0, 0),
        "administrator": (0, 0, 0, 0, 0, 0, 0),
        "system": (3, 1, 1, 1, 1, 3, 1),
    }


def test_a_caller_who_had_a_hand_in_a_matter_does_not_see_its_call(town: Town, app_sql: AppSql) -> None:
    caller = town.actor("county", "county_caller")
    for hand in (caller.body_id, caller.post_id, caller.person_id):
        tell(app_sql, Actor.system("test"))
        app_sql.execute("UPDATE callbacks_call SET handled_by = ARRAY[%s::uuid] WHERE number = %s", [hand, town.main])
        app_sql.commit()
        assert seen(app_sql, caller, "callbacks_call") == 2


def test_a_unit_learns_who_is_asked_only_when_it_is_over(town: Town, app_sql: AppSql) -> None:
    worker = town.actor("maple-2", "grid_worker")
    assert seen(app_sql, worker, "callbacks_call") == 0
    with walls.acting(Actor.system("test")):
        Call.objects.filter(grid_id=town.places["maple-2"].id).update(state="refused", ended_at=AFTER)
    assert seen(app_sql, worker, "callbacks_call") == 1


def test_nothing_is_rewritten_or_deleted_not_even_by_the_system(town: Town, app_sql: AppSql) -> None:
    system = Actor.system("test")
    for table in (*TABLES, "round"):
        assert refused(app_sql, system, f"DELETE FROM callbacks_{table}"), table  # noqa: S608 -- tables of ours
    for change in (
        "callbacks_answer SET grade = 5",
        "callbacks_attempt SET outcome = 'refused'",
        "callbacks_look SET purpose = ''",
        "callbacks_call SET unit_id = id",
        "callbacks_round SET commitment = ''",
        "callbacks_round SET rule = '{}'",
        "callbacks_secret SET seed_sealed = ''",
        "callbacks_candidate SET is_drawn = true",
        "callbacks_claim SET reason = ''",
        "callbacks_followup SET kind = 'reopened'",
    ):
        assert refused(app_sql, system, f"UPDATE {change}"), change
    for outsider in (town.actor("east", "street_leader"), town.actor("maple-1", "grid_worker")):
        assert refused(app_sql, outsider, "UPDATE callbacks_call SET is_left_out = true")
        assert refused(app_sql, outsider, "UPDATE callbacks_round SET seed = 'mine'")
