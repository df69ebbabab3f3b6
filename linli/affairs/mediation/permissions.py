"""Who may make which move: the table is `states.MOVES`; this file reads it for one actor and one dispute."""

from linli.affairs.mediation import errors
from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.states import MOVES, STATE_NAMES, Move, after
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotAllowed, Refusal
from linli.registers.bodies.public import Post

MEDIATING_ROLES = ("mediation_head", "mediator", "community_secretary", "street_mediator", "county_mediator")
CAPABILITY = {
    "find": "screen",
    "add_party": "mediation",
    "reveal_phone": "mediation",
    "read_figures": "mediation",
}
_MISSING: dict[str, type[Refusal]] = {
    "has_draft": errors.NoDraft,
    "may_apply": errors.NotInForce,
    "has_applied": errors.NotApplied,
    "offered_post_id": errors.NotOffered,
}


def standing(actor: Actor, dispute: Dispute) -> frozenset[str]:
    """What the actor is to the dispute: the words of `Move.by`. A station's people hold together; a committee's head leads."""
    names = {"finder"} if actor.can("screen") else set()
    if actor.sight is Sight.SYSTEM:
        return frozenset({"finder", "owner", "mediator", "assistant", "receiver", "superior", "system"})
    if not actor.is_staff or actor.post_id in dispute.avoiding_post_ids:
        return frozenset(names)
    is_held = actor.sight is Sight.HELD
    if actor.post_id == dispute.owner_post_id or (
        actor.body_id == dispute.owner_body_id and (is_held or actor.can("lead_mediation"))
    ):
        names.add("owner")
    if actor.post_id in dispute.mediator_post_ids:
        names.add("mediator")
    if actor.post_id in dispute.assisting_post_ids or (is_held and actor.body_id in dispute.assisting_body_ids):
        names.add("assistant")
    if dispute.offered_post_id and (
        actor.post_id == dispute.offered_post_id or (is_held and actor.body_id == dispute.offered_body_id)
    ):
        names.add("receiver")
    elif _is_above(actor, dispute.owner_post):
        names.add("superior")
    return frozenset(names)


def _is_above(actor: Actor, owner: Post) -> bool:
    """Whether the actor leads mediation over the place of a mediation post that stands below it: a station's case is pulled by nobody."""
    if not actor.can("lead_mediation") or actor.sight is not Sight.SUBTREE or owner.role not in MEDIATING_ROLES:
        return False
    return owner.place_id != actor.place_id and bool(getattr(owner, actor.scope_column) == actor.place_id)


def is_inside(actor: Actor, dispute: Dispute) -> bool:
    """Whether the actor works on the dispute or leads mediation over its place, and so may read what was said (as the walls have it)."""
    if actor.sight is Sight.SYSTEM or standing(actor, dispute) - {"finder"}:
        return True
    if actor.post_id in dispute.avoiding_post_ids or not actor.can("mediation"):
        return False
    return actor.sight is Sight.SUBTREE and getattr(dispute, actor.scope_column) == actor.place_id


def works_on(actor: Actor, dispute: Dispute) -> bool:
    """Whether the actor may write in the dispute beside its moves: parties, phones, agreement."""
    return bool(standing(actor, dispute) & {"owner", "mediator"})


def require_work(actor: Actor, dispute: Dispute) -> None:
    """Raises `PartiesChanged` unless the actor owns the dispute or mediates it."""
    if not works_on(actor, dispute):
        raise errors.PartiesChanged(owner=str(dispute.owner_post))


def require_capability(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor's post carries what the act asks for."""
    if not actor.can(CAPABILITY[act]):
        raise NotAllowed


def require(actor: Actor, name: str, dispute: Dispute) -> str:
    """The stage the move leads to; raises `NotYours` for the wrong person, `MoveRefused` at the wrong stage."""
    move = MOVES[name]
    to = after(dispute.state, name)
    if not standing(actor, dispute) & set(move.by):
        raise errors.NotYours(owner=str(dispute.owner_post), move=move.said)
    if to is None:
        raise errors.MoveRefused(state=STATE_NAMES[dispute.state], move=move.said)
    if move.when and not getattr(dispute, move.when):
        raise _MISSING[move.when]
    if move.unless and getattr(dispute, move.unless):
        raise errors.AlreadyOffered
    return to


def moves_open_to(actor: Actor, dispute: Dispute) -> list[Move]:
    """The moves this actor may make now, in the table's order: what buttons are shown."""
    names = standing(actor, dispute)
    return [
        move
        for move in MOVES.values()
        if dispute.state in move.sources
        and names & set(move.by)
        and (not move.when or getattr(dispute, move.when))
        and not (move.unless and getattr(dispute, move.unless))
    ]
