"""Who may make which move: the table is `states.MOVES`; this file reads it for one actor and one matter."""

from dataclasses import dataclass
from uuid import UUID

from linli.affairs.matters import errors
from linli.affairs.matters.models import Matter
from linli.affairs.matters.states import MOVES, STATE_NAMES, Move, after
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotAllowed, Refusal
from linli.registers.bodies import public as bodies

_OVERSEEN = {"instruct": "leader", "supervise": "supervisor"}
_MISSING: dict[str, type[Refusal]] = {
    "instruct_by": errors.NothingInstructed,
    "prolong_until": errors.NothingAskedFor,
    "is_disputed": errors.NothingDisputed,
    "card": errors.NoCard,
}
_IN_THE_WAY: dict[str, type[Refusal]] = {
    "is_disputed": errors.AwaitsRuling,
    "is_ruled": errors.RulingStands,
    "prolong_until": errors.AlreadyAskedFor,
    "part_of_id": errors.PartOfAnother,
}
_DEPTH = {level: depth for depth, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor is to a matter: the words of `Move.by`."""

    names: frozenset[str]


def standing(actor: Actor, matter: Matter) -> Standing:
    """What the actor is to the matter. A department's clerks hold together; elsewhere the post itself holds."""
    names = {"anyone"}
    if actor.sight is Sight.SYSTEM:
        names.update(("holder", "above", "assistant", "leader", "adjudicator", "supervisor", "system"))
    if actor.is_staff and actor.can("matters"):
        names |= _of_staff(actor, matter)
    elif actor.sight is Sight.SELF:
        is_account = matter.account_id is not None and actor.account_id == matter.account_id
        is_person = matter.person_id is not None and actor.person_id == matter.person_id
        if is_account or is_person:
            names.add("reporter")
    elif actor.sight is Sight.TRACKING and actor.subject_id == matter.id:
        names.add("reporter")
    return Standing(frozenset(names))


def _of_staff(actor: Actor, matter: Matter) -> set[str]:
    """What a post is to the matter: it holds, stands above, instructs, supervises, helps, leads the whole of it, rules."""
    names = {"staff"} if actor.can("rate") else set()
    is_held = actor.sight is Sight.HELD
    if actor.post_id == matter.holder_post_id or (is_held and actor.body_id == matter.holder_body_id):
        names.add("holder")
    else:
        if actor.can("dispatch") and actor.level is not None and _is_above(actor, matter):
            names.add("above")
        if getattr(matter, actor.scope_column) == actor.place_id:
            names.update(name for capability, name in _OVERSEEN.items() if actor.can(capability))
    if actor.post_id in matter.assisting or (is_held and actor.body_id in matter.assisting):
        names.add("assistant")
    if matter.part_of_id and _leads(actor, matter.part_of_id):
        names.add("lead")
    if actor.can("adjudicate") and names & {"holder", "above"}:
        names.add("adjudicator")
    return names


def _leads(actor: Actor, whole_id: UUID) -> bool:
    """Whether the actor holds the matter a part was split from; whoever doesn't see it doesn't hold it."""
    whole = Matter.objects.filter(id=whole_id).values_list("holder_post_id", "holder_body_id").first()
    if whole is None:
        return False
    return actor.post_id == whole[0] or (actor.sight is Sight.HELD and actor.body_id == whole[1])


def _is_above(actor: Actor, matter: Matter) -> bool:
    """Whether the actor's place stands over the matter's and over its holder; a department stands below its county's desk."""
    if getattr(matter, actor.scope_column) != actor.place_id or actor.level is None:
        return False
    role = bodies.ROLES[matter.holder_post.role]
    return _DEPTH[actor.level] < _DEPTH[role.level] or (
        role.sight is Sight.HELD and _DEPTH[actor.level] <= _DEPTH[role.level]
    )


def allows(actor: Actor, move: Move, matter: Matter, known: Standing | None = None) -> bool:
    """Whether the actor may make the move at all, whatever the state."""
    return bool((known or standing(actor, matter)).names & set(move.by))


def require(actor: Actor, name: str, matter: Matter) -> str:
    """The state the move leads to; raises `MoveRefused` at the wrong stage, `NotYours` for the wrong person.

    What the move needs to be there, or not to be there, is refused in words of its own.
    """
    move = MOVES[name]
    to = after(matter.state, name)
    if not allows(actor, move, matter):
        raise errors.NotYours(holder=str(matter.holder_post), move=move.said)
    if to is None:
        raise errors.MoveRefused(state=STATE_NAMES[matter.state], move=move.said)
    if move.when and not getattr(matter, move.when):
        raise _MISSING[move.when](move=move.said)
    for column in move.unless:
        if getattr(matter, column):
            raise _IN_THE_WAY[column](move=move.said)
    return to


def require_capability(actor: Actor, capability: str) -> None:
    """Raises `NotAllowed` unless the actor's post carries the capability."""
    if not actor.can(capability):
        raise NotAllowed


def moves_open_to(actor: Actor, matter: Matter) -> list[Move]:
    """The moves this actor may make now, in the table's order: what buttons are shown."""
    known = standing(actor, matter)
    return [
        move
        for move in MOVES.values()
        if matter.state in move.sources and allows(actor, move, matter, known) and _makes_sense(move, matter)
    ]


def _makes_sense(move: Move, matter: Matter) -> bool:
    """Whether what the move is about is there, and nothing stands in its way."""
    return (not move.when or bool(getattr(matter, move.when))) and not any(
        getattr(matter, column) for column in move.unless
    )
