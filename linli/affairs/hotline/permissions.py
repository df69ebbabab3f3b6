"""Who may do what here: one capability, held by the hotline's desk and the county's desk."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = dict.fromkeys(
    ("import", "map", "place", "judge", "return", "export", "source", "read"),
    "hotline",
)


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor may."""
    if not may(actor, act):
        raise NotAllowed
