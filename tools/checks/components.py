"""Components are given only what they declare: django-cotton takes an unknown attribute in silence.

A component declares its inputs in `<c-vars …/>` and its slots by using them. What else is written on `<c-…>` must be an ordinary
HTML attribute, and then the component must pass it on with `{{ attrs }}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.checks.finding import Finding, line_of, templates

# Django's own tags and comments, hidden while tags are read; the mark keeps length and lines.
HIDDEN = re.compile(
    r"{%\s*verbatim.*?endverbatim\s*%}|{%\s*comment.*?endcomment\s*%}|{#.*?#}|{{.*?}}|{%.*?%}", re.DOTALL
)
MARK = "\ufffd"
TAG = re.compile(
    r"<(/?)c-([^\s/>]+)((?:\s+[^\s/>\"'=<>`]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*(/?)\s*>", re.DOTALL
)
ATTRIBUTE = re.compile(r"([^\s/>\"'=<>`]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?", re.DOTALL)
ANY_TAG = re.compile(r"</?c-([^\s/>]+)")
PASSED_ON = re.compile(
    r"(data|aria|hx)-.+|id|class|name|value|type|href|title|role|lang|dir|hidden|required|disabled|readonly|checked|selected|multiple"
    r"|placeholder|autocomplete|autofocus|inputmode|pattern|min|max|minlength|maxlength|step|rows|cols|size|accept|capture|for|form"
    r"|method|action|enctype|novalidate|formaction|target|rel|download|src|alt|width|height|loading|tabindex|accesskey|scope|colspan"
    r"|rowspan|headers|open|datetime|draggable|translate|spellcheck|list|cite"
)
# `{{ attrs }}`, or ui's tag that escapes them.
PASSING = r"{{\s*attrs\b|{%\s*html_attrs\s+attrs\b"
RESERVED = {"slot", "attrs"}


@dataclass(frozen=True)
class Component:
    """What a component's file says of itself."""

    path: Path
    inputs: frozenset[str]
    passes_on: bool
    text: str

    def takes_slot(self, name: str) -> bool:
        """Whether the component puts that slot somewhere."""
        return re.search(rf"{{[{{%][^}}]*\b{re.escape(name)}\b", self.text) is not None


@dataclass(frozen=True)
class Use:
    """One `<c-…>` or `</c-…>` in a template."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    position: int
    closes: bool = False
    is_empty: bool = False


def check() -> Iterator[Finding]:
    """Hold every use against its declaration."""
    declared = {name: read(path) for path in templates() if (name := component_name(path))}
    for path in templates():
        yield from findings(path, path.read_text(encoding="utf-8"), declared)


def component_name(path: Path) -> str | None:
    """Return the name in tags of a component's file: cotton/form/text_field.html is `form.text-field`."""
    parts = path.parts
    if "cotton" not in parts:
        return None
    inside = list(parts[parts.index("cotton") + 1 :])
    inside[-1] = path.stem
    if inside[-1] == "index":
        inside.pop()
    return normal(".".join(inside))


def normal(name: str) -> str:
    """Return a component's or input's name with `-` for `_`, as both are written."""
    return name.replace("_", "-")


def read(path: Path) -> Component:
    """Read a component's declaration."""
    return declaration(path, path.read_text(encoding="utf-8"))


def declaration(path: Path, text: str) -> Component:
    """Find the inputs in `<c-vars>` and whether other attributes are passed on."""
    inputs = {key for use in uses(text) if use.name == "vars" for key, _ in use.attributes}
    return Component(path, frozenset(normal(key) for key in inputs), re.search(PASSING, text) is not None, text)


def hide(text: str) -> str:
    """Return the text with Django's tags and comments masked, each character by the mark, lines kept."""
    return HIDDEN.sub(lambda match: re.sub(r"[^\n]", MARK, match.group()), text)


def uses(text: str) -> Iterator[Use]:
    """Yield each component tag with its attributes."""
    for match in TAG.finditer(hide(text)):
        attributes = []
        for attribute in ATTRIBUTE.finditer(match.group(3)):
            key = attribute.group(1).lstrip(":")
            if not key.startswith(MARK):
                attributes.append((key, attribute.group(2) or attribute.group(3) or attribute.group(4) or ""))
        yield Use(match.group(2), tuple(attributes), match.start(), bool(match.group(1)), bool(match.group(4)))


def findings(path: Path, text: str, declared: dict[str, Component]) -> Iterator[Finding]:
    """Hold one template's uses against the declarations."""
    starts = set()
    around: list[str] = []
    for use in uses(text):
        starts.add(use.position)
        if use.name in {"vars", "slot"} or use.closes:
            if use.name == "slot" and not use.closes:
                yield from _slot_findings(
                    path, line_of(text, use.position), use, declared.get(around[-1]) if around else None
                )
            elif use.closes and around and around[-1] == normal(use.name):
                around.pop()
            continue
        yield from _use_findings(path, line_of(text, use.position), use, declared.get(normal(use.name)))
        if not use.is_empty:
            around.append(normal(use.name))
    for match in ANY_TAG.finditer(hide(text)):
        if match.start() not in starts:
            message = (
                f"<c-{match.group(1)}> cannot be read: is a quote missing, or a tag inside that uses the same quotes?"
            )
            yield Finding(path, line_of(text, match.start()), message)


def _slot_findings(path: Path, line: int, use: Use, component: Component | None) -> Iterator[Finding]:
    name = dict(use.attributes).get("name", "")
    if component is None or not component.takes_slot(name):
        yield Finding(path, line, f"slot `{name}` is not used by the component around it. Mend its name.")


def _use_findings(path: Path, line: int, use: Use, component: Component | None) -> Iterator[Finding]:
    if component is None:
        yield Finding(path, line, f"there is no component <c-{use.name}>. Mend its name, or write templates/cotton/.")
        return
    for key, _ in use.attributes:
        if normal(key) in component.inputs or key in RESERVED:
            continue
        if component.passes_on and PASSED_ON.fullmatch(key):
            continue
        known = ", ".join(sorted(component.inputs)) or "none"
        yield Finding(
            path,
            line,
            f"<c-{use.name}> does not declare `{key}` (its inputs: {known}). Mend it, or add it to <c-vars>.",
        )
