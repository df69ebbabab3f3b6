"""Writes the generated documents: `./dev map`; with --check it only says which are out of date."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import django

from tools.project import ROOT

# Each document and the module of tools/maps that makes it, with a function build() -> str.
DOCUMENTS = {
    "docs/context-map.md": "contexts",
    "docs/states.md": "states",
    "docs/permissions.md": "permissions",
    "docs/coverage.md": "coverage",
}


def outdated() -> Iterator[tuple[Path, str]]:
    """Yield each document that differs from what the code says, with the text it should have."""
    for name, module in DOCUMENTS.items():
        path = ROOT / name
        text: str = importlib.import_module(f"tools.maps.{module}").build()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text


def main(arguments: Sequence[str]) -> None:
    """Write what is out of date, or with --check say so and end with 1."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings_test"
    django.setup()
    changed = list(outdated())
    for path, text in changed:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "--check" in arguments and changed:
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
