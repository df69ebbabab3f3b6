"""Kinds of dispute, grounds of refusal, places to hand on to, and the rules of grading: read once from `data/kinds.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_FILE = Path(__file__).parent.parent / "data" / "kinds.toml"

GRADES: dict[str, str | Promise] = {"simple": _("简易"), "complex": _("复杂"), "hard": _("疑难")}
RISKS: dict[str, str | Promise] = {
    "low": _("平稳：双方能坐下来谈"),
    "medium": _("有争吵、推搡，或者扬言上访"),
    "high": _("可能伤人、自伤、群体聚集"),
}
SOURCES: dict[str, str | Promise] = {
    "matter": _("居民提的事"),
    "screening": _("网格排查发现"),
    "party": _("当事人申请"),
    "police": _("派出所移来"),
    "court": _("法院委派"),
    "above": _("上级交来"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list kept as data, with its words in both languages."""

    code: str
    name_zh: str
    name_en: str
    basis: str = ""
    risk: str = ""
    instead_zh: str = ""
    instead_en: str = ""

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def instead(self) -> str:
        """Where to turn instead, in the reader's language."""
        return self.instead_en if (get_language() or "").startswith("en") else self.instead_zh


@dataclass(frozen=True, slots=True)
class GradeRule:
    """One line of the rules: it holds when every condition named holds. `people`: a parameter with the least number of people."""

    grade: str
    risk: str = ""
    people: str = ""
    tried: int = 0


@cache
def _data() -> Mapping[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def _choices(table: str) -> dict[str, Choice]:
    return {
        row["code"]: Choice(
            row["code"],
            row["name"],
            row["name_en"],
            row.get("basis", ""),
            row.get("risk", ""),
            row.get("instead", ""),
            row.get("instead_en", ""),
        )
        for row in _data()[table]
    }


def kinds() -> dict[str, Choice]:
    """The kinds of dispute by code."""
    return _choices("kind")


def refusals() -> dict[str, Choice]:
    """The grounds on which a dispute is not taken on, with where to turn instead."""
    return _choices("refusal")


def elsewhere() -> dict[str, Choice]:
    """Where outside the house a dispute can be handed on to."""
    return _choices("elsewhere")


@cache
def grade_rules() -> tuple[GradeRule, ...]:
    """The rules of grading, in order: the first that holds decides, and the last holds always."""
    return tuple(GradeRule(**row) for row in _data()["grade"])
