"""Calls: made by the uninvolved, spaced and in decent hours, answered once, corrected on record, followed up."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.affairs.callbacks import actions, errors, permissions, queries
from linli.affairs.callbacks.actions import Said
from linli.affairs.callbacks.models import Answer, Call, FollowUp
from linli.affairs.callbacks.tests.factories import AFTER, Town, a_closed, a_draw, a_town, by, calls_of
from linli.affairs.matters.tests.factories import stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.notices import public as notices

pytestmark = pytest.mark.django_db
GOOD, BAD = Said(responded=True, solved=True, grade=5), Said(responded=True, solved=False, grade=2, note="没清干净。")
HOUR = timedelta(hours=1)


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def call(town: Town) -> Call:
    a_closed(town, phone="19900001234")
    (made,) = calls_of(a_draw(town))
    return made


def caller(town: Town) -> Actor:
    return town.actor("county", "county_caller")


def again(call: Call) -> Call:
    with walls.acting(Actor.system("test")):
        return Call.objects.get(id=call.id)


def told(actor: Actor) -> list[tuple[str, str]]:
    """Of calls only: what a post was told of the matter itself stands beside."""
    with walls.acting(actor):
        return [
            (each.kind, each.words["number"]) for each in notices.notices_of(actor) if each.kind.startswith("call.")
        ]


def answers(call: Call) -> list[tuple[Any, ...]]:
    with walls.acting(Actor.system("test")):
        return list(
            Answer.objects.filter(call=call).order_by("at", "id").values_list("way", "grade", "solved", "reason")
        )


def test_an_answer_is_written_down_once_and_corrected_by_a_row_of_its_own(town: Town, call: Call) -> None:
    by(caller(town), actions.answer, call_id=call.id, said=GOOD)
    with pytest.raises(errors.WrongStage):
        by(caller(town), actions.answer, call_id=call.id, said=BAD)
    with pytest.raises(errors.ReasonMissing):
        by(caller(town), actions.correct, call_id=call.id, said=BAD, reason=" ")
    by(caller(town), actions.correct, call_id=call.id, said=BAD, reason="记反了。", now=AFTER + HOUR)
    assert answers(call) == [("call", 5, True, ""), ("call", 2, False, "记反了。")]
    with walls.acting(caller(town)):
        found = queries.current_answer(call.id)
    assert found
    assert (found.grade, found.script) == (2, "2026-1")


def test_attempts_are_spaced_and_the_third_ends_it(town: Town, call: Call) -> None:
    now = AFTER
    for outcome in ("no_answer", "busy"):
        by(caller(town), actions.attempt, call_id=call.id, outcome=outcome, now=now)
        with pytest.raises(errors.TooSoon):
            by(caller(town), actions.attempt, call_id=call.id, outcome="no_answer", now=now + HOUR)
        assert again(call).state == "waiting"
        now += 24 * HOUR
    assert by(caller(town), actions.attempt, call_id=call.id, outcome="no_answer", now=now).state == "unreached"
    with pytest.raises(errors.WrongStage):
        by(caller(town), actions.attempt, call_id=call.id, outcome="no_answer", now=now + 24 * HOUR)


@pytest.mark.parametrize(("outcome", "state"), [("wrong_number", "unreached"), ("refused", "refused")])
def test_a_wrong_number_or_a_refusal_ends_it_at_once(town: Town, call: Call, outcome: str, state: str) -> None:
    assert by(caller(town), actions.attempt, call_id=call.id, outcome=outcome).state == state


def test_nobody_is_called_early_at_noon_or_at_night(town: Town, call: Call) -> None:
    for hours in (-3, 3, 11):
        with pytest.raises(errors.QuietHours):
            by(caller(town), actions.answer, call_id=call.id, said=GOOD, now=AFTER + hours * HOUR)


def test_whoever_had_a_hand_in_it_is_refused_by_the_action_and_sees_nothing(town: Town, call: Call) -> None:
    for hand in ("post_id", "body_id", "person_id"):
        involved = getattr(caller(town), hand)
        with walls.acting(Actor.system("test")):
            Call.objects.filter(id=call.id).update(handled_by=[*call.handled_by, involved])
        with walls.acting(caller(town)):
            assert queries.queue(caller(town), now=AFTER).total == 0
        with pytest.raises(NotFound):
            by(caller(town), actions.answer, call_id=call.id, said=GOOD)
        call.handled_by = [involved]
        with pytest.raises(errors.Involved):
            permissions.require_uninvolved(caller(town), call)
    with pytest.raises(NotAllowed):
        by(town.actor("county", "county_desk"), actions.answer, call_id=call.id, said=GOOD)


def test_the_number_is_shown_for_a_minute_and_a_purpose_on_record(town: Town, call: Call) -> None:
    with walls.acting(caller(town)):
        assert queries.sheet(caller(town), call.id, now=AFTER).phone == "199****1234"
    with pytest.raises(errors.NoPurpose):
        by(caller(town), actions.show_phone, call_id=call.id, purpose="看")
    by(caller(town), actions.show_phone, call_id=call.id, purpose="第一轮回访")
    with walls.acting(caller(town)):
        shown = queries.sheet(caller(town), call.id, now=AFTER + timedelta(seconds=59))
        hidden = queries.sheet(caller(town), call.id, now=AFTER + timedelta(seconds=61))
    assert (shown.phone, hidden.phone) == ("19900001234", "199****1234")
    other = town.actor("county", "county_callback_lead")
    with walls.acting(other):
        assert queries.sheet(other, call.id, now=AFTER).phone == "199****1234"


def test_a_bad_answer_reopens_the_matter_when_its_resident_wants_that(town: Town, call: Call) -> None:
    wanted = Said(responded=True, solved=False, grade=1, note="还在。", wants_reopen=True)
    by(caller(town), actions.answer, call_id=call.id, said=wanted)
    matter = stored(call.matter_id)
    assert (matter.state, matter.reopen_count) == ("filed", 1)
    with walls.acting(Actor.system("test")):
        assert FollowUp.objects.get(call=call).kind == "reopened"


def test_else_the_level_above_looks_into_it_and_reports(town: Town, call: Call) -> None:
    by(caller(town), actions.answer, call_id=call.id, said=BAD)
    with walls.acting(Actor.system("test")):
        made = FollowUp.objects.get(call=call)
    secretary = town.actor("maple", "community_secretary")
    assert told(secretary) == []
    # The grid worker's own body is the community's: it goes past it, to the street.
    assert made.post_id == town.posts["east", "street_clerk"].id
    with pytest.raises(NotFound):
        by(secretary, actions.report, follow_up_id=made.id, text="看过了。")
    street = town.actor("east", "street_clerk")
    with pytest.raises(errors.ReasonMissing):
        by(street, actions.report, follow_up_id=made.id, text=" ")
    assert by(street, actions.report, follow_up_id=made.id, text="已督促清理。").label == street.label
    with pytest.raises(NotFound):
        by(street, actions.report, follow_up_id=made.id, text="再写。")


def test_the_post_it_was_put_to_is_told_and_told_again_once_when_its_report_is_overdue(town: Town, call: Call) -> None:
    by(caller(town), actions.answer, call_id=call.id, said=BAD)
    street, system = town.actor("east", "street_clerk"), Actor.system("test")
    assert told(street) == [("call.follow_up", call.number)]
    assert told(town.actor("west", "street_clerk")) == []
    with walls.acting(system):
        due_at = FollowUp.objects.get(call=call).due_at or AFTER
        assert actions.announce_overdue(now=due_at - HOUR) == 0
        assert [actions.announce_overdue(now=due_at + n * HOUR) for n in (0, 1)] == [1, 1]
    assert told(street) == [("call.overdue", call.number), ("call.follow_up", call.number)]
    with walls.acting(street):
        (row,) = queries.follow_ups(street, now=due_at + HOUR)
        assert (row.is_overdue, queries.waits_for(street)) == (True, True)
    by(street, actions.report, follow_up_id=row.id, text="已督促清理。")
    with walls.acting(street):
        assert queries.waits_for(street) is False
    with walls.acting(system):
        assert actions.announce_overdue(now=due_at + 2 * HOUR) == 0


def test_a_resident_answers_by_the_page_of_their_matter_and_is_counted_apart(town: Town, call: Call) -> None:
    resident, stranger = Actor.tracking(call.matter_id), Actor.tracking(UUID(int=5))
    with pytest.raises(NotFound):
        by(stranger, actions.answer_by_link, call_id=call.id, said=GOOD)
    with pytest.raises(NotAllowed):
        by(caller(town), actions.answer_by_link, call_id=call.id, said=GOOD)
    by(resident, actions.answer_by_link, call_id=call.id, said=BAD)
    assert answers(call) == [("link", 2, False, "")]
    with pytest.raises(errors.WrongStage):
        by(resident, actions.answer_by_link, call_id=call.id, said=GOOD)
    with pytest.raises(errors.WrongStage):
        by(caller(town), actions.answer, call_id=call.id, said=GOOD)
    with pytest.raises(errors.WrongStage):
        by(caller(town), actions.correct, call_id=call.id, said=GOOD, reason="改一改。")


def test_who_left_no_number_is_not_called_and_may_still_answer(town: Town) -> None:
    a_closed(town, phone="")
    (call,) = calls_of(a_draw(town))
    assert (call.state, call.has_phone) == ("unreached", False)
    by(Actor.tracking(call.matter_id), actions.answer_by_link, call_id=call.id, said=GOOD)
    assert again(call).state == "answered"


def test_a_sheet_has_the_request_the_reply_and_the_words_to_say(town: Town, call: Call) -> None:
    with walls.acting(caller(town)):
        sheet = queries.sheet(caller(town), call.id, now=AFTER)
    assert (sheet.reply, sheet.text) == ("已清运。", "三号楼东侧垃圾三天没有清运。")
    assert f"您 11 月 24 日反映的“{sheet.item}”" in sheet.script.opening
