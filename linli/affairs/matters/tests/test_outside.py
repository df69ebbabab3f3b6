"""Matters that another system sent: its deadline beside our clocks, how they stand, and sent again after we declined."""

from datetime import timedelta

import pytest

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_request, a_town, an_item, stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def town() -> Town:
    return a_town()


def test_of_two_deadlines_the_nearer_one_burns_and_warns(town: Town) -> None:
    soon = a_filed(town, external_deadline=MORNING + timedelta(minutes=40))
    late = a_filed(town, external_deadline=MORNING + timedelta(days=40))
    near, far = stored(soon.id), stored(late.id)
    assert (near.due_at, far.due_at) == (MORNING + timedelta(minutes=40), far.sign_by)
    assert near.warn_at is not None
    assert near.warn_at < MORNING + timedelta(minutes=40)


def test_a_deadline_moved_from_outside_burns_from_then_on(town: Town) -> None:
    filed = a_filed(town, external_deadline=MORNING + timedelta(days=40))
    nearer = MORNING + timedelta(minutes=30)
    with walls.acting(SYSTEM):
        actions.redate(matter_id=filed.id, external_deadline=nearer, actor=SYSTEM, now=MORNING)
    moved = stored(filed.id)
    assert (moved.external_deadline, moved.due_at) == (nearer, nearer)


def test_nobody_at_a_desk_moves_the_deadline_of_another_system(town: Town) -> None:
    filed = a_filed(town)
    desk = town.actor("county", "county_desk")
    with walls.acting(desk), pytest.raises(errors.NotYours):
        actions.redate(matter_id=filed.id, external_deadline=LATER, actor=desk, now=MORNING)


def test_what_was_declined_and_is_sent_again_is_ruled_on_a_level_above(town: Town) -> None:
    filed, worker = a_filed(town), town.actor("maple-1", "grid_worker")
    with walls.acting(worker):
        actions.decline(matter_id=filed.id, note="不归本社区，归房产局。", actor=worker, now=MORNING)
    with walls.acting(SYSTEM):
        actions.resend(matter_id=filed.id, note="热线认为应由社区办理", actor=SYSTEM, now=LATER)
    again = stored(filed.id)
    assert (again.state, again.is_disputed, again.holder_post_id) == (
        "filed",
        True,
        town.posts["east", "street_leader"].id,
    )
    assert again.closed_at is None
    assert again.sign_by > LATER
    leader = town.actor("east", "street_leader")
    with walls.acting(leader):
        actions.rule(
            matter_id=filed.id,
            to_post_id=town.posts["maple", "community_clerk"].id,
            note="依据职责清单第三条",
            actor=leader,
            now=LATER,
        )
    assert stored(filed.id).holder_post_id == town.posts["maple", "community_clerk"].id


def test_progress_says_how_each_matter_stands_and_what_was_answered(town: Town) -> None:
    first, second, worker = a_filed(town), a_filed(town), town.actor("maple-1", "grid_worker")
    with walls.acting(worker):
        actions.sign(matter_id=first.id, actor=worker, now=MORNING)
        actions.answer(matter_id=first.id, note="已清运。", actor=worker, now=LATER)
        found = queries.progress_of([first.id, second.id])
    done, untouched = found[first.id], found[second.id]
    assert (done.state, done.signed_at, done.signed_in_time, done.answer) == ("answered", MORNING, True, "已清运。")
    assert (untouched.state, untouched.signed_in_time, untouched.answer) == ("filed", None, "")


def test_an_order_from_a_hotline_need_not_answer_the_questions_of_an_item(town: Town) -> None:
    an_item("t-asks", fields=[{"name": "how", "label_zh": "怎么", "kind": "text", "required": True}])
    desk = town.actor("county", "county_hotline")
    with walls.acting(desk):
        filed = actions.file(new=a_request(town, item="t-asks", channel="hotline"), actor=desk, now=MORNING)
        with pytest.raises(errors.FieldMissing):
            actions.file(new=a_request(town, item="t-asks", channel="phone"), actor=desk, now=MORNING)
    assert stored(filed.id).channel == "hotline"
