"""Two acts at the same moment: one round of a period, one draw, one answer to a call, one claim against it."""

from functools import partial

from linli.affairs.callbacks import actions, errors
from linli.affairs.callbacks.actions import NewRound
from linli.affairs.callbacks.models import Answer, Attempt, Call
from linli.affairs.callbacks.tests.factories import (
    LAST,
    MORNING,
    SINCE,
    a_closed,
    a_draw,
    a_round,
    a_town,
    by,
    calls_of,
)
from linli.affairs.callbacks.tests.test_calls import GOOD
from linli.affairs.callbacks.tests.test_claims import BAD, WORDS, evidence, worker
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import Refusal
from linli.base.kit.tests.together import at_once


def test_two_rounds_of_one_period_are_one_round_and_one_refusal(committed_db: str) -> None:
    town = a_town()
    lead = town.actor("county", "county_callback_lead")
    new = NewRound(place_id=town.places["county"].id, since=SINCE, last=LAST)
    found = at_once([partial(by, lead, actions.open_round, new=new, now=MORNING)] * 2)
    assert [type(each) for each in found].count(errors.RoundOverlaps) == 1


def test_one_round_drawn_twice_is_drawn_once(committed_db: str) -> None:
    town = a_town()
    for number in range(3):
        a_closed(town, phone=f"1990000000{number}")
    opened = a_round(town)
    draw = partial(by, town.actor("county", "county_callback_lead"), actions.draw, round_id=opened.id)
    found = at_once([draw] * 2)
    assert [type(each) for each in found].count(errors.WrongStage) == 1
    assert len(calls_of(opened)) == 3


def test_one_call_answered_by_two_callers_has_one_answer(committed_db: str) -> None:
    town = a_town()
    a_closed(town, phone="19900001234")
    (call,) = calls_of(a_draw(town))
    caller = town.actor("county", "county_caller")
    found = at_once([partial(by, caller, actions.answer, call_id=call.id, said=said) for said in (BAD, GOOD)])
    assert [type(each) for each in found].count(errors.WrongStage) == 1
    assert rows_of(call) == (1, 1, 1)


def test_an_answer_and_a_try_at_the_same_moment_are_not_both_kept(committed_db: str) -> None:
    town = a_town()
    a_closed(town, phone="19900001234")
    (call,) = calls_of(a_draw(town))
    caller = town.actor("county", "county_caller")
    found = at_once(
        [
            partial(by, caller, actions.answer, call_id=call.id, said=GOOD),
            partial(by, caller, actions.attempt, call_id=call.id, outcome="refused"),
        ]
    )
    assert sum(isinstance(each, Refusal) for each in found) == 1
    answers, attempts, made = rows_of(call)
    assert (attempts, made) == (1, 1)
    assert answers == (calls_of(call.round)[0].state == "answered")


def rows_of(call: Call) -> tuple[int, int, int]:
    """How many answers and attempts a call has, and how many it says were made."""
    with walls.acting(Actor.system("test")):
        return (
            Answer.objects.filter(call=call).count(),
            Attempt.objects.filter(call=call).count(),
            Call.objects.get(id=call.id).attempts_made,
        )


def test_two_claims_against_one_answer_are_one_claim_and_one_refusal(committed_db: str) -> None:
    town = a_town()
    a_closed(town, phone="19900001234")
    (call,) = calls_of(a_draw(town))
    by(town.actor("county", "county_caller"), actions.answer, call_id=call.id, said=BAD)
    propose = partial(by, worker(town), actions.propose, call_id=call.id, reason=WORDS)
    found = at_once([lambda: propose(photos=evidence())] * 2)
    assert [type(each) for each in found].count(errors.NothingToClaim) == 1
