"""The context map: what each context owns, whom it imports, who hears what it tells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp

from tools.checks import finding
from tools.contracts import context_of, inside_of
from tools.maps import markdown

WINGS = ("faces", "exchange", "measure", "means", "civic", "affairs", "registers", "base")
OPEN = {"linli.base.kit", "linli.base.ui"}


def build() -> str:
    """Return the map."""
    graph = grimp.build_graph("linli", cache_dir=None)
    folders = dict(sorted(finding.contexts(), key=lambda pair: (WINGS.index(pair[0].split(".")[1]), pair[0])))
    uses = {name: imports(graph, name) for name in folders}
    rows = [
        (name.split(".")[1], f"`{name.split('.')[2]}`", owns(folder), ", ".join(_short(uses[name])) or "–")
        for name, folder in folders.items()
    ]
    lines = ["flowchart TD"]
    for wing in WINGS:
        inside = [name for name in folders if name.split(".")[1] == wing and name not in OPEN]
        if inside:
            lines += [f"  subgraph {wing}", *(f"    {name.split('.')[2]}" for name in inside), "  end"]
    lines += [
        f"  {name.split('.')[2]} --> {used.split('.')[2]}"
        for name in folders
        for used in uses[name]
        if not {name, used} & OPEN
    ]
    heard = list(events(folders))
    return markdown.document(
        "Context map",
        "Every context, top floor first. Contexts are entered through `public.py`, `events.py` and their test factories only;"
        " `kit` and `ui` are open to all and left out of the picture.",
        markdown.table(("wing", "context", "owns", "imports"), rows),
        markdown.mermaid(lines),
        "## Events" if heard else "",
        markdown.table(("event", "told by", "what it says"), heard) if heard else "",
    )


def imports(graph: grimp.ImportGraph, context: str) -> list[str]:
    """Return the contexts that a context's code imports, its tests aside."""
    found = {
        context_of(imported)
        for module in graph.find_descendants(context) | {context}
        if not inside_of(module).startswith("tests")
        for imported in graph.find_modules_directly_imported_by(module)
    }
    return sorted(each for each in found - {context} if each.count(".") == 2 and not each.startswith("linli.config"))


def owns(folder: Path) -> str:
    """Return the README's sentence on what the context owns."""
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    found = next((part for part in paragraphs if re.match(r"\W*owns\b", part, re.IGNORECASE)), "")
    words = re.sub(r"^\W*owns\b\W*", "", found, flags=re.IGNORECASE)
    return words[:1].upper() + words[1:] if words else "–"


def events(folders: dict[str, Path]) -> Iterator[tuple[str, str, str]]:
    """Yield each event class with its context and the first line of its docstring."""
    for name, folder in folders.items():
        path = folder / "events.py"
        if not path.exists() or folder.name == "kit":
            continue
        for node in finding.parsed(path).body:
            if isinstance(node, ast.ClassDef):
                said = (ast.get_docstring(node) or "").split("\n")[0]
                yield f"`{node.name}`", f"`{name.split('.')[2]}`", said


def _short(names: list[str]) -> list[str]:
    return [f"`{name.split('.')[2]}`" for name in names if name not in OPEN]
