"""Who may do what here: one capability, held by administrators."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {
    "issue_key": "interfaces",
    "revoke_key": "interfaces",
    "read_keys": "interfaces",
    "keep_webhooks": "interfaces",
}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Raises `NotAllowed` unless the actor may."""
    if not may(actor, act):
        raise NotAllowed
