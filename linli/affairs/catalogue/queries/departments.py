"""What the codes of departments and companies mean that items are handed to."""

import tomllib
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

_FILE = Path(__file__).resolve().parent.parent / "data" / "departments.toml"


def department_said(code: str) -> str:
    """A department by its code, in the reader's language; the code itself where a city made its own."""
    name, name_en = _departments().get(code, (code, code))
    return name_en if get_language() == "en" else name


@lru_cache(maxsize=1)
def _departments() -> dict[str, tuple[str, str]]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["department"]
    return {row["code"]: (row["name"], row["name_en"]) for row in rows}
