"""Signing in by name and password, and opening accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from linli.base.accounts import errors
from linli.base.accounts.actions import limits
from linli.base.accounts.models import Account
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor

WINDOW = timedelta(minutes=15)
TRIES, TRIES_BY_ADDRESS = 8, 40
"""Wrong tries in a quarter of an hour: for a name (or a known browser), and from one address whatever the names."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocks: the address, and the known browser's own mark with the accounts that were really opened in it."""

    address: str
    mark: str = ""
    accounts: frozenset[UUID] = frozenset()

    def bucket(self, name: str, account_id: UUID | None) -> str:
        """Whose tries these are. A browser that the owner has used before counts for itself.

        So whoever tries a stranger's name from elsewhere locks out everybody unknown, but never the owner at their own desk.
        """
        if account_id is not None and account_id in self.accounts:
            return f"browser:{self.mark}:{account_id}"
        return f"name:{name}"


def sign_in(*, username: str, password: str, caller: Caller, now: datetime) -> Account:
    """The account of that name and password. An unknown name is refused like a wrong password, after the same work."""
    with walls.acting(Actor.system("sign-in")):
        account = Account.objects.filter(username=username, is_active=True).first()
    who = caller.bucket(username, account.id if account else None)
    limits.hit(what="sign_in", who=who, most=TRIES, within=WINDOW, now=now)
    if not who.startswith("browser:"):
        limits.hit(what="sign_in", who=caller.address, most=TRIES_BY_ADDRESS, within=WINDOW, now=now)
    # Without an account a password that nobody can have: Django then hashes once all the same.
    known = account.password if account else make_password(None)
    if not check_password(password, known) or account is None:
        raise errors.WrongPassword
    limits.forget(what="sign_in", who=who)
    limits.take_back(what="sign_in", who=caller.address)
    return account


def open_account(*, username: str, password: str, person_id: UUID | None, actor: Actor, now: datetime) -> Account:
    """A new account for a person; the password is hashed, never kept."""
    account = Account(username=username, person_id=person_id, created_at=now)
    account.set_password(password)
    account.save(force_insert=True)
    journal.record(actor, "account.opened", "account", account.id, at=now)
    return account


def set_password(account: Account, password: str) -> None:
    """Give an account a new password that is good enough; the sessions opened with the old one end by their stamp."""
    try:
        validate_password(password, account)
    except ValidationError as invalid:
        raise errors.WeakPassword(why=" ".join(invalid.messages)) from invalid
    account.set_password(password)
    account.save(update_fields=["password"])


def change_password(*, account: Account, old: str, new: str, actor: Actor, now: datetime) -> None:
    """A new password by whoever knows the old one."""
    limits.hit(what="password", who=str(account.id), most=TRIES, within=WINDOW, now=now)
    if not check_password(old, account.password):
        raise errors.WrongOldPassword
    set_password(account, new)
    journal.record(actor, "account.password_changed", "account", account.id, at=now)
