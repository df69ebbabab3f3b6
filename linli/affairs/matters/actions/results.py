"""What comes of a matter, measured: the item's version says what is filled in with the answer, such as square metres planted (NT-52)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from linli.affairs.catalogue import public as catalogue
from linli.affairs.catalogue.public import Question
from linli.affairs.matters import errors

MOST_CHARACTERS = 400
MOST = Decimal(1_000_000_000)


def measured(asked: Sequence[dict[str, Any]], given: Mapping[str, str]) -> dict[str, str]:
    """The results as a matter keeps them: by name, as text, numbers and dates in one way of writing; empty ones left out.

    Raises `FieldMissing` naming the first that must be there and isn't, or that isn't what its kind says.
    """
    kept = {}
    for question in catalogue.questions_of(asked):
        said = given.get(question.name, "").strip()
        value = _plain(question, said) if said else ""
        if value is None or (question.is_required and not value):
            raise errors.FieldMissing(label=question.label)
        if value:
            kept[question.name] = value
    return kept


def _plain(question: Question, said: str) -> str | None:
    """One result in its own way of writing; None where it can't be read."""
    if question.kind == "number":
        return _number(said)
    if question.kind == "date":
        return _day(said)
    if question.choices:
        return said if said in dict(question.choices) else None
    return said if len(said) <= MOST_CHARACTERS else None


def _number(said: str) -> str | None:
    try:
        number = Decimal(said.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    # Compared before it is written out: 1e999999 would fill the disk. Not a number is not below anything.
    if not number.is_finite() or not 0 <= number < MOST:
        return None
    whole, _point, rest = f"{round(number, 2):f}".partition(".")
    return f"{whole}.{rest}".rstrip("0").rstrip(".")


def _day(said: str) -> str | None:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return None
