"""docs/requirements.toml says which test shows a requirement; here each named test must exist."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.checks.finding import Finding, parsed
from tools.project import ROOT

TABLE = ROOT / "docs" / "requirements.toml"


def check() -> Iterator[Finding]:
    """Yield every entry that names no test, or a test that is gone."""
    if not TABLE.exists():
        yield Finding(
            TABLE,
            1,
            'is missing. Write `HZ-46 = ["linli/registers/places/tests/test_x.py::test_name"]` for what is shown.',
        )
        return
    text = TABLE.read_text(encoding="utf-8")
    for requirement, tests in entries(text):
        line = next((number for number, each in enumerate(text.splitlines(), 1) if each.startswith(requirement)), 1)
        if not tests:
            yield Finding(TABLE, line, f"{requirement} names no test.")
        for test in tests:
            if (reason := missing(test)) is not None:
                yield Finding(TABLE, line, f"{requirement}: {test}: {reason}")


def entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each requirement's id with its tests; tables in the file only group them."""

    def walk(table: dict[str, object]) -> Iterator[tuple[str, list[str]]]:
        for name, value in table.items():
            if isinstance(value, dict):
                yield from walk(value)
            else:
                yield name, [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]  # checked by use

    yield from walk(tomllib.loads(text))


def missing(test: str) -> str | None:
    """Return why a test cannot be found, or nothing if it is there."""
    path_name, _, inside = test.partition("::")
    path = ROOT / path_name
    if not path.is_file():
        return "there is no such file"
    function = inside.partition("[")[0].split("::")[-1]
    if function not in functions(path):
        return f"there is no test {function!r} in the file"
    return None


def functions(path: Path) -> set[str]:
    """Return the names of the functions and classes of a test file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(parsed(path)) if isinstance(node, kinds)} | _assigned(parsed(path))


def _assigned(tree: ast.Module) -> set[str]:
    """Return names bound at the top: hypothesis' state machines make their test so (`TestMatter = Machine.TestCase`)."""
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}
