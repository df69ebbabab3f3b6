"""One case, one owner: police, justice and mediation hand over only to who takes it, and help without owning (HZ-36)."""

import pytest

from linli.affairs.mediation import errors
from linli.affairs.mediation.models import Mediator
from linli.affairs.mediation.tests.factories import (
    SYSTEM,
    a_mediation_town,
    accepted,
    agreed,
    by,
    graded,
    head,
    meeting,
    stored,
)
from linli.base.kit import walls
from linli.base.kit.errors import NotFound

pytestmark = pytest.mark.django_db


def test_a_dispute_has_its_old_owner_until_the_receiver_takes_it() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    police, post = town.actor("east", "police_officer"), town.posts["east", "police_officer"]
    by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=post.id, note="有人扬言动手。")
    assert stored(dispute.id).owner_post_id == town.posts["maple", "mediation_head"].id
    with pytest.raises(errors.AlreadyOffered):
        by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=post.id, note="再移交。")
    by(police, "take", dispute_id=dispute.id)
    taken = stored(dispute.id)
    assert (taken.owner_post_id, taken.offered_post_id) == (post.id, None)
    assert town.posts["maple", "mediation_head"].id in taken.assisting_post_ids
    with pytest.raises(errors.NotYours):
        by(head(town), "fail", dispute_id=dispute.id, note="不是主办了。")


def test_what_is_not_taken_stays_with_its_owner_who_reads_why() -> None:
    town = a_mediation_town()
    dispute = graded(town)
    justice, post = town.actor("east", "justice_clerk"), town.posts["east", "justice_clerk"]
    by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=post.id, note="请司法所调解。")
    by(justice, "give_back", dispute_id=dispute.id, note="简易纠纷，社区先调。")
    back = stored(dispute.id)
    assert (back.owner_post_id, back.offered_post_id) == (town.posts["maple", "mediation_head"].id, None)
    with pytest.raises((NotFound, errors.NotYours)):
        by(justice, "take", dispute_id=dispute.id)


def test_a_dispute_goes_up_to_the_street_whose_mediator_goes_on() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    post = town.posts["east", "street_mediator"]
    by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=post.id, note="社区调了两次。")
    by(town.actor("east", "street_mediator"), "take", dispute_id=dispute.id)
    by(town.actor("east", "street_mediator"), "meet", dispute_id=dispute.id, new=meeting(kind="joint"))
    with walls.acting(SYSTEM):
        serving = set(Mediator.objects.filter(dispute_id=dispute.id, until=None).values_list("post_id", flat=True))
    assert serving == {town.posts["maple", "mediator"].id, post.id}


def test_who_is_called_in_helps_and_reports_but_decides_nothing() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    police, post = town.actor("east", "police_officer"), town.posts["east", "police_officer"]
    by(head(town), "call_in", dispute_id=dispute.id, to_post_id=post.id, note="请到场维持秩序。")
    by(police, "report", dispute_id=dispute.id, note="到场，双方情绪平稳。")
    with pytest.raises(errors.NotYours):
        by(police, "fail", dispute_id=dispute.id, note="不该由我来定。")
    assert stored(dispute.id).owner_post_id == town.posts["maple", "mediation_head"].id


def test_handing_on_to_the_court_is_on_record_and_ends_it_here() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    referred = by(head(town), "refer", dispute_id=dispute.id, where="court", note="双方要求判决。")
    assert (referred.state, referred.ground, referred.ended_at is not None) == ("referred", "court", True)


def test_another_street_can_not_be_named_as_a_receiver() -> None:
    town = a_mediation_town()
    dispute = graded(town)
    stranger = town.posts["west", "police_officer"].id
    with pytest.raises(errors.NoReceiver):
        by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=stranger, note="交给别的街道。")


def test_what_is_settled_is_not_handed_over() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    with pytest.raises(errors.MoveRefused):
        by(
            head(town),
            "hand_over",
            dispute_id=dispute.id,
            to_post_id=town.posts["east", "street_mediator"].id,
            note="已经签了。",
        )
