"""What a check finds, and the files checks read."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.project import ROOT

LINLI = ROOT / "linli"
PYTHON_ROOTS = ("linli", "demo", "bench", "journeys", "tools")


@dataclass(frozen=True, order=True)
class Finding:
    """One place to mend: where it is, what is wrong, how to cure it."""

    path: Path
    line: int
    message: str
    is_hint: bool = False

    def __str__(self) -> str:
        """Return the line editors understand: path:line: message."""
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path}:{self.line}: {self.message}{' (a hint)' if self.is_hint else ''}"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file of the project that is in git or would be: what git ignores is nobody's to check."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def files(*suffixes: str, under: tuple[str, ...] = ()) -> list[Path]:
    """Return the project's files with one of the endings, below one of the folders if any are named."""
    folders = [ROOT / name for name in under]
    return [
        path
        for path in tracked()
        if path.suffix in suffixes and (not folders or any(path.is_relative_to(folder) for folder in folders))
    ]


def templates() -> list[Path]:
    """Return the templates of every context."""
    return [path for path in files(".html", ".txt", ".svg", under=("linli",)) if "templates" in path.parts]


def python_files() -> list[Path]:
    """Return the project's Python files, migrations included."""
    return [*files(".py", under=PYTHON_ROOTS), *(ROOT / name for name in ("conftest.py", "manage.py"))]


def is_migration(path: Path) -> bool:
    """Whether the file is a migration: written once, by hand or machine, and never again."""
    return "migrations" in path.parts


def contexts() -> Iterator[tuple[str, Path]]:
    """Yield each context that is built: its dotted name and its folder."""
    for folder in sorted(LINLI.glob("*/*/")):
        if folder.parent.name != "config" and (folder / "__init__.py").exists():
            yield f"linli.{folder.parent.name}.{folder.name}", folder


@cache
def parsed(path: Path) -> ast.Module:
    """Return the file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def line_of(text: str, position: int) -> int:
    """Return the line number of a position in the text."""
    return text.count("\n", 0, position) + 1
