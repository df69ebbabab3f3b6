"""Kinds of message: what may be said of each, and the words it ships with. Contexts register their files at start.

A file has a table `shared.AUDIENCE` with words for every kind of that audience, and `[[kind]]` tables: name, audience, what it says in
a line (`zh`, `en`), whether it is pressing, its blanks, and words of its own by channel. Words are a body, or a subject and a body.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from django.utils.translation import get_language

from linli.base.notices.states import APP, AUDIENCES, OUTSIDE

LANGUAGES = ("zh", "en")
_files: list[Path] = []


class BadKindFile(ValueError):
    """A file of kinds is wrong; the message names the file, the kind and the cure."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, its blanks in braces; only a mail has a subject."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message. `texts`: by channel and language. `blanks`: what its words may leave to be filled in.

    is_pressing: it reaches staff at once who else get a digest. is_overtaken: what still waits to be sent is out of date once there is
    newer news of the same kind, e.g. an appointment that was moved in the night.
    """

    name: str
    audience: str
    blanks: frozenset[str]
    texts: dict[str, dict[str, Words]] = field(hash=False)
    is_pressing: bool = False
    is_overtaken: bool = False

    @property
    def said(self) -> str:
        """What it says in a line, in the reader's language."""
        return self.texts[APP]["en" if (get_language() or "").startswith("en") else "zh"].body


def register_kinds(path: Path) -> None:
    """Registered once, at start, by the context that tells."""
    if path not in _files:
        _files.append(path)


def kinds() -> dict[str, Kind]:
    """Every kind there is, by name."""
    return _read(tuple(_files))


@lru_cache(maxsize=4)
def _read(paths: tuple[Path, ...]) -> dict[str, Kind]:
    return {kind.name: kind for path in paths for kind in read_file(path)}


def read_file(path: Path) -> list[Kind]:
    """The kinds of one file, all checked; raises `BadKindFile`."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_kind(path.name, row, said.get("shared", {})) for row in said.get("kind", [])]


def _kind(file: str, row: dict[str, Any], shared: dict[str, Any]) -> Kind:
    name, audience = row.get("name", "?"), row.get("audience", "")
    if audience not in AUDIENCES:
        raise BadKindFile(f"{file}: {name}: audience is one of {', '.join(AUDIENCES)}.")
    own = shared.get(audience, {})
    blanks = frozenset([*own.get("blanks", []), *row.get("blanks", [])])
    texts = {APP: {language: Words("", row[language]) for language in LANGUAGES}}
    for channel in OUTSIDE:
        if channel in row or channel in own:
            given = row.get(channel) or own[channel]
            texts[channel] = {language: _words(given[language]) for language in LANGUAGES}
    kind = Kind(name, audience, blanks, texts, row.get("pressing", False), row.get("overtaken", False))
    for channel, words in texts.items():
        for language, each in words.items():
            wrong = wrong_blanks(kind, each)
            if wrong:
                known = ", ".join(sorted(blanks))
                raise BadKindFile(f"{file}: {name}: {channel}, {language}: {wrong[0]} is no blank of it. Use: {known}.")
    return kind


def _words(given: str | list[str]) -> Words:
    return Words("", given.strip()) if isinstance(given, str) else Words(given[0].strip(), given[1].strip())


def wrong_blanks(kind: Kind, words: Words) -> list[str]:
    """What stands in braces and is no blank of the kind, as it is written; a lone brace counts too."""
    wrong: list[str] = []
    for text in (words.subject, words.body):
        try:
            pieces = list(Formatter().parse(text))
        except ValueError:
            wrong.append("{" if text.count("{") > text.count("}") else "}")
            continue
        for _text, blank, form, conversion in pieces:
            # A form or a conversion would reach into a value; a blank is a name and nothing else.
            if blank is not None and (blank not in kind.blanks or form or conversion):
                wrong.append(
                    "{" + blank + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"
                )
    return wrong


def fill(text: str, values: dict[str, str]) -> str:
    """The text with its blanks filled; one without a value stays empty. Nothing in a value is read as a blank."""
    parts: list[str] = []
    for said, blank, _form, _conversion in Formatter().parse(text):
        parts.append(said)
        if blank is not None:
            parts.append(values.get(blank, ""))
    return "".join(parts)
