"""Accounts to sign in with: staff of three communities and of all that stands above them, and two residents."""

import base64
import os
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher

from demo.bodies import Staff
from demo.chance import Id, Ids
from demo.people import Reporter
from linli.base.kit import totp
from linli.base.kit.sealed import digest, seal

ACCOUNT = ("id", "username", "password", "person_id", "created_at")
FACTOR = ("id", "account_id", "kind", "name", "seed_sealed", "created_at")
ROUNDS = 60_000
"""Fewer rounds than a chosen password needs: this one is random, and forty of them have to be hashed while the city loads."""

RESIDENTS = ("resident", "resident2")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def password_file() -> Path:
    """Where the demo's one password is kept."""
    return Path(settings.VAR_DIR) / "demo-password"


def demo_password() -> str:
    """The demo's password; made by chance the first time, readable by the owner of the files alone."""
    path = password_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3)) + "\n")
    return path.read_text(encoding="utf-8").strip()


def seed_of(username: str) -> str:
    """The seed of a demo account's authenticator app: secret like the keys of this installation, but known again here."""
    return base64.b32encode(digest("demo-app", username)[: totp.SEED_BYTES]).decode()


def code_of(username: str, moment: datetime) -> str:
    """The six digits that the app of a demo account shows at a moment."""
    return totp.code_at(seed_of(username), moment)


class AccountMaker:
    """Hashes the password for every account on the side (hashing leaves Python free to go on)."""

    def __init__(self, ids: Ids, at: datetime) -> None:
        self._ids, self._at = ids, at
        self._password = demo_password()
        self._pool = ThreadPoolExecutor(max_workers=2)
        self._waiting: list[tuple[Id, str, Future[str], Id]] = []
        self.by_username: dict[str, Id] = {}

    def open(self, username: str, person_id: Id) -> Id:
        """An account of that name; its hash is worked out meanwhile."""
        own = self._ids()
        self._waiting.append((own, username, self._pool.submit(self._hash), person_id))
        self.by_username[username] = own
        return own

    def open_for(self, staff: Staff) -> None:
        """One account for each person who holds a post with a user name."""
        known: set[Id] = set()
        for seats in staff.seats.values():
            for seat in seats:
                if seat.username and seat.holder and seat.holder.id not in known:
                    known.add(seat.holder.id)
                    self.open(seat.username, seat.holder.id)

    def open_residents(self, reporters: list[Reporter]) -> list[tuple[Id, Reporter]]:
        """Accounts `resident` and `resident2` for two people of a community."""
        return [(self.open(name, who.person_id), who) for name, who in zip(RESIDENTS, reporters, strict=False)]

    def rows(self) -> list[tuple[Id, str, str, Id, datetime]]:
        """The rows, once every hash is done."""
        rows = [(own, name, hashed.result(), person, self._at) for own, name, hashed, person in self._waiting]
        self._pool.shutdown()
        return rows

    def factors(self) -> list[tuple[Id, Id, str, str, bytes, datetime]]:
        """An app for every account of staff; residents need none."""
        return [
            (self._ids(), own, "codes", "演示验证器", seal(seed_of(name)), self._at)
            for own, name, _hashed, _person in self._waiting
            if name not in RESIDENTS
        ]

    def _hash(self) -> str:
        hasher = get_hasher()
        if isinstance(hasher, PBKDF2PasswordHasher):
            return hasher.encode(self._password, hasher.salt(), iterations=ROUNDS)
        return hasher.encode(self._password, hasher.salt())
