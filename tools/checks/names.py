"""The closed list of files inside a context, and names that say nothing.

Python files are held by .importlinter too (`inside`, exhaustive); this check also sees folders, data and engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.checks.finding import LINLI, Finding, contexts, files

ENGINES = {"kit", "ui", "rules", "interfaces"}
MODULES = [
    "admin",
    "api",
    "apps",
    "middleware",
    "views",
    "forms",
    "subscribers",
    "jobs",
    "public",
    "actions",
    "queries",
    "facts",
    "permissions",
    "models",
    "events",
    "states",
    "errors",
    "urls",
]
FOLDERS = ["migrations", "management", "templatetags", "locale", "data", "templates", "static", "tests"]
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "handler", "stuff"}
README_LINES = 40


def check() -> Iterator[Finding]:
    """Yield every file that has no place, and every context without its README."""
    for path in files(".py", ".html", ".js", ".css"):
        if path.stem in BANNED or any(part in BANNED for part in path.relative_to(LINLI.parent).parts[:-1]):
            yield Finding(path, 1, f"`{path.stem}` says nothing about what is inside. Name it after its noun or verb.")
    for name, folder in contexts():
        yield from readme_findings(folder)
        if folder.name not in ENGINES:
            yield from entry_findings(name, sorted(folder.iterdir()))


def entry_findings(context: str, entries: list[Path]) -> Iterator[Finding]:
    """Hold the files and folders of one context against the closed list."""
    for path in entries:
        if path.name.startswith(("__", ".")) or path.name == "README.md":
            continue
        if path.is_dir():
            known = path.name in FOLDERS or (path.name in MODULES and (path / "__init__.py").exists())
        else:
            known = path.suffix == ".py" and path.stem in MODULES
        if not known:
            yield Finding(
                path, 1, f"{context} has no place for `{path.name}`. Files inside a context: {', '.join(MODULES)};"
                f" folders: {', '.join(FOLDERS)}. A file may become a package of the same name."
            )  # fmt: skip


def readme_findings(folder: Path) -> Iterator[Finding]:
    """Ask each context for a README of at most forty lines, with a line that says what it owns."""
    readme = folder / "README.md"
    if not readme.exists():
        yield Finding(readme, 1, "is missing. Say what the context owns, what it never does, its words and its doors.")
        return
    lines = readme.read_text(encoding="utf-8").splitlines()
    if len(lines) > README_LINES and folder.name not in ENGINES:
        yield Finding(readme, README_LINES, f"has {len(lines)} lines, at most {README_LINES}. Move the rest to docs/.")
    if not any("owns" in line.lower() for line in lines):
        yield Finding(readme, 1, "does not say what the context owns. Write a line that begins `Owns`.")
