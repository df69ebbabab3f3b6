"""docs/words.md is the one glossary: every context and every model has its line there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.checks.finding import Finding, contexts
from tools.project import ROOT

WORDS = ROOT / "docs" / "words.md"
# What it is called in code may be a compound of glossary words; a link table of two of them needs no line of its own.
NO_WORD_NEEDED = {"kit", "ui"}


def check() -> Iterator[Finding]:
    """Yield every context and model the glossary does not know."""
    if not WORDS.exists():
        yield Finding(WORDS, 1, "is missing: a table `code | term | meaning` with every context and every model.")
        return
    known = glossary(WORDS.read_text(encoding="utf-8"))
    for name, folder in contexts():
        if folder.name not in known | NO_WORD_NEEDED:
            yield Finding(folder / "__init__.py", 1, f"context `{name}`: add `{folder.name}` to docs/words.md.")
    yield from model_findings(known)


def model_findings(known: set[str]) -> Iterator[Finding]:
    """Yield the models without a line."""
    from django.apps import apps  # noqa: PLC0415 -- the other checks run without Django set up

    for model in apps.get_models():
        word = spaced(model.__name__)
        if model.__module__.startswith("linli.") and word not in known:
            path = ROOT / (model.__module__.replace(".", "/") + ".py")
            path = path if path.exists() else path.with_suffix("") / "__init__.py"
            yield Finding(
                path,
                1,
                f"model `{model.__name__}`: add `{word}` to docs/words.md, with its Chinese term and one sentence.",
            )


def glossary(text: str) -> set[str]:
    """Return the words in the first column of the tables; `household / resident` are two, `card (yellow, red)` is `card`."""
    words: set[str] = set()
    for line in text.splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            cell = re.sub(r"\(.*?\)|`", "", line.split("|")[1])
            words |= {" ".join(word.lower().split()) for word in re.split(r"[/,:]", cell) if word.strip()}
    return words


def spaced(name: str) -> str:
    """Return a class name as words: `OfficialCount` is `official count`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
