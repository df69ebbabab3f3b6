"""Who may do what: roles and their capabilities, and the capability each verb of each context asks for."""

from __future__ import annotations

import importlib

from linli.registers.bodies.public import ROLES
from tools.checks import finding
from tools.maps import markdown

TABLE_NAMES = ("ALLOWED", "CAPABILITY")


def build() -> str:
    """Return the two tables."""
    capabilities = sorted({each for role in ROLES.values() for each in role.capabilities})
    cast = [
        (
            f"`{role.name}`",
            role.title,
            role.level,
            role.sight,
            *("●" if each in role.capabilities else "" for each in capabilities),
        )
        for role in ROLES.values()
    ]
    return markdown.document(
        "Roles and permissions",
        "A role's capabilities end at its place's subtree; `held` sees the matters its body holds, and no register.",
        markdown.table(("role", "title", "level", "sight", *capabilities), cast),
        "## What each verb asks for",
        markdown.table(("context", "verb", "capability", "roles"), verbs()),
        "Moves of a matter ask for more than a capability: [states and moves](states.md).",
    )


def verbs() -> list[tuple[str, str, str, str]]:
    """Return a row for each verb of each context that keeps such a table."""
    rows = []
    for name, folder in finding.contexts():
        if not (folder / "permissions.py").exists():
            continue
        module = importlib.import_module(f"{name}.permissions")
        for table in (getattr(module, each) for each in TABLE_NAMES if hasattr(module, each)):
            rows += [(f"`{folder.name}`", verb, capability, _holders(capability)) for verb, capability in _pairs(table)]
    return rows


def _pairs(table: dict[str, str] | str) -> list[tuple[str, str]]:
    """Return verb and capability; a context whose verbs all ask for the same names just that."""
    return [("all of it", table)] if isinstance(table, str) else list(table.items())


def _holders(capability: str) -> str:
    return ", ".join(role.name for role in ROLES.values() if capability in role.capabilities) or "nobody yet"
