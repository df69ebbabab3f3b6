"""Who may do what here: leaders and desks of a street or county open campaigns and say who is responsible where."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {"open": "campaigns", "assign": "campaigns", "end": "campaigns", "read": "matters"}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor may."""
    if not may(actor, act):
        raise NotAllowed
