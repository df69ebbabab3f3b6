"""Which second factors an account has, and the setting up of new ones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import segno
from django.conf import settings

from linli.base.accounts.models import Account, Factor, SpareCode
from linli.base.kit import totp
from linli.base.kit.sealed import unseal

ISSUER = "Linli"


@dataclass(frozen=True, slots=True)
class OwnFactor:
    """One of the reader's own factors."""

    id: UUID
    kind: str
    name: str
    created_at: datetime
    used_at: datetime | None


def factors_of(account: Account) -> list[OwnFactor]:
    """An account's factors, the oldest first."""
    columns = ("id", "kind", "name", "created_at", "used_at")
    return [OwnFactor(*row) for row in Factor.objects.filter(account=account).order_by("id").values_list(*columns)]


def has_factor(account: Account) -> bool:
    """Whether a password alone opens nothing here."""
    return Factor.objects.filter(account=account).exists()


def spare_left(account: Account) -> int:
    """How many spare codes are still good."""
    return SpareCode.objects.filter(account=account, used_at=None).count()


def picture_of(seed: str, account: Account) -> str:
    """The QR code by which an app takes a seed over, as an image address."""
    code = segno.make(totp.address(seed, account=account.username, issuer=ISSUER), error="m")
    return str(code.svg_data_uri(scale=5, border=4, light="white"))


def shown_code(account: Account, now: datetime) -> str:
    """In a demo, the code that the account's app would show; nothing anywhere else (the settings see to that)."""
    if settings.LINLI_SECOND_FACTOR != "demo":
        return ""
    factor = Factor.objects.filter(account=account, kind="codes").first()
    return totp.code_at(unseal(factor.seed_sealed or b""), now) if factor else ""
