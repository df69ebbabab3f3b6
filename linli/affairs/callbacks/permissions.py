"""Who may do what: capabilities of posts, and what stands above a unit."""

from linli.affairs.callbacks import errors
from linli.affairs.callbacks.models import Call, Claim
from linli.affairs.callbacks.states import CLAIM_MOVES, CLAIM_NAMES, Move, after
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.scope import Scoped

CAPABILITY = {
    "open": "rounds",
    "draw": "rounds",
    "reveal": "rounds",
    "try_call": "callbacks",
    "show_phone": "callbacks",
    "answer": "callbacks",
    "correct": "callbacks",
    "propose": "matters",
    "decide": "adjudicate",
    "read_results": "cockpit",
}
_DEPTH = {level.value: depth for depth, level in enumerate(Level)}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor's post carries the capability."""
    if not may(actor, act):
        raise NotAllowed


def reaches(actor: Actor, row: Scoped) -> bool:
    """Whether a row lies in the actor's subtree; the system reaches all."""
    if actor.sight is Sight.SYSTEM:
        return True
    return (
        actor.sight is Sight.SUBTREE
        and actor.place_id is not None
        and getattr(row, actor.scope_column) == actor.place_id
    )


def require_reach(actor: Actor, row: Scoped) -> None:
    """Raises `NotFound` unless the row lies in the actor's subtree."""
    if not reaches(actor, row):
        raise NotFound


def is_involved(actor: Actor, call: Call) -> bool:
    """Whether the actor, as a person, a post or a body, had a hand in the matter."""
    own = {actor.body_id, actor.post_id, actor.person_id} - {None}
    return bool(own & set(call.handled_by))


def require_uninvolved(actor: Actor, call: Call) -> None:
    """Raises `Involved` for whoever had a hand in the matter."""
    if is_involved(actor, call):
        raise errors.Involved


def standing(actor: Actor, claim: Claim) -> frozenset[str]:
    """What the actor is to a claim: `unit`, `adjudicator`, `second`, `resident`; the words of `Move.by`."""
    if actor.sight in (Sight.SELF, Sight.TRACKING):
        return frozenset({"resident"})
    if not actor.is_staff:
        return frozenset()
    if actor.body_id == claim.unit_id:
        return frozenset({"unit"}) if actor.can("matters") else frozenset()
    if not (actor.can("adjudicate") and _is_above(actor, claim)):
        return frozenset()
    decided = {claim.decided_post_id, claim.decided_person_id} - {None}
    names = {"adjudicator"}
    if not decided & {actor.post_id, actor.person_id}:
        names.add("second")
    return frozenset(names)


def _is_above(actor: Actor, claim: Claim) -> bool:
    """Whether the post stands over the claim's place on a higher level than the unit; a county's departments are below its desk."""
    if actor.level is None or not reaches(actor, claim):
        return False
    own = _DEPTH[actor.level.value]
    return own < _DEPTH[claim.unit_level] or (claim.unit_level == "county" and own <= _DEPTH["county"])


def claim_moves_open_to(actor: Actor, claim: Claim) -> list[Move]:
    """The moves of a claim that this actor may make now."""
    names = standing(actor, claim)
    return [move for move in CLAIM_MOVES.values() if claim.state in move.sources and names & set(move.by)]


def require_claim_move(actor: Actor, name: str, claim: Claim) -> str:
    """The state the move leads to; raises `NotAbove` or `SomebodyElse` for the wrong person, `WrongStage` at the wrong stage."""
    move = CLAIM_MOVES[name]
    names = standing(actor, claim)
    if not names & set(move.by):
        if "second" in move.by and "adjudicator" in names:
            raise errors.SomebodyElse
        raise errors.NotAbove(move=move.said) if actor.is_staff else NotAllowed()
    to = after(CLAIM_MOVES, claim.state, name)
    if to is None:
        raise errors.WrongStage(state=CLAIM_NAMES[claim.state], move=move.said)
    return to
