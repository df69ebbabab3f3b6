"""Reading the catalogue. It is small and public: one statement reads what is published, the rest is done here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.affairs.catalogue import errors
from linli.affairs.catalogue.models import Field, Item, ItemVersion
from linli.affairs.catalogue.states import STANDING_MEANING, STANDING_NAMES
from linli.base.kit.errors import NotFound

_ENOUGH = 2
"""How many pairs of characters must be shared for an item to count as meant."""
_CHINESE = re.compile(r"[\u3400-\u9fff]{2}")
_LATIN = re.compile(r"[a-z]{3,}")


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
    questions: tuple[Question, ...]
    version_id: UUID


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def _said(chinese: str, english: str) -> str:
    return english if english and is_english() else chinese


def fields() -> list[Shelf]:
    """The service fields in their order."""
    return [Shelf(row.code, _said(row.name, row.name_en), row.icon) for row in Field.objects.order_by("order", "code")]


def published_items(audience: str = "resident") -> list[ItemCard]:
    """What is published, by field; `audience` resident leaves out what only staff file, staff sees all."""
    versions = ItemVersion.objects.filter(status="published").select_related("item__field")
    if audience == "resident":
        versions = versions.filter(open_to_residents=True)
    return [_card(version) for version in versions.order_by("item__field__order", "item__field_id", "number", "name")]


def published(code: str) -> ItemVersion:
    """The published version of an item; raises `NoSuchItem`."""
    version = ItemVersion.objects.select_related("item__field").filter(item__code=code, status="published").first()
    if version is None:
        raise errors.NoSuchItem
    return version


def shown(version: ItemVersion) -> ItemShown:
    """A version in the reader's language."""
    return ItemShown(
        card=_card(version),
        basis=version.basis,
        meaning=STANDING_MEANING[version.standing],
        answer_days=version.answer_days,
        close_days=version.close_days,
        materials=tuple(_said(paper["name_zh"], paper.get("name_en", "")) for paper in version.materials),
        fee=_said(version.fee, version.fee_en),
        about_body=version.about_body,
        photo_required=version.photo_required,
        questions=tuple(_question(wanted) for wanted in version.fields),
        version_id=version.id,
    )


def search_items(text: str, audience: str = "resident", limit: int = 12) -> list[ItemCard]:
    """Published items by what people say: a keyword in the text, the text in a name, or pairs of characters in common."""
    wanted = text.strip()[:80]
    if not wanted:
        return []
    scored = [(_likeness(card, wanted), card) for card in published_items(audience)]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return [card for _score, card in found[:limit]]


def item_names(codes: Iterable[str]) -> dict[str, str]:
    """What items are called now or were last called, in the reader's language, in one statement."""
    wanted = list(codes)
    if not wanted:
        return {}
    rows = ItemVersion.objects.filter(item__code__in=wanted).exclude(status="draft").order_by("number")
    return {code: _said(name, name_en) for code, name, name_en in rows.values_list("item__code", "name", "name_en")}


def version_for(version_id: UUID) -> ItemVersion:
    """One version of whatever status; raises `NotFound`."""
    version = ItemVersion.objects.select_related("item__field").filter(id=version_id).first()
    if version is None:
        raise NotFound
    return version


def versions_of(code: str) -> list[ItemVersion]:
    """Every version of an item, newest first; raises `NoSuchItem` when there is no such item."""
    versions = list(ItemVersion.objects.select_related("item__field").filter(item__code=code).order_by("-number"))
    if not versions:
        raise errors.NoSuchItem
    return versions


def latest_versions(text: str = "", status: str = "", standing: str = "") -> list[ItemVersion]:
    """For the desk: each item's newest version, and beside a draft the published one; by field."""
    versions = ItemVersion.objects.select_related("item__field").order_by("item__field__order", "item_id", "-number")
    newest: dict[UUID, ItemVersion] = {}
    for version in versions:
        known = newest.get(version.item_id)
        if known is None or (known.status == "withdrawn" and version.status == "published"):
            newest[version.item_id] = version
    wanted = text.strip().lower()
    return [
        version
        for version in newest.values()
        if (not status or version.status == status)
        and (not standing or version.standing == standing)
        and (not wanted or wanted in f"{version.name} {version.name_en} {version.item.code}".lower())
    ]


def has_item(code: str) -> bool:
    """Whether an item has that code."""
    return Item.objects.filter(code=code).exists()


def _card(version: ItemVersion) -> ItemCard:
    return ItemCard(
        code=version.item.code,
        name=_said(version.name, version.name_en),
        summary=_said(version.summary, version.summary_en),
        standing=version.standing,
        standing_said=STANDING_NAMES[version.standing],
        field_code=version.item.field_id,
        field_name=_said(version.item.field.name, version.item.field.name_en),
        urgency=version.urgency,
        go_instead=_said(version.go_instead, version.go_instead_en),
        open_to_residents=version.open_to_residents,
        keywords=tuple(version.keywords),
    )


def _question(wanted: dict[str, Any]) -> Question:
    choices = tuple(
        (choice["value"], _said(choice["label_zh"], choice["label_en"])) for choice in wanted.get("choices", [])
    )
    if wanted["kind"] == "yesno":
        choices = (("yes", _("是")), ("no", _("不是")))
    label = _said(wanted["label_zh"], wanted["label_en"])
    return Question(wanted["name"], label, wanted["kind"], bool(wanted.get("required")), choices)


def _likeness(card: ItemCard, text: str) -> int:
    """How well an item answers to what somebody typed; 0 when not at all. The name counts most, then keywords, then pairs."""
    wanted, name = "".join(text.lower().split()), "".join(card.name.lower().split())
    score = 1000 if wanted == name else 200 if wanted in name or name in wanted else 0
    for word in (keyword.lower() for keyword in card.keywords):
        if word in wanted or (wanted in word and len(wanted) > 1):
            score += 60 + 10 * min(len(word), len(wanted))
    asked = _pairs([wanted])
    shared = asked & _pairs([name, *card.keywords])
    if shared and len(shared) >= min(_ENOUGH, len(asked)):
        score += 15 * len(shared)
    readable = f"{card.name} {card.summary}".lower()
    return score + 40 * sum(word in readable for word in _LATIN.findall(text.lower()))


def _pairs(texts: Sequence[str]) -> set[str]:
    """Every two neighbouring Chinese characters: what stands in for words where nobody writes spaces."""
    pairs = (text[at : at + 2] for text in texts for at in range(len(text) - 1))
    return {pair for pair in pairs if _CHINESE.fullmatch(pair)}
