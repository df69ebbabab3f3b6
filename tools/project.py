"""Where this clone keeps its things, and the environment its processes run in.

Everything a clone owns stands in `var/`. Only root's PostgreSQL stands elsewhere: it runs as another user, who may not be able
to enter the clone, so its files are in `/var/tmp/linli-<key>/`, where the key is made of the user and the clone's path.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
ENV_FILE = VAR / "env"
KEY = hashlib.sha256(f"{os.getuid()}:{ROOT}".encode()).hexdigest()[:10]


class SetupError(Exception):
    """Something the person at the keyboard must mend; the message says what is wrong and how to mend it."""


def fail(message: str) -> None:
    """End the command with a message for a person, not a traceback."""
    print(f"\nlinli: {message}", file=sys.stderr)
    raise SystemExit(1)


def is_root() -> bool:
    """Whether PostgreSQL must be run as somebody else."""
    return os.getuid() == 0


def _fresh_values() -> dict[str, str]:
    def key() -> str:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    return {
        "LINLI_CLUSTER": secrets.token_hex(8),
        "LINLI_SUPER_PASSWORD": secrets.token_urlsafe(24),
        "LINLI_OWNER_PASSWORD": secrets.token_urlsafe(24),
        "LINLI_APP_PASSWORD": secrets.token_urlsafe(24),
        "LINLI_SECRET_KEY": secrets.token_urlsafe(48),
        "LINLI_SEAL_KEY": key(),
    }


def secret_values() -> dict[str, str]:
    """Return the passwords and keys of this clone, made at random the first time and kept in `var/env` (mode 600)."""
    VAR.mkdir(exist_ok=True)
    with locked("env"):
        values = _fresh_values()
        known: dict[str, str] = {}
        if ENV_FILE.exists():
            try:
                lines = ENV_FILE.read_text(encoding="utf-8").splitlines()
            except PermissionError as error:
                raise SetupError(
                    f"{ENV_FILE} belongs to another user. Use a clone of your own, or run ./dev as the user who made this one."
                ) from error
            known = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        if not values.keys() <= known.keys():
            known = values | known
            _write_private(ENV_FILE, "".join(f"{name}={value}\n" for name, value in known.items()))
        return known


def _write_private(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Keep other processes of this clone out of the same piece of set-up while it runs."""
    VAR.mkdir(exist_ok=True)
    with (VAR / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def digest(*paths: Path, extra: str = "") -> str:
    """Return a short fingerprint of the files' names and contents; missing files count as absent."""
    total = hashlib.sha256(extra.encode())
    for path in sorted(paths):
        if path.is_file():
            total.update(str(path).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


class Stamp:
    """Remembers that a piece of set-up was done for one state of its inputs, so that the next run can pass over it."""

    def __init__(self, name: str, state: str) -> None:
        """Name the piece and give the fingerprint of what it was made from."""
        self.path = VAR / "stamps" / name
        self.state = state

    def is_current(self) -> bool:
        """Whether the piece was made from these very inputs."""
        return self.path.is_file() and self.path.read_text(encoding="utf-8") == self.state

    def set(self) -> None:
        """Record that the piece is made."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.state, encoding="utf-8")
