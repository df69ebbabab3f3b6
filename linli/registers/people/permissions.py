"""Who may do what in the register of people: one table."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

ALLOWED = {
    "list": "people",
    "search": "people",
    "reveal": "reveal",
    "enrol": "enrol",
    "move_out": "enrol",
    "correct": "enrol",
    "note": "enrol",
    "visit": "enrol",
    "issue_binding": "enrol",
    "see_looks": "journal",
}
"""Each verb and the capability it asks for."""


def may(actor: Actor, verb: str) -> bool:
    """Whether the actor's post carries what the verb asks for."""
    return actor.can(ALLOWED[verb])


def require(actor: Actor, verb: str) -> None:
    """Raise `NotAllowed` unless the actor may."""
    if not may(actor, verb):
        raise NotAllowed
