"""The generated documents say what the code says."""

from __future__ import annotations

from collections.abc import Iterator

from tools import map as maps
from tools.checks.finding import Finding


def check() -> Iterator[Finding]:
    """Yield each generated document that is out of date."""
    for path, _ in maps.outdated():
        yield Finding(path, 1, "is not what the code says any more. Run ./dev map.")
