"""Definitions as data: which ledgers there are, what each holds, and how each kind of field is read, checked and shown."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"
PERSONAL = "person."
"""Codes of ledgers about persons begin so; the walls read the same prefix, so no row can claim otherwise."""
THEMES = {
    "party": _("党建共建"),
    "staff": _("队伍力量"),
    "service": _("服务活动"),
    "facility": _("场所资源"),
    "honour": _("荣誉创建"),
    "rule": _("规划协议"),
}
_PHONE = re.compile(r"\+?[0-9][0-9 -]{4,18}[0-9]")
MOST_TEXT = 200


def _said(zh: str, en: str) -> str:
    return en if (get_language() or "").startswith("en") else zh


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a ledger."""

    code: str
    zh: str
    en: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return _said(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A list that is kept: `days` is how long an entry may go without being looked at."""

    code: str
    version: int
    theme: str
    zh: str
    en: str
    basis: str
    days: int
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return _said(self.zh, self.en)

    @property
    def is_personal(self) -> bool:
        """Whether it is about persons."""
        return self.code.startswith(PERSONAL)


def _text(typed: str, _field: Field) -> str:
    if len(typed) > MOST_TEXT:
        raise ValueError
    return typed


def _whole(typed: str, _field: Field) -> int:
    if not re.fullmatch(r"\d{1,9}", typed, re.ASCII):
        raise ValueError
    return int(typed)


def _money(typed: str, _field: Field) -> str:
    amount = Decimal(typed)
    if not amount.is_finite() or not 0 <= amount < 10**12 or amount != round(amount, 2):
        raise ValueError
    return f"{amount:.2f}"


def _date(typed: str, _field: Field) -> str:
    return date.fromisoformat(typed).isoformat()


def _choice(typed: str, field: Field) -> str:
    if typed not in field.choices:
        raise ValueError
    return typed


def _phone(typed: str, _field: Field) -> str:
    if not _PHONE.fullmatch(typed):
        raise ValueError
    return typed


KINDS: dict[str, Callable[[str, Field], str | int]] = {
    "text": _text,
    "whole": _whole,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "phone": _phone,
}
"""Each kind of field and what reads it; a `ValueError` or `InvalidOperation` says it can't be read."""


def read_values(ledger: Ledger, typed: Mapping[str, str]) -> tuple[dict[str, str | int], list[Field]]:
    """The values as they are stored, and the fields that can't be."""
    values: dict[str, str | int] = {}
    wrong: list[Field] = []
    for field in ledger.fields:
        said = typed.get(field.code, "").strip()
        if not said:
            if field.required:
                wrong.append(field)
            continue
        try:
            values[field.code] = KINDS[field.kind](said, field)
        except (ValueError, InvalidOperation):
            wrong.append(field)
    return values, wrong


@cache
def _ledgers() -> dict[str, Ledger]:
    read = tomllib.loads((DATA / "ledgers.toml").read_text(encoding="utf-8"))
    found: dict[str, Ledger] = {}
    for code, entry in read.items():
        fields = tuple(Field(**{**each, "choices": tuple(each.get("choices", ()))}) for each in entry.pop("fields"))
        found[code] = Ledger(code=code, fields=fields, **entry)
    return found


LEDGERS = _ledgers()
"""Every ledger, in the order they are shown."""
