"""Codes handed over in person, and what officials do about another's account. Whom an actor reaches is their caller's to check.

Accounts have no place: `bodies` knows whose posts lie in an actor's subtree, `people` which residents do. Each act is on record.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.base.accounts import errors, permissions
from linli.base.accounts.actions import limits
from linli.base.accounts.actions.factors import drop_factors
from linli.base.accounts.actions.sessions import end_sessions
from linli.base.accounts.actions.signing import TRIES, WINDOW, Caller, set_password
from linli.base.accounts.models import Account, Handover
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import digest

RECOVERY_LASTS, BINDING_LASTS = timedelta(hours=24), timedelta(days=3)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed and handed over: the code (59 random bits) is shown this once."""

    code: str
    username: str
    until: datetime


def _plain(code: str) -> str:
    return "".join(character for character in code.lower() if character.isalnum())


def _issue(kind: str, *, account: Account | None, person_id: UUID | None, lasts: timedelta, now: datetime) -> Paper:
    groups = ["".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS)]
    with walls.acting(Actor.system("handover")):
        earlier = Handover.objects.filter(kind=kind, used_at=None)
        earlier = earlier.filter(account=account) if account else earlier.filter(person_id=person_id)
        earlier.update(ends_at=now)
        Handover.objects.create(
            kind=kind,
            account=account,
            person_id=person_id,
            digest=digest("handover", "".join(groups)),
            issued_at=now,
            ends_at=now + lasts,
        )
    return Paper("-".join(groups), account.username if account else "", now + lasts)


def _another_s(account_id: UUID, actor: Actor) -> Account:
    """The account, unless it is the actor's own: nobody guards themselves."""
    with walls.acting(Actor.system("handover")):
        account = Account.objects.filter(id=account_id).first()
    if account is None:
        raise errors.NoAccount
    is_own_person = account.person_id is not None and account.person_id == actor.person_id
    if account.id == actor.account_id or is_own_person:
        raise errors.NotForOneself
    return account


@transaction.atomic
def open_for(*, person_id: UUID, username: str, is_officer: bool, actor: Actor, now: datetime) -> Paper:
    """A new account for somebody in office, with no password: they choose it with the code they are handed."""
    permissions.require(actor, "issue_code_to_officer" if is_officer else "open_account")
    with walls.acting(Actor.system("handover")):
        if Account.objects.filter(username=username).exists():
            raise errors.NameTaken(name=username)
        account = Account(username=username, person_id=person_id, created_at=now)
        account.set_unusable_password()
        account.save(force_insert=True)
    journal.record(actor, "account.opened", "account", account.id, at=now, about_person_id=person_id)
    return _issue("recover", account=account, person_id=None, lasts=RECOVERY_LASTS, now=now)


@transaction.atomic
def issue_recovery(*, account_id: UUID, is_officer: bool, actor: Actor, now: datetime) -> Paper:
    """A code with which the owner chooses a new password and second factor. Nothing changes until it is used."""
    permissions.require(actor, "issue_code_to_officer" if is_officer else "issue_code")
    account = _another_s(account_id, actor)
    paper = _issue("recover", account=account, person_id=None, lasts=RECOVERY_LASTS, now=now)
    journal.record(
        actor, "account.recovery_issued", "account", account.id, at=now, about_person_id=account.person_id,
        until=paper.until,
    )  # fmt: skip
    return paper


@transaction.atomic
def hand_over(*, username: str, person_id: UUID | None, actor: Actor, now: datetime) -> Paper:
    """A code by whoever runs the server: for the first officers, and when none of them can sign in. Opens the account for `person_id`."""
    account = Account.objects.filter(username=username).first()
    if account is None and person_id is not None:
        return open_for(person_id=person_id, username=username, is_officer=True, actor=actor, now=now)
    if account is None:
        raise errors.NoAccount
    return issue_recovery(account_id=account.id, is_officer=True, actor=actor, now=now)


@transaction.atomic
def issue_binding(*, person_id: UUID, actor: Actor, now: datetime) -> Paper:
    """A code with which a person seen at the counter binds the account they use to themselves."""
    permissions.require(actor, "issue_binding")
    paper = _issue("bind", account=None, person_id=person_id, lasts=BINDING_LASTS, now=now)
    journal.record(
        actor, "account.binding_issued", "person", person_id, at=now, about_person_id=person_id, until=paper.until
    )
    return paper


