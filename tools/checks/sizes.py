"""Files and functions a person can hold in mind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.checks.finding import Finding, files, is_migration, parsed, python_files

SOFT_FILE, HARD_FILE = 300, 500
FUNCTION = 40
TEMPLATE = 150


def check() -> Iterator[Finding]:
    """Yield every file and function that is too long."""
    for path in files(".py", ".html", ".js", ".css"):
        if not is_migration(path):
            yield from file_findings(path, len(path.read_text(encoding="utf-8").splitlines()))
    for path in python_files():
        if not is_migration(path):
            yield from function_findings(path, parsed(path))


def file_findings(path: Path, lines: int) -> Iterator[Finding]:
    """Hold one file against its limit; between soft and hard it is only said."""
    if path.suffix == ".html":
        if lines > TEMPLATE:
            yield Finding(
                path, TEMPLATE, f"{lines} lines: a template has at most {TEMPLATE}. Move a part into a component."
            )
    elif lines > HARD_FILE:
        yield Finding(path, HARD_FILE, f"{lines} lines: a file has at most {HARD_FILE}. Split it by noun.")
    elif lines > SOFT_FILE:
        yield Finding(path, SOFT_FILE, f"{lines} lines: over {SOFT_FILE} it is time to split by noun.", is_hint=True)


def function_findings(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """Hold each function against its limit, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := _length(node)) > FUNCTION:
            message = (
                f"{node.name} has {lines} lines: a function has at most {FUNCTION}. Name a part of it and move it out."
            )
            yield Finding(path, node.lineno, message)


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        whole -= (first.end_lineno or first.lineno) - first.lineno + 1
    return whole
