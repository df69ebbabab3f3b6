"""Who may change rules: one table. Everybody may read them."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {"set_parameter": "rules", "set_calendar_day": "rules"}


def require(actor: Actor, act: str) -> None:
    """Refuse unless the actor's post carries the capability the act asks for."""
    if not actor.can(CAPABILITY[act]):
        raise NotAllowed
