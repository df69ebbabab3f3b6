"""A claim leaves an answer out only by evidence, a decision above the unit, and publication; either side appeals once."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from linli.affairs.callbacks import actions, errors, queries
from linli.affairs.callbacks.actions import Said
from linli.affairs.callbacks.models import Call, Claim, ClaimStep
from linli.affairs.callbacks.states import CLAIM_MOVES, CLAIM_NAMES
from linli.affairs.callbacks.tests.factories import AFTER, Town, a_closed, a_draw, a_town, by, calls_of
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
BAD = Said(responded=True, solved=False, grade=1)
WORDS = "要求社区承担应由本人承担的费用"


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def call(town: Town) -> Call:
    a_closed(town, phone="19900001234")
    (made,) = calls_of(a_draw(town))
    by(town.actor("county", "county_caller"), actions.answer, call_id=made.id, said=BAD)
    return made


def evidence() -> list[files.Photo]:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return files.read_photos([SimpleUploadedFile("proof.png", out.getvalue())])


def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def leader(town: Town) -> Actor:
    return town.actor("east", "street_leader")


def proposed(town: Town, call: Call) -> Claim:
    made: Claim = by(worker(town), actions.propose, call_id=call.id, reason="费用依规定由本人承担。", photos=evidence())
    return made


def allowed(town: Town, call: Call) -> Claim:
    made = proposed(town, call)
    return decided(leader(town), made, "allow", public_words=WORDS)


def decided(actor: Actor, claim: Claim, move: str, **given: Any) -> Claim:
    made: Claim = by(actor, actions.decide, claim_id=claim.id, move=move, note="依据物业管理条例。", **given)
    return made


def counted(call: Call) -> tuple[int, int]:
    """How many answers count, and how many are left out."""
    total = queries.total(queries.figures(call.round, "item"))
    return total.called, total.left_out


def test_an_answer_counts_until_it_is_decided_and_published(town: Town, call: Call) -> None:
    claim = proposed(town, call)
    assert counted(call) == (1, 0)
    decided(leader(town), claim, "allow", public_words=WORDS)
    assert counted(call) == (1, 0)
    by(leader(town), actions.publish, claim_id=claim.id)
    assert counted(call) == (0, 1)
    (line,) = queries.public_claims()
    assert (line.words, line.unit, line.basis) == (WORDS, "maple office", "依据物业管理条例。")
    with walls.acting(Actor.system("test")):
        moves = list(ClaimStep.objects.filter(claim=claim).order_by("at", "id").values_list("move", flat=True))
    assert sorted(moves) == ["allow", "propose", "publish"]


def test_a_claim_needs_a_bad_answer_a_reason_and_evidence_of_its_own_unit(town: Town, call: Call) -> None:
    with pytest.raises(errors.EvidenceMissing):
        by(worker(town), actions.propose, call_id=call.id, reason="有理由。", photos=[])
    with pytest.raises(errors.ReasonMissing):
        by(worker(town), actions.propose, call_id=call.id, reason=" ", photos=evidence())
    with pytest.raises(errors.NothingToClaim):
        by(leader(town), actions.propose, call_id=call.id, reason="有理由。", photos=evidence())
    with pytest.raises(NotFound):
        by(town.actor("cedar-1", "grid_worker"), actions.propose, call_id=call.id, reason="理由。", photos=evidence())
    proposed(town, call)
    with pytest.raises(errors.NothingToClaim):
        proposed(town, call)


def test_a_claim_is_decided_above_the_unit_and_an_appeal_by_somebody_else(town: Town, call: Call) -> None:
    claim = proposed(town, call)
    for place, role in (("maple", "community_secretary"), ("maple-1", "grid_worker")):
        with pytest.raises(errors.NotAbove):
            decided(town.actor(place, role), claim, "allow", public_words=WORDS)
    with pytest.raises(NotFound):
        decided(town.actor("west", "street_leader"), claim, "allow", public_words=WORDS)
    with pytest.raises(errors.PublicWordsMissing):
        decided(leader(town), claim, "allow", public_words="")
    decided(leader(town), claim, "deny")
    by(worker(town), actions.appeal, claim_id=claim.id, move="insist", note="另有录音。")
    with pytest.raises(errors.SomebodyElse):
        decided(leader(town), claim, "grant", public_words=WORDS)
    assert decided(town.actor("county", "county_leader"), claim, "dismiss").state == "dismissed"
    assert counted(call) == (1, 0)


def test_while_the_resident_contests_their_answer_counts_again(town: Town, call: Call) -> None:
    claim = allowed(town, call)
    by(leader(town), actions.publish, claim_id=claim.id)
    resident = Actor.tracking(call.matter_id)
    with pytest.raises(errors.ReasonMissing):
        by(resident, actions.appeal, claim_id=claim.id, move="contest", note="")
    by(resident, actions.appeal, claim_id=claim.id, move="contest", note="费用是公共部位的。")
    assert counted(call) == (1, 0)
    decided(town.actor("county", "county_desk"), claim, "confirm")
    assert counted(call) == (0, 1)
    with pytest.raises(errors.WrongStage):
        by(resident, actions.appeal, claim_id=claim.id, move="contest", note="再说。")


def test_an_overturned_claim_counts_for_good(town: Town, call: Call) -> None:
    claim = allowed(town, call)
    by(leader(town), actions.publish, claim_id=claim.id)
    by(Actor.tracking(call.matter_id), actions.appeal, claim_id=claim.id, move="contest", note="不对。")
    assert decided(town.actor("county", "county_leader"), claim, "overturn").state == "overturned"
    assert counted(call) == (1, 0)


def test_an_appeal_comes_in_time_and_from_the_side_that_lost(town: Town, call: Call) -> None:
    claim = allowed(town, call)
    with pytest.raises(NotFound):
        by(Actor.tracking(call.matter_id), actions.appeal, claim_id=claim.id, move="contest", note="不对。")
    by(leader(town), actions.publish, claim_id=claim.id)
    with pytest.raises(errors.NotAbove):
        by(worker(town), actions.appeal, claim_id=claim.id, move="contest", note="不对。")
    late = AFTER + timedelta(days=10)
    with pytest.raises(errors.AppealTooLate):
        by(Actor.tracking(call.matter_id), actions.appeal, claim_id=claim.id, move="contest", note="不对。", now=late)


def test_a_unit_takes_its_claim_back_and_may_not_decide(town: Town, call: Call) -> None:
    claim = proposed(town, call)
    with pytest.raises((NotAllowed, NotFound)):
        by(Actor.tracking(call.matter_id), actions.take_back, claim_id=claim.id)
    assert by(worker(town), actions.take_back, claim_id=claim.id).state == "taken_back"
    assert counted(call) == (1, 0)


def test_every_state_is_reached_by_a_move() -> None:
    assert {move.to for move in CLAIM_MOVES.values()} == set(CLAIM_NAMES)
