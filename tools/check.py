"""Runs every check of the house in turn, then says in a table what passed: `./dev check [name …]`."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django

from tools import postgres, project
from tools.checks import finding
from tools.project import ROOT

BIN = Path(sys.prefix) / "bin"
PYTHON = sys.executable
SOURCES = [
    "linli",
    "tools",
    *(name for name in ("demo", "bench", "journeys") if (ROOT / name).is_dir()),
    "conftest.py",
    "manage.py",
]
RUFF = [PYTHON, "-m", "ruff"]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"


@dataclass(frozen=True)
class Check:
    """A check: its name, how to run it, and what to do when it fails."""

    name: str
    run: Callable[[], bool]
    cure: str
    needs_django: bool = False


def _command(*command: str | Path) -> Callable[[], bool]:
    def run() -> bool:
        return subprocess.run([*command], cwd=ROOT, check=False).returncode == 0

    return run


def _templates() -> bool:
    paths = [path for path in finding.templates() if path.suffix == ".html"]
    return (
        not paths
        or subprocess.run([BIN / "djangofmt", "--check", "--quiet", *paths], cwd=ROOT, check=False).returncode == 0
    )


def _own(name: str) -> Callable[[], bool]:
    """Return a runner for a module of tools/checks: prints its findings, fails if any is more than a hint."""

    def run() -> bool:
        found = sorted(importlib.import_module(f"tools.checks.{name}").check())
        for each in found:
            print(each)
        return all(each.is_hint for each in found)

    return run


def _django() -> bool:
    from django.core.management import CommandError, call_command  # noqa: PLC0415 -- after django.setup

    try:
        call_command("check", "--fail-level", "WARNING", verbosity=0)
    except CommandError as error:
        print(error)
        return False
    return True


CHECKS = [
    Check("format", _command(*RUFF, "format", "--check", "--output-format", "concise", "."), "./dev tidy mends it"),
    Check(
        "lint",
        _command(*RUFF, "check", "--output-format", "concise", "."),
        "python -m ruff check --fix . mends some of it",
    ),
    Check(
        "types",
        _command(PYTHON, "-m", "mypy", "--no-error-summary", *SOURCES),
        "give the types; no Any where a name will do",
    ),
    Check(
        "floors",
        _command(PYTHON, "-c", LINT_IMPORTS, "--no-logo"),
        "the code is in the wrong place; .importlinter says why",
    ),
    Check("templates", _templates, "./dev tidy mends it"),
    Check("components", _own("components"), "components take what <c-vars> declares"),
    Check("inline", _own("inline"), "scripts and styles live in static/"),
    Check("names", _own("names"), "the list of files inside a context is closed"),
    Check("sizes", _own("sizes"), "split by noun"),
    Check("suppressions", _own("suppressions"), "name the rule and the reason"),
    Check("requirements", _own("requirements"), "docs/requirements.toml names tests that exist"),
    Check("django", _django, "Django's own checks", needs_django=True),
    Check("messages", _own("messages"), "the words and their English, in the context's django.po", needs_django=True),
    Check("glossary", _own("glossary"), "docs/words.md first, then the model", needs_django=True),
    Check("migrations", _own("migrations"), "one migration for each change of the models", needs_django=True),
    Check("generated", _own("generated"), "./dev map writes them anew", needs_django=True),
]


def main(chosen: Sequence[str]) -> None:
    """Run all checks, or those named, and end with 1 if any failed."""
    unknown = set(chosen) - {check.name for check in CHECKS}
    if unknown:
        project.fail(
            f"no such check: {', '.join(sorted(unknown))}. There are: {', '.join(check.name for check in CHECKS)}."
        )
    outcomes: list[tuple[Check, bool, float]] = []
    try:
        for check in CHECKS:
            if chosen and check.name not in chosen:
                continue
            print(f"── {check.name}", flush=True)
            began = time.monotonic()
            if check.needs_django:
                _set_up_django()
            outcomes.append((check, check.run(), time.monotonic() - began))
    finally:
        _print_table(outcomes)
    raise SystemExit(not all(passed for _, passed, _ in outcomes))


def _print_table(outcomes: Sequence[tuple[Check, bool, float]]) -> None:
    print("\ncheck          outcome   seconds")
    for check, passed, seconds in outcomes:
        print(
            f"{check.name:14} {'passed' if passed else 'FAILED':8} {seconds:8.1f}{'' if passed else f'   {check.cure}'}"
        )
    print(
        f"{'all':14} {'passed' if all(each[1] for each in outcomes) else 'FAILED':8} {sum(each[2] for each in outcomes):8.1f}"
    )


@cache
def _set_up_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings_test"
    postgres.test_cluster().ensure()
    django.setup()


if __name__ == "__main__":
    main(sys.argv[1:])
