"""Who may do what to the catalogue: every post reads it, the `catalogue` capability changes it."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {"draft": "catalogue", "publish": "catalogue", "withdraw": "catalogue"}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor may."""
    if not may(actor, act):
        raise NotAllowed
