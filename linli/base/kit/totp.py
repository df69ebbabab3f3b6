"""One-time codes from a shared seed and the clock (RFC 6238: SHA-1, 30 seconds, six digits, what every authenticator app reads)."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP, DIGITS, SEED_BYTES = 30, 6, 20


def new_seed() -> str:
    """160 random bits as base32, the form in which people type a seed into an app."""
    return base64.b32encode(secrets.token_bytes(SEED_BYTES)).decode()


def step_at(moment: datetime) -> int:
    """The number of the half minute in which a moment lies."""
    return int(moment.timestamp()) // STEP


def code_at(seed: str, moment: datetime) -> str:
    """The six digits an app shows at a moment."""
    return _code(seed, step_at(moment))


def step_of(seed: str, code: str, moment: datetime) -> int | None:
    """The half minute that a code belongs to: the present one, the one before or the one after (phones' clocks differ).

    All three are computed and compared in constant time, whichever it is. None: the code is wrong.
    """
    present = step_at(moment)
    given = code.encode()
    hits = [
        step for step in (present - 1, present, present + 1) if hmac.compare_digest(_code(seed, step).encode(), given)
    ]
    return hits[-1] if hits else None


def address(seed: str, *, account: str, issuer: str) -> str:
    """The otpauth:// address that an app reads from a QR code."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': seed, 'issuer': issuer, 'digits': DIGITS, 'period': STEP})}"


def _code(seed: str, step: int) -> str:
    # SHA-1 inside HMAC is not broken, and most apps know nothing else.
    totp = TOTP(base64.b32decode(seed), DIGITS, SHA1(), STEP)  # noqa: S303 -- see above
    return totp.generate(step * STEP).decode()
