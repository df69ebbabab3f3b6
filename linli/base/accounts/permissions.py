"""Who may do what about another's account: one table. Administrators open, security officers guard, neither does both."""

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed

CAPABILITY = {
    "open_account": "accounts",
    "issue_code": "accounts",
    "issue_code_to_officer": "security",
    "lock": "security",
    "unlock": "security",
    "end_sessions": "security",
    "withdraw_factors": "security",
    "issue_binding": "enrol",
}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def require(actor: Actor, act: str) -> None:
    """Refuse unless it does."""
    if not may(actor, act):
        raise NotAllowed
