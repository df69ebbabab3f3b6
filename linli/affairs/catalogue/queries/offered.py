"""What is offered: fields and published items, in the reader's language. The catalogue is small and public."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.affairs.catalogue import errors
from linli.affairs.catalogue.models import Field, ItemVersion
from linli.affairs.catalogue.states import STANDING_MEANING, STANDING_NAMES
from linli.base.kit import hot


@dataclass(frozen=True, slots=True)
class Shelf:
    """A service field in the reader's language."""

    code: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class ItemCard:
    """A published item as lists show it, in the reader's language."""

    code: str
    name: str
    summary: str
    standing: str
    standing_said: str | Promise
    field_code: str
    field_name: str
    urgency: str
    go_instead: str
    open_to_residents: bool
    keywords: tuple[str, ...] = ()
    publication: str = "none"
    has_questions: bool = False

    @property
    def is_barred(self) -> bool:
        """Whether communities must not handle it."""
        return self.standing == "barred"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an item's own form; `choices` are pairs of value and words. Kind: text, number, date, choice, yesno."""

    name: str
    label: str
    kind: str
    is_required: bool
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """Everything a resident may read of a published item. Days are working days; None means by the clock parameters."""

    card: ItemCard
    basis: str
    meaning: str | Promise
    answer_days: int | None
    close_days: int | None
    materials: tuple[str, ...]
    fee: str
    about_body: bool
    photo_required: bool
    publication: str
    questions: tuple[Question, ...]
    version_id: UUID


def said(chinese: str, english: str) -> str:
    """The words in the reader's language; Chinese where there is no English."""
    return english if english and (get_language() or "").startswith("en") else chinese


def fields() -> list[Shelf]:
    """The service fields in their order."""
    return [
        Shelf(row.code, said(row.name, row.name_en), row.icon or "list")
        for row in Field.objects.order_by("order", "code")
    ]


def published_items(audience: str = "resident") -> list[ItemCard]:
    """What is published, by field; `audience` resident leaves out what only staff file, staff sees all."""
    cards = _cards(_stamp(), get_language())
    return [card for card in cards if audience != "resident" or card.open_to_residents]


_STAMP = """
    SELECT count(*) FILTER (WHERE status = 'published') AS published,
           max(published_at) AS latest, max(withdrawn_at) AS ended, max(id::text) AS written
    FROM catalogue_itemversion
"""


def _stamp() -> tuple[Any, ...]:
    """What changes whenever something is published or withdrawn, and never comes back, not even after a rollback."""
    found = hot.execute(_STAMP, {})
    return tuple(found.values()) if found else ()


@lru_cache(maxsize=4)
def _cards(_as_of: tuple[Any, ...], _language: str | None) -> tuple[ItemCard, ...]:
    """The cards as of a stamp in the language at hand, read once a process: what is published never changes in place."""
    versions = ItemVersion.objects.filter(status="published").select_related("item__field")
    return tuple(
        card_of(version) for version in versions.order_by("item__field__order", "item__field_id", "number", "name")
    )


def published(code: str) -> ItemVersion:
    """The published version of an item; raises `NoSuchItem`."""
    found = hot.execute("SELECT version_id FROM catalogue_offer(%(code)s)", {"code": code})
    if found is None:
        raise errors.NoSuchItem
    return _version(found["version_id"])


@lru_cache(maxsize=1024)
def _version(version_id: UUID) -> ItemVersion:
    """A version that was published once: what it says never changes again, so it is read once a process."""
    return ItemVersion.objects.select_related("item__field").get(id=version_id)


def shown(version: ItemVersion) -> ItemShown:
    """A version in the reader's language."""
    return ItemShown(
        card=card_of(version),
        basis=version.basis,
        meaning=STANDING_MEANING[version.standing],
        answer_days=version.answer_days,
        close_days=version.close_days,
        materials=tuple(said(paper["name_zh"], paper.get("name_en", "")) for paper in version.materials),
        fee=said(version.fee, version.fee_en),
        about_body=version.about_body,
        photo_required=version.photo_required,
        publication=version.publication,
        questions=tuple(question_of(wanted) for wanted in version.fields),
        version_id=version.id,
    )


def item_names(codes: Iterable[str]) -> dict[str, str]:
    """What items are called now or were last called, in the reader's language, in one statement."""
    wanted = list(codes)
    if not wanted:
        return {}
    rows = ItemVersion.objects.filter(item__code__in=wanted).exclude(status="draft").order_by("number")
    return {code: said(name, name_en) for code, name, name_en in rows.values_list("item__code", "name", "name_en")}


def card_of(version: ItemVersion) -> ItemCard:
    return ItemCard(
        code=version.item.code,
        name=said(version.name, version.name_en),
        summary=said(version.summary, version.summary_en),
        standing=version.standing,
        standing_said=STANDING_NAMES[version.standing],
        field_code=version.item.field_id,
        field_name=said(version.item.field.name, version.item.field.name_en),
        urgency=version.urgency,
        go_instead=said(version.go_instead, version.go_instead_en),
        open_to_residents=version.open_to_residents,
        keywords=tuple(version.keywords),
        publication=version.publication,
        has_questions=bool(version.fields),
    )


def questions_of(asked: Iterable[dict[str, Any]]) -> list[Question]:
    """Questions as a version's `fields` or `results` keep them, in the reader's language."""
    return [question_of(wanted) for wanted in asked]


def question_of(wanted: dict[str, Any]) -> Question:
    choices = tuple(
        (choice["value"], said(choice["label_zh"], choice["label_en"])) for choice in wanted.get("choices", [])
    )
    if wanted["kind"] == "yesno":
        choices = (("yes", _("是")), ("no", _("不是")))
    label = said(wanted["label_zh"], wanted["label_en"])
    return Question(wanted["name"], label, wanted["kind"], bool(wanted.get("required")), choices)
