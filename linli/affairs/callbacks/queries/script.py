"""The words a caller says: versioned data in two languages."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

SCRIPTS = Path(__file__).parent.parent / "data" / "script.toml"


@dataclass(frozen=True, slots=True)
class Script:
    """One version of the words, in one language."""

    version: str
    opening: str
    care: str
    responded: str
    solved: str
    grade: str
    wants: str
    closing: str


def script_on(day: date, *, place: str = "", item: str = "", asked: str = "") -> Script:
    """The words in force on a day, in the reader's language, with what they speak of filled in. ValueError before the first."""
    version, words, _since = max((each for each in _scripts() if each[2] <= day), key=lambda each: each[2])
    chosen = words["en" if (get_language() or "").startswith("en") else "zh"]
    opening = chosen["opening"].format(place=place, item=item, day=asked)
    return Script(version, **{**chosen, "opening": opening})


@cache
def _scripts() -> list[tuple[str, dict[str, dict[str, str]], date]]:
    with SCRIPTS.open("rb") as file:
        entries = tomllib.load(file)["script"]
    return [(entry["version"], {"zh": entry["zh"], "en": entry["en"]}, entry["valid_from"]) for entry in entries]
