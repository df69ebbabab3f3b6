"""From being found to an agreement in force: graded by rules, taken on, talked through, drawn up, signed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from linli.affairs.mediation import errors
from linli.affairs.mediation.actions import NewAgreement, NewParty, NewTerm
from linli.affairs.mediation.models import Agreement, Mediator, Meeting, Step
from linli.affairs.mediation.states import kinds
from linli.affairs.mediation.tests.factories import (
    MORNING,
    SYSTEM,
    a_dispute,
    a_mediation_town,
    accepted,
    agreed,
    by,
    drawn,
    graded,
    head,
    meeting,
    parties,
    party_ids,
    second_mediator,
    stored,
)
from linli.base.kit import walls
from linli.base.kit.errors import NotFound
from linli.registers.people.tests.factories import make_resident

pytestmark = pytest.mark.django_db


def test_a_dispute_found_on_a_round_goes_all_the_way_to_an_agreement_in_force() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    with walls.acting(SYSTEM):
        moves = list(Step.objects.filter(dispute_id=dispute.id).order_by("number").values_list("move", "to_state"))
        agreement = Agreement.objects.get(dispute_id=dispute.id)
    assert moves == [
        ("find", "found"),
        ("grade", "graded"),
        ("accept", "accepted"),
        ("meet", "mediating"),
        ("draw", "mediating"),
        ("sign", "agreed"),
    ]
    assert (agreement.number, agreement.form, agreement.mediator_names) == (
        f"{dispute.number}-1",
        "written",
        ["maple mediator"],
    )
    assert dispute.owner_post_id == town.posts["maple", "mediation_head"].id


def test_the_kinds_named_by_the_province_are_there() -> None:
    assert list(kinds())[:4] == ["property_management", "land_contract", "family", "neighbours"]


@pytest.mark.parametrize(
    ("people", "risk", "grade"),
    [
        (2, "low", "simple"),
        (4, "low", "simple"),
        (5, "low", "complex"),
        (2, "medium", "complex"),
        (10, "low", "hard"),
        (2, "high", "hard"),
    ],
)
def test_the_first_rule_that_holds_says_how_hard_it_is(people: int, risk: str, grade: str) -> None:
    town = a_mediation_town()
    dispute = a_dispute(town)
    assert by(head(town), "grade", dispute_id=dispute.id, people_count=people, risk=risk).grade == grade


def test_a_form_sent_twice_makes_one_dispute() -> None:
    town = a_mediation_town()
    first = a_dispute(town)
    with walls.acting(town.actor("maple-1", "grid_worker")):
        again = a_dispute(town, form_token=first.form_token)
    assert again.id == first.id


def test_one_side_alone_is_not_mediated() -> None:
    town = a_mediation_town()
    dispute = graded(town, parties=parties()[:1])
    with pytest.raises(errors.NeedTwoSides):
        by(head(town), "accept", dispute_id=dispute.id, post_ids=[town.posts["maple", "mediator"].id])


def test_who_refuses_is_not_made_to_take_part() -> None:
    town = a_mediation_town()
    dispute = graded(town)
    other = party_ids(dispute.id)["李建国"]
    by(head(town), "set_willing", party_id=other, is_willing=False)
    with pytest.raises(errors.Unwilling):
        by(head(town), "accept", dispute_id=dispute.id, post_ids=[town.posts["maple", "mediator"].id])
    refused = by(head(town), "refuse", dispute_id=dispute.id, ground="unwilling", note="对方三次都说不谈。")
    assert (refused.state, refused.ground, refused.due_at) == ("refused", "unwilling", None)


def test_a_minor_takes_part_through_a_guardian_who_signs() -> None:
    town = a_mediation_town()
    dispute = graded(town, parties=[NewParty(side="applicant", name="小明", is_minor=True), parties()[1]])
    mediator = town.posts["maple", "mediator"].id
    with pytest.raises(errors.GuardianMissing):
        by(head(town), "accept", dispute_id=dispute.id, post_ids=[mediator])
    minor = party_ids(dispute.id)["小明"]
    guardian = NewParty(side="applicant", name="明母", represents_id=minor, capacity="guardian")
    by(head(town), "add_party", dispute_id=dispute.id, new=guardian)
    by(head(town), "accept", dispute_id=dispute.id, post_ids=[mediator])
    actor = town.actor("maple", "mediator")
    by(actor, "meet", dispute_id=dispute.id, new=meeting())
    term = NewTerm(party_id=party_ids(dispute.id)["李建国"], how="apology", text="当面道歉", due_on=date(2026, 11, 25))
    by(actor, "draw", dispute_id=dispute.id, new=NewAgreement(form="oral", facts="推搡。", terms=[term]))
    ids = party_ids(dispute.id)
    with pytest.raises(errors.NotAllSigned):
        by(actor, "sign", dispute_id=dispute.id, party_ids=[ids["小明"], ids["李建国"]], is_sealed=False)
    done = by(actor, "sign", dispute_id=dispute.id, party_ids=[ids["明母"], ids["李建国"]], is_sealed=False)
    assert (done.form, stored(dispute.id).state) == ("oral", "agreed")


def test_a_mediator_who_is_a_party_has_to_avoid_it() -> None:
    town = a_mediation_town()
    post = town.posts["maple", "mediator"]
    place = town.places["maple-1"]
    scope = {name: getattr(place, name) for name in ("grid_id", "community_id", "street_id", "county_id", "city_id")}
    resident = make_resident({"place_id": place.id, **scope}, name="调解员本人")
    with walls.acting(SYSTEM):
        post.tenures.update(person_id=resident.person_id)
    named = [NewParty(side="applicant", resident_id=resident.id), parties()[1]]
    dispute = graded(town, parties=named)
    with pytest.raises(errors.MediatorIsParty):
        by(head(town), "accept", dispute_id=dispute.id, post_ids=[post.id])
    assert party_ids(dispute.id).keys() == {"调解员本人", "李建国"}


def test_a_mediator_objected_to_is_replaced_and_sees_it_no_more() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    first, second = town.posts["maple", "mediator"].id, town.posts["maple", "mediator 2"].id
    by(
        head(town),
        "replace",
        dispute_id=dispute.id,
        former_id=first,
        post_id=second,
        reason="objected",
        note="对方说他们是老邻居。",
    )
    with pytest.raises(NotFound):
        by(town.actor("maple", "mediator"), "meet", dispute_id=dispute.id, new=meeting())
    by(second_mediator(town), "meet", dispute_id=dispute.id, new=meeting())
    with walls.acting(SYSTEM):
        served = list(Mediator.objects.filter(dispute_id=dispute.id).order_by("since").values_list("post_id", "ended"))
        talks = Meeting.objects.filter(dispute_id=dispute.id).count()
    assert (served, talks) == ([(first, "objected"), (second, "")], 1)


def test_an_agreement_waits_for_every_signature_and_the_seal() -> None:
    town = a_mediation_town()
    dispute = drawn(town)
    mediator, ids = town.actor("maple", "mediator"), party_ids(dispute.id)
    with pytest.raises(errors.NotAllSigned):
        by(mediator, "sign", dispute_id=dispute.id, party_ids=[ids["王秀英"]], is_sealed=True)
    with pytest.raises(errors.SealMissing):
        by(mediator, "sign", dispute_id=dispute.id, party_ids=list(ids.values()), is_sealed=False)
    assert stored(dispute.id).state == "mediating"


def test_terms_name_a_party_a_deed_and_a_day_to_come() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    mediator = town.actor("maple", "mediator")
    by(mediator, "meet", dispute_id=dispute.id, new=meeting())
    with pytest.raises(errors.TermsMissing):
        by(mediator, "draw", dispute_id=dispute.id, new=NewAgreement(form="written", facts="漏水。"))
    late = NewTerm(party_id=party_ids(dispute.id)["李建国"], how="act", text="修好", due_on=date(2026, 11, 23))
    with pytest.raises(errors.TermInPast):
        by(mediator, "draw", dispute_id=dispute.id, new=NewAgreement(form="written", facts="漏水。", terms=[late]))


def test_without_an_agreement_the_parties_are_told_of_the_other_ways() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    by(town.actor("maple", "mediator"), "fail", dispute_id=dispute.id, note="差距太大，谈了两次没有谈成。")
    with walls.acting(SYSTEM):
        step = Step.objects.get(dispute_id=dispute.id, move="fail")
    assert (stored(dispute.id).state, step.details, step.is_public) == (
        "failed",
        {"told": "arbitration,administrative,court"},
        True,
    )


def test_the_clocks_are_the_parameters_of_the_area() -> None:
    town = a_mediation_town()
    found = a_dispute(town)
    # Three working days from Tuesday end with business on Friday; thirty days from then are Christmas Eve's midnight.
    assert found.due_at == datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    taken = accepted(town)
    assert taken.conclude_by == datetime(2026, 12, 24, 16, 0, tzinfo=UTC)
    assert taken.due_at == taken.conclude_by
    assert taken.found_at == MORNING
    assert taken.accepted_at == MORNING + timedelta(hours=1)
