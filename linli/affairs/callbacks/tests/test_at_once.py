"""Two acts at the same moment: one round of a period, one claim against an answer."""

from functools import partial

from linli.affairs.callbacks import actions, errors
from linli.affairs.callbacks.actions import NewRound
from linli.affairs.callbacks.tests.factories import LAST, MORNING, SINCE, a_closed, a_draw, a_town, by, calls_of
from linli.affairs.callbacks.tests.test_claims import BAD, WORDS, evidence, worker
from linli.base.kit.tests.together import at_once


def test_two_rounds_of_one_period_are_one_round_and_one_refusal(committed_db: str) -> None:
    town = a_town()
    lead = town.actor("county", "county_callback_lead")
    new = NewRound(place_id=town.places["county"].id, since=SINCE, last=LAST)
    found = at_once([partial(by, lead, actions.open_round, new=new, now=MORNING)] * 2)
    assert [type(each) for each in found].count(errors.RoundOverlaps) == 1


def test_two_claims_against_one_answer_are_one_claim_and_one_refusal(committed_db: str) -> None:
    town = a_town()
    a_closed(town, phone="19900001234")
    (call,) = calls_of(a_draw(town))
    by(town.actor("county", "county_caller"), actions.answer, call_id=call.id, said=BAD)
    propose = partial(by, worker(town), actions.propose, call_id=call.id, reason=WORDS)
    found = at_once([lambda: propose(photos=evidence())] * 2)
    assert [type(each) for each in found].count(errors.NothingToClaim) == 1
