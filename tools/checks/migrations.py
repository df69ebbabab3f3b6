"""Migrations: complete, and harmless to a running city (no column dropped or made mandatory in one step)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout

from django.apps import apps
from django.core.management import CommandError, call_command
from django_migration_linter import MigrationLinter

from tools.checks.finding import Finding
from tools.project import ROOT

# Reverse data migrations and idempotent SQL are the author's to judge; nothing is deployed before the first release.
EXCLUDED = ["RUNPYTHON_REVERSIBLE", "RUNSQL_REVERSIBLE", "CREATE_INDEX"]


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
    linter = MigrationLinter(
        str(ROOT),
        include_apps=sorted(ours),
        no_cache=True,
        database="owner",
        exclude_migration_tests=EXCLUDED,
        no_output=False,
    )
    with redirect_stdout(said):
        linter.lint_all_migrations()
    if linter.has_errors:
        yield Finding(ROOT / "linli", 1, f"a migration would hurt a running city:\n{said.getvalue().strip()}")
