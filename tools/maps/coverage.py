"""Which requirements are shown by which tests."""

from __future__ import annotations

from collections import defaultdict

from tools.checks import requirements
from tools.maps import markdown


def build() -> str:
    """Return the requirements by the document they come from, each with its tests."""
    text = requirements.TABLE.read_text(encoding="utf-8") if requirements.TABLE.exists() else ""
    sources: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for requirement, tests in requirements.entries(text):
        sources[requirement.split("-")[0]].append((requirement, "<br>".join(f"`{test}`" for test in tests)))
    counts = [(source, len(rows)) for source, rows in sorted(sources.items())]
    parts = [
        f"## {source}\n\n{markdown.table(('requirement', 'shown by'), rows)}"
        for source, rows in sorted(sources.items())
    ]
    return markdown.document(
        "Requirements shown by tests",
        markdown.table(("document", "requirements shown"), [*counts, ("all", sum(count for _, count in counts))]),
        *parts,
    )
