"""What is measured when a matter is answered: as fields of the answer's form, and in words on every page of the matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters.queries import Matter

_FIELD = "result-"
_INPUTS = {"number": "number", "date": "date", "choice": "select", "yesno": "select"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A result to be filled in with the answer: the question, its field's name and type, and what was typed before."""

    question: catalogue.Question
    name: str
    type: str
    value: str

    @property
    def least(self) -> str | None:
        """The least number it may be."""
        return "0" if self.type == "number" else None

    @property
    def step(self) -> str | None:
        """Numbers may have decimals."""
        return "any" if self.type == "number" else None

    @property
    def options(self) -> list[tuple[str, str]]:
        """The choices, the empty one first; none where it is written."""
        return [("", gettext("请选择")), *self.question.choices] if self.question.choices else []


def asked_of(found: Matter, typed: Mapping[str, str]) -> list[Asked]:
    """What the answer to a matter is asked for besides words; `typed` came back with a refusal. A part leaves it to its matter."""
    questions = catalogue.questions_of([] if found.part_of_id else found.item_version.results)
    return [
        Asked(one, f"{_FIELD}{one.name}", _INPUTS.get(one.kind, "text"), typed.get(one.name, "")) for one in questions
    ]


def results_in(posted: Mapping[str, Any]) -> dict[str, str]:
    """The results that a form brings, by their names."""
    return {name.removeprefix(_FIELD): str(value) for name, value in posted.items() if name.startswith(_FIELD)}


def said_answers(asked: Iterable[dict[str, Any]], given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """An item's own questions with what was answered, in words; those left empty are left out."""
    answered = [(one, given.get(one.name)) for one in catalogue.questions_of(asked)]
    return [(one.label, str(dict(one.choices).get(value, value))) for one, value in answered if value not in (None, "")]