def _spend(kind: str, code: str, now: datetime) -> Handover | None:
    """Use a code up, if it is good; two at once, and one of them comes too late."""
    good = Handover.objects.filter(kind=kind, digest=digest("handover", _plain(code)), used_at=None, ends_at__gt=now)
    return Handover.objects.get(digest=digest("handover", _plain(code))) if good.update(used_at=now) else None


def recover(*, username: str, code: str, password: str, caller: Caller, now: datetime) -> Account:
    """A new password by a code handed over; everything else the account could be opened with is void, its sessions end.

    Only addresses are counted: the code can't be guessed, and counting names would lock their owners out.
    """
    limits.hit(what="recover", who=caller.address, most=TRIES, within=WINDOW, now=now)
    with walls.acting(Actor.system("recovery")) as actor, transaction.atomic():
        account = Account.objects.filter(username=username, is_active=True).first()
        spent = _spend("recover", code, now)
        if account is None or spent is None or spent.account_id != account.id:
            raise errors.WrongHandover
        set_password(account, password)
        drop_factors(account)
        end_sessions(account_ids=[account.id], actor=actor, now=now, why="recovery")
        journal.record(actor, "account.recovered", "account", account.id, at=now, about_person_id=account.person_id)
    limits.forget(what="sign_in", who=f"name:{username}")
    return account


def bind(*, account: Account, code: str, actor: Actor, now: datetime) -> None:
    """Bind one's account to the person whom the code was handed to. An account belongs to one person for good."""
    limits.hit(what="bind", who=str(account.id), most=TRIES, within=WINDOW, now=now)
    if account.person_id is not None:
        raise errors.BoundAlready
    with walls.acting(Actor.system("binding")), transaction.atomic():
        spent = _spend("bind", code, now)
        if spent is None:
            raise errors.WrongHandover
        Account.objects.filter(id=account.id, person_id=None).update(person_id=spent.person_id)
        journal.record(actor, "account.bound", "account", account.id, at=now, about_person_id=spent.person_id)


@transaction.atomic
def set_locked(*, account_id: UUID, is_locked: bool, actor: Actor, now: datetime) -> None:
    """Lock an account out, its sessions with it, or let it in again."""
    permissions.require(actor, "lock" if is_locked else "unlock")
    account = _another_s(account_id, actor)
    with walls.acting(Actor.system("handover")):
        Account.objects.filter(id=account.id).update(is_active=not is_locked)
    act = "account.locked" if is_locked else "account.unlocked"
    journal.record(actor, act, "account", account.id, at=now, about_person_id=account.person_id)
    if is_locked:
        end_sessions(account_ids=[account.id], actor=actor, now=now, why="locked")


@transaction.atomic
def end_sessions_of(*, account_id: UUID, actor: Actor, now: datetime) -> int:
    """End all sessions of another's account."""
    permissions.require(actor, "end_sessions")
    account = _another_s(account_id, actor)
    return end_sessions(account_ids=[account.id], actor=actor, now=now, why="security officer")


@transaction.atomic
def withdraw_factors(*, account_id: UUID, actor: Actor, now: datetime) -> None:
    """Take away what an account could be opened with, when a phone or a key is in wrong hands: a code in person opens it anew."""
    permissions.require(actor, "withdraw_factors")
    account = _another_s(account_id, actor)
    with walls.acting(Actor.system("handover")):
        drop_factors(account)
        # Else the password alone would lead to setting up a new factor.
        account.set_unusable_password()
        account.save(update_fields=["password"])
    journal.record(actor, "account.factors_withdrawn", "account", account.id, at=now, about_person_id=account.person_id)
    end_sessions(account_ids=[account.id], actor=actor, now=now, why="factors withdrawn")


def leave_office(*, person_id: UUID, actor: Actor, now: datetime) -> int:
    """End the sessions of somebody whose post has ended; called by whoever ends it, who has checked that they may."""
    with walls.acting(Actor.system("sessions")):
        accounts = list(Account.objects.filter(person_id=person_id).values_list("id", flat=True))
    return end_sessions(account_ids=accounts, actor=actor, now=now, why="post ended")
