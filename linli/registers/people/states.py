"""Code tables of the register, as data: kinds of circumstance, relations to the head of a household, sexes."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code table; `review_days` after it was noted somebody should look again (None: it stays true)."""

    code: str
    zh: str
    en: str
    review_days: int | None = None

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.en if get_language() == "en" else self.zh

    def __str__(self) -> str:
        return self.name


def _table(name: str) -> dict[str, Code]:
    entries = tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    return {code: Code(code=code, **entry) for code, entry in entries.items()}


CIRCUMSTANCES = _table("circumstances.toml")
RELATIONS = _table("relations.toml")
HEAD = "02"
# GB/T 2261.1; "unknown" and "not stated" are two different answers, and neither is an empty field.
SEXES: dict[str, str | Promise] = {"1": _("男"), "2": _("女"), "0": _("未知"), "9": _("未说明")}


def choices(table: dict[str, Code]) -> list[tuple[str, str]]:
    """A code table as a form wants it."""
    return [(code.code, code.name) for code in table.values()]


def name_in(table: dict[str, Code], code: str) -> str:
    """What a code means; the code itself when the table no longer has it."""
    return table[code].name if code in table else code


def zh_name(table: dict[str, Code], code: str) -> str:
    """What a code means, in the language of the record."""
    return table[code].zh if code in table else code
