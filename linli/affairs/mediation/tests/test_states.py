"""Every (stage, move) pair is walked: what the table allows is allowed to who it names, everything else is refused."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from linli.affairs.mediation import errors, permissions
from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.states import ENDED, MOVES, OPEN, PARTY_SEES, STATE_NAMES, STATES, after
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import Refusal
from linli.registers.bodies.public import Post

OWNER, MEDIATOR, HELPER, RECEIVER, AVOIDING, PASSER, ABOVE = (UUID(int=number) for number in range(1, 8))
PLACE, STREET, BODY, OTHER = UUID(int=20), UUID(int=21), UUID(int=30), UUID(int=31)
CAPABILITIES = frozenset({"screen", "mediation", "take_disputes"})
CAST = {
    "owner": OWNER,
    "mediator": MEDIATOR,
    "assistant": HELPER,
    "receiver": RECEIVER,
    "finder": PASSER,
    "superior": ABOVE,
}


def actor(post_id: UUID) -> Actor:
    return Actor(
        sight=Sight.SUBTREE,
        label="post",
        role="mediator",
        account_id=post_id,
        post_id=post_id,
        body_id=BODY if post_id == OWNER else OTHER,
        place_id=STREET if post_id == ABOVE else PLACE,
        level=Level.STREET if post_id == ABOVE else Level.COMMUNITY,
        capabilities=CAPABILITIES | {"lead_mediation"} if post_id == ABOVE else CAPABILITIES,
    )


def dispute(state: str, *, offered: bool) -> Dispute:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    return Dispute(
        state=state,
        owner_post=Post(
            id=OWNER, title="主任", role="mediation_head", place_id=PLACE, community_id=PLACE, street_id=STREET
        ),
        owner_body_id=BODY,
        offered_post_id=RECEIVER if offered else None,
        mediator_post_ids=[MEDIATOR],
        assisting_post_ids=[HELPER],
        avoiding_post_ids=[AVOIDING],
        has_draft=True,
        confirm_by=moment,
        applied_at=None,
        community_id=PLACE,
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", [name for name, move in MOVES.items() if move.sources])
def test_a_move_is_made_at_its_stages_by_those_it_names_and_by_nobody_else(state: str, name: str) -> None:
    move = MOVES[name]
    for who, post_id in CAST.items():
        case = dispute(state, offered=not move.unless)
        if move.when == "has_applied":
            case.applied_at = datetime(2026, 11, 25, tzinfo=UTC)
        is_named = who in move.by
        expected = after(state, name) if is_named else None
        try:
            made = permissions.require(actor(post_id), name, case)
        except Refusal:
            made = None
        assert made == expected, (state, name, who)


def test_who_avoids_a_dispute_is_nothing_to_it() -> None:
    assert permissions.standing(actor(AVOIDING), dispute("mediating", offered=False)) == frozenset({"finder"})
    assert not permissions.is_inside(actor(AVOIDING), dispute("mediating", offered=False))
    assert permissions.is_inside(actor(PASSER), dispute("mediating", offered=False))


def test_what_a_move_rests_on_has_to_be_there() -> None:
    case = dispute("mediating", offered=False)
    case.has_draft = False
    with pytest.raises(errors.NoDraft):
        permissions.require(actor(MEDIATOR), "sign", case)


def test_every_stage_has_its_name_and_its_sentence_for_the_parties() -> None:
    assert set(STATE_NAMES) == set(STATES) == set(PARTY_SEES)
    assert set(OPEN) | set(ENDED) == set(STATES)
    assert {move.to for move in MOVES.values()} - {""} <= set(STATES)
