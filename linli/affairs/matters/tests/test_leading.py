"""Instructions with a clock of their own, and more time asked for and allowed."""

from datetime import timedelta
from typing import Any

import pytest

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.tests.factories import MORNING, Town, a_matter, a_town, an_account_matter, stored
from linli.affairs.matters.tests.test_helping import by, steps_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return a_town()


def test_an_instruction_is_reported_on_by_whoever_holds_the_matter_by_its_own_clock(town: Town) -> None:
    matter_id = a_matter(town)
    leader, worker = town.actor("east", "street_leader"), town.actor("maple-1", "grid_worker")
    secretary = town.actor("maple", "community_secretary")
    with pytest.raises(errors.NotYours):
        by(secretary, "instruct", matter_id=matter_id, note="请抓紧。")
    matter = by(leader, "instruct", matter_id=matter_id, note="请三天内解决。")
    assert matter.instruct_by == rules.add_working_days(MORNING, 3, rules.calendar_for([]))
    with pytest.raises(errors.NotYours):
        by(leader, "report", matter_id=matter_id, note="我来报。")
    by(worker, "escalate", matter_id=matter_id, note="要社区协调。", now=MORNING + HOUR)
    with walls.acting(secretary):
        shown = queries.beside(stored(matter_id), {"instruct"}, MORNING + 9 * DAY).instructions
    assert [(each.text, each.is_late) for each in shown] == [("请三天内解决。", True)]
    matter = by(secretary, "report", matter_id=matter_id, note="已清运，增设桶点。", now=MORNING + 2 * DAY)
    assert (matter.instruct_by, steps_of(matter_id, "report")[0].in_time) == (None, True)
    with pytest.raises(errors.NothingInstructed):
        by(secretary, "report", matter_id=matter_id, note="再报一次。")


def test_an_allowed_extension_moves_the_verdict_and_keeps_the_original(town: Town) -> None:
    matter_id = an_account_matter(town).id
    worker, secretary = town.actor("maple-1", "grid_worker"), town.actor("maple", "community_secretary")
    by(worker, "sign", matter_id=matter_id)
    original = stored(matter_id).answer_by
    asked = by(worker, "prolong", matter_id=matter_id, days=2, note="要等清运公司排车。")
    assert (asked.answer_by, asked.due_at) == (original, original)
    with pytest.raises(errors.AlreadyAskedFor):
        by(worker, "prolong", matter_id=matter_id, days=2, note="再申请。")
    with pytest.raises(errors.NotYours):
        by(worker, "allow", matter_id=matter_id)
    allowed = by(secretary, "allow", matter_id=matter_id, now=MORNING + HOUR)
    wanted = rules.add_working_days(original, 2, rules.calendar_for([]))
    assert (allowed.answer_by, allowed.due_at, allowed.promised_by) == (wanted, wanted, original)
    assert allowed.close_by >= allowed.answer_by
    with walls.acting(Actor.system("test")):
        actions.announce_moved(matter_id=matter_id, move="allow", at=MORNING + HOUR)
    resident = Actor.tracking(matter_id)
    with walls.acting(resident):
        told = [step for step in queries.timeline(resident, allowed) if step.move == "allow"]
    assert [(step.note, step.details["until"]) for step in told] == [("要等清运公司排车。", wanted.isoformat())]
    late = original + 2 * HOUR
    by(worker, "answer", matter_id=matter_id, note="已清运。", now=max(late, original + HOUR))
    assert steps_of(matter_id, "answer")[0].in_time is True


def test_an_extension_is_bounded_and_refused_with_a_reason(town: Town) -> None:
    matter_id = a_matter(town)
    worker, secretary = town.actor("maple-1", "grid_worker"), town.actor("maple", "community_secretary")
    by(worker, "sign", matter_id=matter_id)
    for days in (0, 6):
        with pytest.raises(errors.LimitTooLong):
            by(worker, "prolong", matter_id=matter_id, days=days, note="要等。")
    with pytest.raises(errors.TooLateToProlong):
        by(worker, "prolong", matter_id=matter_id, days=2, note="要等。", now=MORNING + 30 * DAY)
    by(worker, "prolong", matter_id=matter_id, days=2, note="要等。")
    refused = by(secretary, "refuse", matter_id=matter_id, note="今天就能清。")
    assert (refused.prolong_until, refused.promised_by) == (None, None)
    by(worker, "prolong", matter_id=matter_id, days=1, note="真的要等。")
    by(secretary, "allow", matter_id=matter_id)
    with pytest.raises(errors.LimitTooLong):
        by(worker, "prolong", matter_id=matter_id, days=1, note="还要等。")


def test_an_area_may_set_its_own_limit_for_extensions(town: Town) -> None:
    matter_id = a_matter(town)
    worker = town.actor("maple-1", "grid_worker")
    by(worker, "sign", matter_id=matter_id)
    with walls.acting(Actor.system("test")):
        given: dict[str, Any] = {"name": "matter.prolong.days", "value": "9", "basis": "街道规定"}
        rules.set_parameter(
            **given,
            area_id=town.places["east"].id,
            valid_from=clock.local_date(MORNING),
            actor=Actor.system("test"),
            now=MORNING,
        )
    rules.forget()
    assert by(worker, "prolong", matter_id=matter_id, days=9, note="要等。").prolong_until
