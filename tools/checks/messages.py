"""Every word shown has its English, once: msgids are Chinese, translations stand in the contexts' own .po files."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po

from tools.checks.finding import Finding, files, is_migration, line_of, parsed, templates
from tools.words import catalogues

CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Names of languages are written in themselves.
UNTRANSLATED = {"中文"}
HIDDEN = re.compile(
    r"<pre\b.*?</pre>|{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}|{{.*?}}|{%.*?%}",
    re.DOTALL,
)

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Entry:
    """One translation as it stands in a .po file."""

    path: Path
    line: int
    key: Key
    texts: tuple[str, ...]


def check() -> Iterator[Finding]:
    """Yield what is untranslated, translated twice differently, translated and not used, or written bare in a template."""
    used = used_messages()
    by_context = open_contexts()
    yield from compare(used, [entry for entry in read_entries() if entry.key in used or entry.key[0] not in by_context])
    for path in templates():
        yield from bare_findings(path, path.read_text(encoding="utf-8"))


def compare(used: dict[Key, tuple[Path, int]], entries: list[Entry]) -> Iterator[Finding]:
    """Hold the words in use against the translations."""
    known: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        known[entry.key].append(entry)
        yield from _entry_findings(entry, used)
    for key, same in known.items():
        if len({entry.texts for entry in same}) > 1:
            where = ", ".join(str(entry.path.relative_to(entry.path.parents[5])) for entry in same[1:])
            yield Finding(
                same[0].path, same[0].line, f"{_shown(key)} is translated otherwise in {where}. Use one, or msgctxt."
            )
    for key, (path, line) in used.items():
        if CHINESE.search(key[1]) and key not in known and key[1] not in UNTRANSLATED:
            yield Finding(
                path, line, f"{_shown(key)} has no English. Add it to the context's locale/en/LC_MESSAGES/django.po."
            )


def _entry_findings(entry: Entry, used: dict[Key, tuple[Path, int]]) -> Iterator[Finding]:
    if entry.key not in used:
        yield Finding(
            entry.path, entry.line, f"{_shown(entry.key)} is not used any more. Remove it, or mend its wording."
        )
    if not all(entry.texts):
        yield Finding(entry.path, entry.line, f"{_shown(entry.key)} has an empty translation.")
    wanted = set(PLACEHOLDER.findall(entry.key[1]))
    if any(not set(PLACEHOLDER.findall(text)) <= wanted for text in entry.texts):
        yield Finding(
            entry.path, entry.line, f"{_shown(entry.key)}: the translation has a placeholder that the text has not."
        )
    if not any(wanted <= set(PLACEHOLDER.findall(text)) for text in entry.texts):
        yield Finding(entry.path, entry.line, f"{_shown(entry.key)}: a placeholder is missing from the translation.")


def _shown(key: Key) -> str:
    return f"“{key[1]}”" + (f" ({key[0]})" if key[0] else "")


def used_messages() -> dict[Key, tuple[Path, int]]:
    """Return every message in Python and templates, with the first place it stands."""
    found: dict[Key, tuple[Path, int]] = {}
    for path in _sources():
        for line, key in in_python(path.read_text(encoding="utf-8")):
            found.setdefault(key, (path, line))
    for path in templates():
        for line, key in in_template(path.read_text(encoding="utf-8")):
            found.setdefault(key, (path, line))
    return found


def in_python(text: str) -> Iterator[tuple[int, Key]]:
    """Yield line and message of each gettext call, also of calls to a function that only adds the context."""
    tree = ast.parse(text)
    wrappers = dict(_wrappers(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [str(each.value) if isinstance(each, ast.Constant) else None for each in node.args]
        name, context = node.func.id, wrappers.get(node.func.id)
        if context is None and name.startswith(("pgettext", "npgettext")):
            context, *words = words or [None]
        if (context or name in KEYWORDS) and words and words[0] is not None:
            yield node.lineno, (context, words[0])


def _wrappers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield functions that return `pgettext("context", their argument)`, with the context."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return):
            call = node.body[-1].value
            if isinstance(call, ast.Call) and (context := _open_context(call)):
                yield node.name, context


def _open_context(call: ast.Call) -> str | None:
    """Return the context of a pgettext whose words are only known when it runs."""
    if not (isinstance(call.func, ast.Name) and call.func.id.startswith("pgettext") and len(call.args) == 2):
        return None
    context, words = call.args
    if isinstance(context, ast.Constant) and not isinstance(words, ast.Constant):
        return str(context.value)
    return None


def open_contexts() -> set[str]:
    """Return the contexts whose words are only known when they run: what stands in .po files under them counts as used."""
    calls = (node for path in _sources() for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
    return {context for call in calls if (context := _open_context(call))}


def _sources() -> list[Path]:
    return [path for path in files(".py", under=("linli",)) if not is_migration(path) and "tests" not in path.parts]


def in_template(text: str) -> Iterator[tuple[int, Key]]:
    """Yield line and message of each translate tag and `_("…")` of a template."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- wants settings, which the caller sets up

    # In brackets, for the pseudo-Python that Django makes of a template is indented as it likes.
    source = BytesIO(f"({templatize(text)})".encode())
    for line, message, _, context in extract("python", source, keywords=KEYWORDS):
        yield line, (context, message if isinstance(message, str) else message[0])


def read_entries() -> Iterator[Entry]:
    """Yield every translation of every context's catalogue."""
    for path in catalogues():
        try:
            catalogue = read_po(BytesIO(path.read_bytes()), locale="en", abort_invalid=True)
        except PoFileError as error:
            raise SystemExit(f"{path}: {error}") from error
        for message in catalogue:
            if message.id:
                yield Entry(path, message.lineno or 1, (message.context, _first(message.id)), _texts(message))


def _first(id_: str | tuple[str, ...] | list[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _texts(message: Message) -> tuple[str, ...]:
    if message.fuzzy or not message.string:
        return ("",)
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def bare_findings(path: Path, text: str) -> Iterator[Finding]:
    """Yield Chinese that stands in a template outside a translation."""
    visible = HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for match in re.finditer(r"[^\n<>\"]*[\u3400-\u9fff][^\n<>\"]*", visible):
        words = match.group().strip()
        line = visible[visible.rfind("\n", 0, match.start()) + 1 : visible.find("\n", match.end())]
        if words not in UNTRANSLATED and 'translate="no"' not in line:
            yield Finding(
                path,
                line_of(text, match.start()),
                f'“{words}” stands bare. Put it into {{% translate %}}, or say translate="no".',
            )
