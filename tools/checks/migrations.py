"""Migrations: complete, and harmless to a running city (no column dropped or made mandatory in one step)."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stdout

from django.apps import apps
from django.core.management import CommandError, call_command
from django_migration_linter import MigrationLinter

from tools.checks.finding import Finding
from tools.project import ROOT

# What only hurts a city that runs: before the first release (a tag `v…`) there is none.
ONLY_WHEN_RELEASED = [
    "NOT_NULL",
    "CREATE_INDEX",
    "CREATE_INDEX_EXCLUSIVE",
    "DROP_COLUMN",
    "RENAME_COLUMN",
    "ALTER_COLUMN",
]


def check() -> Iterator[Finding]:
    """Yield models without their migration and migrations that would hurt."""
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except (SystemExit, CommandError) as error:
        cure = "run ./dev manage makemigrations --name what_it_does"
        yield Finding(ROOT / "linli", 1, f"models and migrations differ: {cure}\n{said.getvalue().strip() or error}")
        return
    yield from linted()


def linted() -> Iterator[Finding]:
    """Yield what the migration linter holds against our migrations."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("linli.")}
    said = io.StringIO()
    released = subprocess.run(
        ["git", "describe", "--tags", "--match", "v*", "--abbrev=0"], cwd=ROOT, capture_output=True, check=False
    )
    tag = released.stdout.decode().strip()
    linter = MigrationLinter(
        str(ROOT),
        include_apps=sorted(ours),
        no_cache=True,
        database="owner",
        exclude_migration_tests=[] if tag else ONLY_WHEN_RELEASED,
    )
    with redirect_stdout(said):
        linter.lint_all_migrations(git_commit_id=tag or None)
    if linter.has_errors:
        yield Finding(ROOT / "linli", 1, f"a migration would hurt a running city:\n{said.getvalue().strip()}")
