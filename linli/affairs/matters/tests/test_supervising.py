"""Rulings, levels that hear of what is overdue, cards and their lifting, posts that are retired."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from linli.affairs.matters import actions, errors, jobs
from linli.affairs.matters.models import Card, Route, Ruling
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, a_vacancy, stored
from linli.affairs.matters.tests.test_helping import by, steps_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed
from linli.base.notices import public as notices

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return a_town()


def _disputed(town: Town) -> UUID:
    """A matter the grid worker returned, and the secretary after that."""
    matter_id = a_matter(town)
    by(town.actor("maple-1", "grid_worker"), "return", matter_id=matter_id, note="不归网格。")
    by(town.actor("maple", "community_secretary"), "return", matter_id=matter_id, note="不归社区。", now=MORNING + HOUR)
    return matter_id


def test_a_second_return_is_ruled_on_by_the_level_above_while_the_sign_clock_runs_on(town: Town) -> None:
    matter_id = _disputed(town)
    leader, department = town.actor("east", "street_leader"), town.actor("county", "department_clerk")
    matter = stored(matter_id)
    sign_by = matter.sign_by
    assert (matter.holder_post_id, matter.is_disputed, matter.state) == (leader.post_id, True, "filed")
    with pytest.raises(errors.AwaitsRuling):
        by(leader, "sign", matter_id=matter_id)
    ruled = by(
        leader,
        "rule",
        matter_id=matter_id,
        to_post_id=department.post_id,
        note="房屋管理条例。",
        now=MORNING + 2 * HOUR,
    )
    assert (ruled.holder_post_id, ruled.is_disputed, ruled.is_ruled, ruled.sign_by) == (
        department.post_id,
        False,
        True,
        sign_by,
    )
    with pytest.raises(errors.RulingStands):
        by(department, "return", matter_id=matter_id, note="不归我们。")
    with pytest.raises(errors.NothingDisputed):
        by(
            town.actor("county", "county_desk"),
            "rule",
            matter_id=matter_id,
            to_post_id=department.post_id,
            note="再裁。",
        )


def test_a_ruling_becomes_a_routing_rule_of_its_area(town: Town) -> None:
    matter_id = _disputed(town)
    leader, department = town.actor("east", "street_leader"), town.actor("county", "department_clerk")
    by(leader, "rule", matter_id=matter_id, to_post_id=department.post_id, note="房屋管理条例。")
    with walls.acting(Actor.system("test")):
        ruling = Ruling.objects.get(matter_id=matter_id)
    with pytest.raises(NotAllowed):
        by(town.actor("east", "street_clerk"), "route_by", ruling_id=ruling.id)
    before = stored(a_matter(town)).holder_post_id
    by(leader, "route_by", ruling_id=ruling.id)
    with pytest.raises(errors.AlreadyRoute):
        by(leader, "route_by", ruling_id=ruling.id)
    here, elsewhere = stored(a_matter(town)), stored(a_matter(town, place="cedar-1"))
    assert before == town.posts["maple-1", "grid_worker"].id
    assert here.holder_post_id == department.post_id
    assert elsewhere.holder_post_id == town.posts["cedar-1", "grid_worker"].id
    with walls.acting(Actor.system("test")):
        assert Route.objects.order_by("position").first().basis == "房屋管理条例。"  # type: ignore[union-attr]  # there is one


def _supervised(at: datetime) -> int:
    with walls.acting(Actor.system("test")):
        return sum(actions.supervise(matter_id=matter_id, now=at) for matter_id in actions.late(now=at))


def test_what_is_overdue_goes_up_a_level_at_a_time_and_gets_its_cards_once(town: Town) -> None:
    matter_id = a_matter(town)
    due_at = stored(matter_id).due_at
    assert due_at is not None
    assert _supervised(due_at) == 0
    told = []
    for moment in (
        due_at + HOUR,
        due_at + 2 * HOUR,
        due_at + 2 * DAY,
        due_at + 8 * DAY,
        due_at + 9 * DAY,
        due_at + 20 * DAY,
    ):
        _supervised(moment)
        matter = stored(matter_id)
        told.append((matter.overdue_level, matter.card))
    assert told == [(1, ""), (1, ""), (2, "yellow"), (3, "red"), (9, "red"), (9, "red")]
    with walls.acting(Actor.system("test")):
        desks = [step.to_post_id for step in steps_of(matter_id, "overdue")]
        assert Card.objects.filter(matter_id=matter_id).count() == 2
        actions.announce_moved(matter_id=matter_id, move="overdue", at=due_at + HOUR)
    assert desks == [
        town.posts["maple", "community_secretary"].id,
        town.posts["east", "street_clerk"].id,
        town.posts["county", "county_desk"].id,
        town.posts["city", "city_desk"].id,
    ]
    secretary = town.actor("maple", "community_secretary")
    with walls.acting(secretary):
        assert [notice.kind for notice in notices.notices_of(secretary)] == ["matter.overdue"]


def test_each_overdue_matter_is_supervised_in_a_transaction_of_its_own(town: Town) -> None:
    for _ in range(3):
        a_filed(town, now=clock.now() - 3 * DAY)
    assert jobs.supervise(timestamp=0) == 3
    with walls.acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT xmin::text) FROM matters_step WHERE move = 'overdue'")
        assert cursor.fetchone() == (3, 3)
    assert jobs.supervise(timestamp=0) == 0


def test_holders_are_warned_a_handful_at_a_time(town: Town) -> None:
    for _ in range(3):
        a_filed(town, now=clock.now() - 3 * DAY)
    with walls.acting(Actor.system("test")):
        assert actions.warn(now=clock.now(), most=2) == 2
    assert jobs.warn(timestamp=0) == 1
    assert jobs.warn(timestamp=0) == 0


def test_a_card_is_lifted_with_a_reason_and_both_stay_on_record(town: Town) -> None:
    matter_id = a_matter(town)
    leader, worker = town.actor("east", "street_leader"), town.actor("maple-1", "grid_worker")
    with pytest.raises(errors.NotYours):
        by(town.actor("maple", "community_secretary"), "card", matter_id=matter_id, colour="yellow", note="快办。")
    by(leader, "card", matter_id=matter_id, colour="yellow", note="三天没有动静。")
    with pytest.raises(errors.ColourUnclear):
        by(leader, "card", matter_id=matter_id, colour="yellow", note="再发。")
    assert by(leader, "card", matter_id=matter_id, colour="red", note="还是没有。").card == "red"
    with pytest.raises(errors.NotYours):
        by(worker, "lift", matter_id=matter_id, note="办好了。")
    assert by(leader, "lift", matter_id=matter_id, note="已经整改。", now=MORNING + HOUR).card == ""
    with walls.acting(worker):
        cards = list(Card.objects.filter(matter_id=matter_id).order_by("raised_at", "colour"))
    assert {(each.post_id, each.lift_reason) for each in cards} == {(worker.post_id, "已经整改。")}
    with pytest.raises(errors.NoCard):
        by(leader, "lift", matter_id=matter_id, note="再撤。")


def test_a_retired_posts_matters_go_to_the_desk_of_its_place_with_a_step(town: Town) -> None:
    clerk, secretary = town.posts["maple", "community_clerk"], town.posts["maple", "community_secretary"]
    filed = a_filed(town)
    by(town.actor("maple", "community_secretary"), "transfer", matter_id=filed.id, to_post_id=clerk.id, note="请办。")
    by(town.actor("maple", "community_clerk"), "sign", matter_id=filed.id)
    with walls.acting(Actor.system("test")):
        assert actions.leave_retired(now=clock.now()) == 0
        a_vacancy(clerk)
        clerk.valid_until = clock.local_date(clock.now())
        clerk.save(update_fields=["valid_until"])
        assert actions.leave_retired(now=clock.now()) == 1
        assert actions.leave_retired(now=clock.now()) == 0
    matter = stored(filed.id)
    assert (matter.holder_post_id, matter.state) == (secretary.id, "signed")
    assert "已撤销" in steps_of(filed.id, "inherit")[0].note


def test_the_desk_above_hears_of_a_post_nobody_answers_for_any_more(town: Town) -> None:
    matter_id = a_matter(town)
    worker, secretary = town.posts["maple-1", "grid_worker"], town.actor("maple", "community_secretary")
    with walls.acting(Actor.system("test")):
        assert actions.announce_vacant(post_id=worker.id, at=MORNING) == 0
        a_vacancy(worker)
        assert actions.announce_vacant(post_id=worker.id, at=MORNING) == 1
    with walls.acting(secretary):
        assert [(notice.kind, notice.subject_id) for notice in notices.notices_of(secretary)] == [
            ("matter.vacant", matter_id)
        ]
