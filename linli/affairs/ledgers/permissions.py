"""Who may do what here: desks keep the ledgers of their area; what is about persons asks for the register of people as well."""

from linli.affairs.ledgers.states import Ledger
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound


def may_read(actor: Actor, ledger: Ledger) -> bool:
    """Whether the actor's post may read a ledger."""
    return actor.can("matters") and (actor.can("people") or not ledger.is_personal)


def may_write(actor: Actor, ledger: Ledger) -> bool:
    """Whether the actor's post keeps a ledger."""
    return may_read(actor, ledger) and actor.can("dispatch")


def require_read(actor: Actor, ledger: Ledger) -> None:
    """Raises `NotFound` unless the actor may read it: a list of persons isn't named to whom it is closed."""
    if not may_read(actor, ledger):
        raise NotFound


def require_write(actor: Actor, ledger: Ledger) -> None:
    """Raises `NotAllowed` unless the actor keeps it."""
    require_read(actor, ledger)
    if not may_write(actor, ledger):
        raise NotAllowed
