"""The second factor: adding, passing and removing apps that count codes, security keys, and spare codes on paper."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

from linli.base.accounts import errors
from linli.base.accounts.actions import limits
from linli.base.accounts.actions.signing import TRIES, WINDOW, Caller
from linli.base.accounts.models import Account, Factor, SpareCode
from linli.base.accounts.queries import factors as known
from linli.base.accounts.queries.keys import KeyServer
from linli.base.journal import public as journal
from linli.base.kit import totp
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import digest, seal, unseal

SPARE_CODES, SPARE_LENGTH = 10, 10
MOST_FACTORS = 6
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def spare_digest(account_id: UUID, code: str) -> bytes:
    """What is kept of a spare code: keyed, and different for each account."""
    plain = "".join(character for character in code.lower() if character.isalnum())
    return digest("spare-code", f"{account_id}:{plain}")


def pass_code(*, account: Account, code: str, caller: Caller, now: datetime) -> str:
    """Take six digits of an app or a spare code; returns which it was. Each is good once, in all browsers together."""
    who = caller.bucket(f"factor:{account.id}", account.id)
    limits.hit(what="factor", who=who, most=TRIES, within=WINDOW, now=now)
    plain = code.replace(" ", "").replace("-", "")
    kind = "codes" if plain.isdigit() and len(plain) == totp.DIGITS else "spare"
    passed = _count_code(account, plain, now) if kind == "codes" else _spend_spare(account, plain, now)
    if not passed:
        raise errors.WrongCode
    limits.forget(what="factor", who=who)
    return kind


def _count_code(account: Account, code: str, now: datetime) -> bool:
    # Where the code is printed beside the field (a demo) there is nothing to replay.
    again = 1 if settings.LINLI_SECOND_FACTOR == "demo" else 0
    for factor in Factor.objects.filter(account=account, kind="codes"):
        step = totp.step_of(unseal(factor.seed_sealed or b""), code, now)
        if step is not None:
            fresh = Factor.objects.filter(id=factor.id, last_count__lt=step + again)
            return bool(fresh.update(last_count=step, used_at=now))
    return False


def _spend_spare(account: Account, code: str, now: datetime) -> bool:
    unused = SpareCode.objects.filter(account=account, digest=spare_digest(account.id, code), used_at=None)
    return bool(unused.update(used_at=now))


def pass_key(*, account: Account, server: KeyServer, state: Any, answer: dict[str, Any], now: datetime) -> str:
    """Take a security key's answer to the challenge in `state`. A counter that doesn't grow means that the key was copied."""
    keys = list(Factor.objects.filter(account=account, kind="key"))
    credentials = [AttestedCredentialData(bytes(each.credential or b"")) for each in keys]
    try:
        used = server.authenticate_complete(state, credentials, answer)
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError) as invalid:
        raise errors.WrongKey from invalid
    factor = next(each for each in keys if bytes(each.credential_id or b"") == used.credential_id)
    # Keys that don't count always say nought.
    fresh = Factor.objects.filter(id=factor.id, **({"last_count__lt": count} if count or factor.last_count else {}))
    if not fresh.update(last_count=count, used_at=now):
        raise errors.CopiedKey
    return "key"


def add_app(*, account: Account, seed: str, code: str, name: str, actor: Actor, now: datetime) -> list[str]:
    """Add an app that has shown one right code; returns spare codes to keep, where the account has none.

    Not a transaction of its own: a wrong try has to stay counted.
    """
    limits.hit(what="factor.add", who=str(account.id), most=TRIES, within=WINDOW, now=now)
    step = totp.step_of(seed, code.replace(" ", ""), now)
    if step is None:
        raise errors.WrongCode
    _refuse_many(account)
    factor = Factor.objects.create(
        account=account, kind="codes", name=name, seed_sealed=seal(seed), last_count=step, created_at=now
    )
    return _added(account, factor, actor, now)


@transaction.atomic
def add_key(
    *,
    account: Account,
    server: KeyServer,
    state: Any,
    answer: dict[str, Any],
    name: str,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """Add a security key that has answered the challenge in `state`; returns spare codes, where the account has none."""
    try:
        made = server.register_complete(state, answer)
    except (ValueError, KeyError, TypeError) as invalid:
        raise errors.WrongKey from invalid
    credential = made.credential_data
    if credential is None or Factor.objects.filter(credential_id=credential.credential_id).exists():
        raise errors.WrongKey
    _refuse_many(account)
    factor = Factor.objects.create(
        account=account,
        kind="key",
        name=name,
        credential=bytes(credential),
        credential_id=credential.credential_id,
        last_count=made.counter,
        created_at=now,
    )
    return _added(account, factor, actor, now)


def _refuse_many(account: Account) -> None:
    if Factor.objects.filter(account=account).count() >= MOST_FACTORS:
        raise errors.TooManyFactors(most=MOST_FACTORS)


def _added(account: Account, factor: Factor, actor: Actor, now: datetime) -> list[str]:
    journal.record(
        actor,
        "account.factor_added",
        "account",
        account.id,
        at=now,
        about_person_id=account.person_id,
        name=factor.name,
    )
    if known.spare_left(account):
        return []
    return new_spare_codes(account=account, actor=actor, now=now)


@transaction.atomic
def new_spare_codes(*, account: Account, actor: Actor, now: datetime) -> list[str]:
    """Ten new spare codes, shown this once; the former ones are void."""
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(SPARE_LENGTH)) for _ in range(SPARE_CODES)]
    SpareCode.objects.filter(account=account).delete()
    SpareCode.objects.bulk_create([SpareCode(account=account, digest=spare_digest(account.id, code)) for code in codes])
    journal.record(actor, "account.spare_codes_made", "account", account.id, at=now, about_person_id=account.person_id)
    half = SPARE_LENGTH // 2
    return [f"{code[:half]}-{code[half:]}" for code in codes]


@transaction.atomic
def remove_factor(*, account: Account, factor_id: UUID, must_keep_one: bool, actor: Actor, now: datetime) -> None:
    """Remove one of the account's factors; the last one stays where a second factor is required."""
    Account.objects.select_for_update().get(id=account.id)
    factor = Factor.objects.filter(account=account, id=factor_id).first()
    if factor is None:
        raise errors.FactorGone
    if must_keep_one and Factor.objects.filter(account=account).count() == 1:
        raise errors.LastFactor
    factor.delete()
    journal.record(
        actor,
        "account.factor_removed",
        "account",
        account.id,
        at=now,
        about_person_id=account.person_id,
        name=factor.name,
    )


def drop_factors(account: Account) -> int:
    """Take away everything the account could show beside its password; only a recovery does that."""
    SpareCode.objects.filter(account=account).delete()
    return Factor.objects.filter(account=account).delete()[0]
