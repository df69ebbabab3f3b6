"""Declarations: which parameters exist and what kind of value each holds, read once from `data/parameters.toml`."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from linli.base.rules.clocks import Hours, TimeLimit, Unit

PARAMETERS = Path(__file__).parent / "data" / "parameters.toml"

Value = int | Decimal | str | date | Hours | TimeLimit


class BadRuleFile(ValueError):
    """A parameter file is wrong; the message names the file, the parameter, the field and the cure."""


def _integer(text: str) -> int:
    return int(text)


def _share(text: str) -> Decimal:
    share = Decimal(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _hours(text: str) -> Hours:
    windows: list[tuple[time, time]] = []
    for part in text.split(","):
        begin, end = (time.fromisoformat(half.strip()) for half in part.split("-"))
        if begin >= end or (windows and begin < windows[-1][1]) or begin.second or end.second:
            raise ValueError(text)
        windows.append((begin, end))
    return tuple(windows)


def _time_limit(text: str) -> TimeLimit:
    amount, unit = text.split()
    if int(amount) < 0:
        raise ValueError(text)
    return TimeLimit(int(amount), Unit(unit))


_READERS: dict[str, tuple[Callable[[str], Value], str]] = {
    "integer": (_integer, "30"),
    "share": (_share, "0.25"),
    "date": (date.fromisoformat, "2026-12-31"),
    "hours": (_hours, "08:30-12:00,13:30-17:30"),
    "time_limit": (_time_limit, "5 working_days, 240 working_minutes, 30 minutes, 15 days"),
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One parameter's name, kind and label; `example` shows a value of the kind."""

    name: str
    kind: str
    label_zh: str
    label_en: str

    @property
    def label(self) -> str:
        """What the parameter is called, in the reader's language."""
        return self.label_en if (get_language() or "").startswith("en") else self.label_zh

    @property
    def example(self) -> str:
        """A value in the form this kind expects."""
        return _READERS[self.kind][1]

    def read(self, text: str) -> Value:
        """The typed value of `text`; ValueError when it isn't of this kind."""
        try:
            return _READERS[self.kind][0](text)
        except InvalidOperation as error:
            raise ValueError(text) from error


@dataclass(frozen=True, slots=True)
class SeedValue:
    """One dated value as shipped; `valid_until` is the first day on which it no longer holds."""

    name: str
    value: str
    valid_from: date
    valid_until: date | None
    basis: str


@cache
def declarations() -> dict[str, Declaration]:
    """Every parameter there is, by name."""
    return read_file(PARAMETERS)[0]


def read_file(path: Path) -> tuple[dict[str, Declaration], list[SeedValue]]:
    """The declarations and shipped values of a parameter file, all checked; raises `BadRuleFile`."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("parameter", [])
    except tomllib.TOMLDecodeError as error:
        raise BadRuleFile(f"{path.name}: not valid TOML: {error}. Correct the line it names.") from error
    declared: dict[str, Declaration] = {}
    values: list[SeedValue] = []
    for row in rows:
        declaration = _declaration(path.name, row)
        if declaration.name in declared:
            raise BadRuleFile(f"{path.name}: {declaration.name} is declared twice. Keep one of the two.")
        declared[declaration.name] = declaration
        values += _values(path.name, declaration, row)
    return declared, values


def _declaration(file: str, row: dict[str, Any]) -> Declaration:
    name = row.get("name", "?")
    for key in ("name", "kind", "label_zh", "label_en", "values"):
        if not row.get(key):
            raise BadRuleFile(f"{file}: {name}: {key} is missing. Add it.")
    if row["kind"] not in _READERS:
        raise BadRuleFile(f"{file}: {name}: kind {row['kind']!r} is unknown. Use one of: {', '.join(_READERS)}.")
    return Declaration(name, row["kind"], row["label_zh"], row["label_en"])


def _values(file: str, declaration: Declaration, row: dict[str, Any]) -> list[SeedValue]:
    """The dated values of one parameter, oldest first, each ending no later than the next begins."""
    values: list[SeedValue] = []
    for entry in row["values"]:
        where = f"{file}: {declaration.name}"
        for key in ("value", "valid_from", "basis"):
            if not entry.get(key):
                raise BadRuleFile(f"{where}: a value has no {key}. Add it.")
        seed = SeedValue(
            declaration.name, entry["value"], entry["valid_from"], entry.get("valid_until"), entry["basis"]
        )
        try:
            declaration.read(seed.value)
        except ValueError as error:
            cure = f"Write it like: {declaration.example}."
            raise BadRuleFile(f"{where}: value {seed.value!r} is no {declaration.kind}. {cure}") from error
        if seed.valid_until is not None and seed.valid_until <= seed.valid_from:
            raise BadRuleFile(f"{where}: valid_until {seed.valid_until} is not after valid_from. Correct one of them.")
        if values and (values[-1].valid_until is None or values[-1].valid_until > seed.valid_from):
            cure = f"End the earlier value on {seed.valid_from} or begin this one later."
            raise BadRuleFile(f"{where}: two values hold on {seed.valid_from}. {cure}")
        values.append(seed)
    return values
