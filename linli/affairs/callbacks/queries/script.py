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


def script_on(day: date, *, place: str = "", item: str = "", asked: date | None = None) -> Script:
    """The words in force on a day, in the reader's language, with what they speak of filled in. ValueError before the first."""
    version, words, _since = max((each for each in _scripts() if each[2] <= day), key=lambda each: each[2])
    is_english = (get_language() or "").startswith("en")
    chosen = words["en" if is_english else "zh"]
    opening = chosen["opening"].format(place=place, item=item, day=_aloud(asked, is_english) if asked else "")
    return Script(version, **{**chosen, "opening": opening})


def _aloud(day: date, is_english: bool) -> str:  # noqa: FBT001 -- of a module's own
    """A day as it is said on the telephone; nobody says the year of what they asked for last month."""
    return f"{day.day} {day:%B}" if is_english else f" {day.month} 月 {day.day} 日"


@cache
def _scripts() -> list[tuple[str, dict[str, dict[str, str]], date]]:
    with SCRIPTS.open("rb") as file:
        entries = tomllib.load(file)["script"]
    return [(entry["version"], {"zh": entry["zh"], "en": entry["en"]}, entry["valid_from"]) for entry in entries]
