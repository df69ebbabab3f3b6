"""Signing in by a code sent to a phone. A phone is not a person: its account sees only what it filed itself, until it is bound."""

import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from linli.base.accounts import errors
from linli.base.accounts.actions import limits
from linli.base.accounts.actions.signing import Caller
from linli.base.accounts.models import Account, PhoneCode
from linli.base.accounts.queries import messages
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.sealed import digest, seal, unseal

LASTS, TRIES = timedelta(minutes=10), 5
PER_PHONE, PER_ADDRESS = 6, 30
"""Messages in an hour: to one phone, and asked for from one address."""


def send_code(*, phone: str, words: str, caller: Caller, now: datetime) -> UUID:
    """Send six digits to a phone and return the code's id, for the browser that asked alone. `words` has a place for {code}.

    It is the same whether or not an account has that phone, so that nobody learns which phones are known here.
    """
    send = messages.sender()
    if send is None:
        raise errors.NoMessages
    own = digest("phone-account", phone)
    with walls.acting(Actor.system("phone")):
        account_id = Account.objects.filter(phone_digest=own).values_list("id", flat=True).first()
    who = caller.bucket(f"phone:{phone}", account_id)
    limits.hit(what="sms", who=who, most=PER_PHONE, within=timedelta(hours=1), now=now)
    limits.hit(what="sms.address", who=caller.address, most=PER_ADDRESS, within=timedelta(hours=1), now=now)
    code = f"{secrets.randbelow(10**6):06d}"
    code_id = new_id()
    with walls.acting(Actor.system("phone")):
        PhoneCode.objects.filter(ends_at__lte=now).delete()
        PhoneCode.objects.create(
            id=code_id,
            phone_digest=own,
            phone_sealed=seal(phone),
            code_digest=digest("phone-code", f"{code_id}:{code}"),
            ends_at=now + LASTS,
        )
    send(phone, words.format(code=code))
    return code_id


def pass_phone(*, code_id: UUID, code: str, now: datetime) -> Account:
    """Take the digits; returns the phone's account, which is opened now if there was none."""
    with walls.acting(Actor.system("phone")) as actor:
        phone = _spend(code_id, code, now)
        account = _account_of(phone, actor, now) if phone else None
    # Only now, for a refusal inside would take the counted try back.
    if account is None:
        raise errors.WrongPhoneCode
    if not account.is_active:
        raise errors.Locked
    return account


def _spend(code_id: UUID, code: str, now: datetime) -> str:
    """The phone, if these are its digits; a try is counted before they are compared, so that many at once are no more than five."""
    good = PhoneCode.objects.filter(id=code_id, used_at=None, ends_at__gt=now, tries__lt=TRIES)
    if not good.update(tries=F("tries") + 1):
        return ""
    sent = PhoneCode.objects.get(id=code_id)
    if not hmac.compare_digest(bytes(sent.code_digest), digest("phone-code", f"{code_id}:{code}")):
        return ""
    is_first = PhoneCode.objects.filter(id=code_id, used_at=None).update(used_at=now)
    return unseal(sent.phone_sealed) if is_first else ""


def _account_of(phone: str, actor: Actor, now: datetime) -> Account:
    own = digest("phone-account", phone)
    account = Account.objects.filter(phone_digest=own).first()
    if account is None:
        fresh = Account(username=f"phone-{new_id()}", phone_digest=own, phone_sealed=seal(phone), created_at=now)
        fresh.set_unusable_password()
        # Two browsers of one phone may come at once: one of them opens it.
        Account.objects.bulk_create([fresh], ignore_conflicts=True)
        account = Account.objects.get(phone_digest=own)
        journal.record(actor, "account.opened", "account", account.id, at=now)
    return account
