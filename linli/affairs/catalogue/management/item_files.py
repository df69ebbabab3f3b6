"""Reads the shipped catalogue: `data/fields.toml`, `data/departments.toml`, `data/items/<field>.toml`.

Everything is checked before anything is written. A wrong row raises `BadItemFile`, whose message names the file, the item,
the key and the cure. What stands above the first item of a file (standing, basis, handler_role) holds for all its items.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linli.affairs.catalogue.models import PUBLICATIONS, STANDINGS, URGENCIES
from linli.registers.bodies.public import ROLES

DATA = Path(__file__).resolve().parent.parent / "data"

FORM_KINDS = ["text", "number", "date", "choice", "yesno"]
DEPARTMENT_ROLE = "department_clerk"

# What an item's row may hold, of which type, and whether it must.
_TEXTS = {"code": True, "name": True, "name_en": True, "standing": True, "basis": True, "handler_role": True}
_KEYS: dict[str, tuple[type, bool]] = {
    **{key: (str, needed) for key, needed in _TEXTS.items()},
    **dict.fromkeys(["summary", "summary_en", "go_instead", "go_instead_en"], (str, False)),
    **dict.fromkeys(["urgency", "department", "fee", "fee_en", "publication"], (str, False)),
    **dict.fromkeys(["answer_days", "close_days"], (int, False)),
    **dict.fromkeys(["materials", "fields", "results", "keywords"], (list, False)),
    **dict.fromkeys(["open_to_residents", "about_body", "photo_required", "proof_required"], (bool, False)),
}
_TYPE_NAMES = {str: "text in quotes", int: "a whole number", list: "a list", bool: "true or false"}
_DEFAULTS: dict[str, Any] = {
    "summary": "",
    "summary_en": "",
    "go_instead": "",
    "go_instead_en": "",
    "urgency": "ordinary",
    "department": "",
    "fee": "免费",
    "fee_en": "Free",
    "answer_days": None,
    "close_days": None,
    "materials": [],
    "fields": [],
    "keywords": [],
    "open_to_residents": True,
    "about_body": False,
    "photo_required": False,
    "publication": "none",
    "proof_required": False,
    "results": [],
}


class BadItemFile(ValueError):
    """A catalogue file is wrong: which file, item and key, and what to do."""

    def __init__(self, file: str, item: str, problem: str, cure: str) -> None:
        where = f"{file}: {item}" if item else file
        super().__init__(f"{where}: {problem}. {cure}")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A service field as shipped."""

    code: str
    name: str
    name_en: str
    icon: str
    order: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A service item as shipped: its field, its code, and what its version holds (`ItemVersion`'s columns)."""

    field: str
    code: str
    version: Mapping[str, Any]


def read(folder: Path = DATA) -> tuple[list[FieldRow], list[ItemRow]]:
    """Every field and item of a data folder, all checked; raises `BadItemFile`."""
    fields = list(_fields(folder / "fields.toml"))
    known = {field.code for field in fields}
    departments = {row["code"] for row in _toml(folder / "departments.toml").get("department", [])}
    items: dict[str, ItemRow] = {}
    for path in sorted((folder / "items").glob("*.toml")):
        content = _toml(path)
        field = content.get("field", "")
        if field not in known:
            raise BadItemFile(path.name, "", f"field {field!r} is not in fields.toml", "Add it there, or correct it.")
        for row in content.get("item", []):
            item = _item(path.name, field, _shared(content) | row, departments)
            if item.code in items:
                raise BadItemFile(path.name, item.code, "code is used twice", "Give one of the two items another code.")
            items[item.code] = item
    return fields, list(items.values())


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadItemFile(path.name, "", f"not valid TOML: {error}", "Correct the line it names.") from error


def _fields(path: Path) -> Iterator[FieldRow]:
    for order, row in enumerate(_toml(path).get("field", []), start=1):
        for key in ("code", "name", "name_en", "icon"):
            if not row.get(key):
                raise BadItemFile(path.name, str(row.get("code", order)), f"{key} is missing", "Add it.")
        yield FieldRow(row["code"], row["name"], row["name_en"], row["icon"], order * 10)


def _shared(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key not in ("field", "item")}


def _item(file: str, field: str, row: dict[str, Any], departments: set[str]) -> ItemRow:
    code = str(row.get("code", "?"))
    for key, value in row.items():
        if key not in _KEYS:
            raise BadItemFile(file, code, f"{key} is no key of an item", f"Use one of: {', '.join(_KEYS)}.")
        kind = _KEYS[key][0]
        if type(value) is not kind:
            raise BadItemFile(file, code, f"{key} is {value!r}", f"Write {_TYPE_NAMES[kind]}.")
    for key, (_, needed) in _KEYS.items():
        if needed and not row.get(key):
            raise BadItemFile(file, code, f"{key} is missing", "Add it.")
    for problem, cure in (*_wrong_words(row, departments), *_wrong_promise(row), *_wrong_lists(row)):
        raise BadItemFile(file, code, problem, cure)
    version = _DEFAULTS | {key: value for key, value in row.items() if key != "code"}
    return ItemRow(field, code, version)


Problems = Iterator[tuple[str, str]]


def _wrong_words(row: Mapping[str, Any], departments: set[str]) -> Problems:
    """Words from closed lists: standing, urgency, role, department."""
    closed = (
        ("standing", STANDINGS),
        ("urgency", URGENCIES),
        ("publication", PUBLICATIONS),
        ("handler_role", list(ROLES)),
    )
    for key, allowed in closed:
        if key in row and row[key] not in allowed:
            yield f"{key} {row[key]!r} is unknown", f"Use one of: {', '.join(allowed)}."
    department = row.get("department", "")
    if row["handler_role"] == DEPARTMENT_ROLE and department not in departments:
        yield f"department {department!r} is not in departments.toml", "Add it there, or correct it."
    if row["handler_role"] != DEPARTMENT_ROLE and department:
        yield f"department is set, but handler_role is {row['handler_role']}", f"Set handler_role to {DEPARTMENT_ROLE}."
    if row.get("about_body") and row.get("publication", "none") != "none":
        yield "a complaint about a body would be public", "Leave publication out."
    if row["standing"] == "barred" and not (row.get("go_instead") and row.get("go_instead_en")):
        yield "go_instead or go_instead_en is missing", "Say where a resident goes instead, in both languages."


def _wrong_promise(row: Mapping[str, Any]) -> Problems:
    """Days are whole, positive and in order; what runs in minutes or is refused promises none."""
    answer, close = row.get("answer_days"), row.get("close_days")
    days = [day for day in (answer, close) if day is not None]
    if any(day < 1 for day in days):
        yield "a promise is under one day", "Leave the days out: urgent items run by the clock parameters."
    if answer is not None and close is not None and close < answer:
        yield f"close_days {close} is before answer_days {answer}", "Raise close_days."
    if days and (row.get("urgency") == "urgent" or row["standing"] == "barred"):
        yield "days are promised for an urgent or barred item", "Leave answer_days and close_days out."


def _wrong_lists(row: Mapping[str, Any]) -> Problems:
    """Materials, keywords and the form's fields."""
    for paper in row.get("materials", []):
        if not isinstance(paper, dict) or not (paper.get("name_zh") and paper.get("name_en")):
            yield f"materials holds {paper!r}", "Write { name_zh = …, name_en = … }."
    for word in row.get("keywords", []):
        if not isinstance(word, str) or not 0 < len(word) <= 30:
            yield f"keywords holds {word!r}", "Write words of at most 30 characters, in quotes."
    for key in ("fields", "results"):
        yield from _wrong_questions(row.get(key, []))


def _wrong_questions(questions: Sequence[Mapping[str, Any]]) -> Problems:
    names: set[str] = set()
    for wanted in questions:
        name = wanted.get("name", "?")
        if not all(wanted.get(key) for key in ("name", "label_zh", "label_en", "kind")) or "required" not in wanted:
            yield f"field {name} is incomplete", "It needs name, label_zh, label_en, kind and required."
        elif wanted["kind"] not in FORM_KINDS:
            yield f"field {name} is of kind {wanted['kind']!r}", f"Use one of: {', '.join(FORM_KINDS)}."
        elif name in names:
            yield f"field {name} is there twice", "Give one of the two another name."
        elif (wanted["kind"] == "choice") != bool(wanted.get("choices")):
            yield f"field {name} and its choices don't fit", "A choice needs choices; no other kind has any."
        elif not all(
            choice.get(key) for choice in wanted.get("choices", []) for key in ("value", "label_zh", "label_en")
        ):
            yield f"a choice of field {name} is incomplete", "It needs value, label_zh and label_en."
        names.add(name)
