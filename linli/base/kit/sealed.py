"""Sealed fields: what identifies a person is stored encrypted, found by keyed blind indexes, and shown masked.

AES-256-GCM by default, SM4-GCM by `LINLI_SEAL_CIPHER=sm4` (GM/T 0002). A sealed value is one byte for the cipher,
twelve for the nonce, then ciphertext and tag; either cipher's values can be read whatever the setting is now.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_AES, _SM4 = b"\x01", b"\x02"
_NONCE, _TAG = 12, 16


@lru_cache(maxsize=128)
def _key(purpose: str, master: str) -> bytes:
    """A key of its own for each purpose, derived from the one secret in the environment."""
    return hmac.new(master.encode(), f"linli:{purpose}".encode(), hashlib.sha256).digest()


@lru_cache(maxsize=4)
def _aes(master: str) -> AESGCM:
    return AESGCM(_key("aes", master))


def seal(text: str) -> bytes:
    """Encrypt a text; the same text sealed twice gives different bytes."""
    nonce = os.urandom(_NONCE)
    if settings.LINLI_SEAL_CIPHER == "sm4":
        encryptor = Cipher(algorithms.SM4(_key("sm4", settings.LINLI_SEAL_KEY)[:16]), modes.GCM(nonce)).encryptor()
        body = encryptor.update(text.encode()) + encryptor.finalize()
        return _SM4 + nonce + body + encryptor.tag
    return _AES + nonce + _aes(settings.LINLI_SEAL_KEY).encrypt(nonce, text.encode(), None)


def unseal(sealed: bytes | memoryview) -> str:
    """Decrypt what `seal` made; raises `cryptography.exceptions.InvalidTag` if a byte was changed or the key is another."""
    value = bytes(sealed)
    kind, nonce, body = value[:1], value[1 : 1 + _NONCE], value[1 + _NONCE :]
    if kind == _SM4:
        mode = modes.GCM(nonce, body[-_TAG:])
        decryptor = Cipher(algorithms.SM4(_key("sm4", settings.LINLI_SEAL_KEY)[:16]), mode).decryptor()
        return (decryptor.update(body[:-_TAG]) + decryptor.finalize()).decode()
    return _aes(settings.LINLI_SEAL_KEY).decrypt(nonce, body, None).decode()


def digest(purpose: str, text: str) -> bytes:
    """A keyed blind index (HMAC-SHA-256, 32 bytes): equal texts of one purpose give equal bytes, and nothing more is told."""
    return hmac.digest(_key(f"index:{purpose}", settings.LINLI_SEAL_KEY), text.encode(), "sha256")


def mask_name(name: str) -> str:
    """王秀英 becomes 王**."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def mask_phone(phone: str) -> str:
    """13800001234 becomes 138****1234; shorter numbers keep their last two digits."""
    if len(phone) >= 11:
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:]


def mask_number(number: str) -> str:
    """An identity number with only its last four characters shown."""
    return "*" * max(len(number) - 4, 0) + number[-4:]
