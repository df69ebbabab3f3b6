"""What officials do about the accounts of those in office: whom they reach is held here, what they may do in `accounts`."""

from datetime import datetime
from uuid import UUID

from linli.base.accounts import public as accounts
from linli.base.kit.actor import Actor
from linli.registers.bodies import queries


def open_account(*, person_id: UUID, username: str, actor: Actor, now: datetime) -> accounts.Paper:
    """An account for somebody in office who has none, and the paper to hand over."""
    who = queries.in_office(actor, person_id, now)
    return accounts.open_for(person_id=person_id, username=username, is_officer=who.is_officer, actor=actor, now=now)


def issue_code(*, person_id: UUID, actor: Actor, now: datetime) -> accounts.Paper:
    """A one-time code for somebody whom the actor sees before them."""
    who = queries.in_office(actor, person_id, now)
    return accounts.issue_recovery(account_id=_account(who), is_officer=who.is_officer, actor=actor, now=now)


def set_locked(*, person_id: UUID, is_locked: bool, actor: Actor, now: datetime) -> None:
    """Lock the account of somebody in office, or let it in again."""
    who = queries.in_office(actor, person_id, now)
    accounts.set_locked(account_id=_account(who), is_locked=is_locked, actor=actor, now=now)


def end_sessions(*, person_id: UUID, actor: Actor, now: datetime) -> int:
    """End all their sessions; returns how many there were."""
    who = queries.in_office(actor, person_id, now)
    return accounts.end_sessions_of(account_id=_account(who), actor=actor, now=now)


def withdraw_factors(*, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Take away password and factors; only a code handed over opens the account again."""
    who = queries.in_office(actor, person_id, now)
    accounts.withdraw_factors(account_id=_account(who), actor=actor, now=now)


def _account(who: queries.InOffice) -> UUID:
    if who.account is None:
        raise accounts.NoAccount
    return who.account.account_id
