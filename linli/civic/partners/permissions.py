"""Who may do what here: one capability keeps the list of providers, another places orders with them."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {"register": "providers", "change": "providers", "suspend": "providers", "place": "refer", "move": "refer"}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor may."""
    if not may(actor, act):
        raise NotAllowed
