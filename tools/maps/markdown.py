"""The few shapes of Markdown that generated documents use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by ./dev map from the code. Do not edit: change what it is made from. -->"


def document(title: str, *parts: str) -> str:
    """Return a whole document: notice, title, parts."""
    return "\n\n".join([NOTICE, f"# {title}", *(part for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; bars inside cells are escaped."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def mermaid(lines: Iterable[str]) -> str:
    """Return a diagram that Git hosts and editors draw."""
    return "\n".join(["```mermaid", *lines, "```"])
