"""Who may do what here: one table. How one is reached oneself is everybody's own."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {"read_log": "notices", "resend": "notices", "set_wording": "notices"}


def require(actor: Actor, act: str) -> None:
    """Refuse unless the actor's post carries the capability the act asks for."""
    if not actor.can(CAPABILITY[act]):
        raise NotAllowed
