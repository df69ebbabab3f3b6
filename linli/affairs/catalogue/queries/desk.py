"""The catalogue as the desk reads it: every version, what a draft would change, and lists of both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.affairs.catalogue import errors
from linli.affairs.catalogue.models import ItemVersion
from linli.affairs.catalogue.queries.departments import department_said
from linli.affairs.catalogue.queries.offered import said
from linli.affairs.catalogue.states import COLUMN_NAMES, PUBLICATION_NAMES, STANDING_NAMES, STATUS_NAMES, URGENCY_NAMES
from linli.registers.bodies.public import ROLES


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in a list at the desk."""

    id: UUID
    code: str
    name: str
    number: int
    status: str
    status_said: str | Promise
    standing: str
    standing_said: str | Promise
    answer_days: int | None
    close_days: int | None
    handler: str
    department: str
    open_to_residents: bool
    published_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def days_said(self) -> str:
        """Working days to answer and to close."""
        return f"{self.answer_days} / {self.close_days or '–'}" if self.answer_days else "–"

    @property
    def handler_said(self) -> str:
        """Who handles it first; nobody what communities must not do."""
        if self.standing == "barred":
            return "–"
        return f"{self.handler} · {department_said(self.department)}" if self.department else self.handler

    @property
    def tone(self) -> str:
        """How its state looks."""
        return {"published": "good", "draft": "amber"}.get(self.status, "soft")


@dataclass(frozen=True, slots=True)
class Change:
    """One column that differs between two versions."""

    label: str | Promise
    before: str
    after: str


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


def line(version: ItemVersion) -> VersionLine:
    """A version as lists at the desk show it."""
    return VersionLine(
        id=version.id,
        code=version.item.code,
        name=said(version.name, version.name_en),
        number=version.number,
        status=version.status,
        status_said=STATUS_NAMES[version.status],
        standing=version.standing,
        standing_said=STANDING_NAMES[version.standing],
        answer_days=version.answer_days,
        close_days=version.close_days,
        handler=str(ROLES[version.handler_role].title) if version.handler_role in ROLES else "",
        department=version.department,
        open_to_residents=version.open_to_residents,
        published_at=version.published_at,
        withdrawn_at=version.withdrawn_at,
    )


def changes(before: ItemVersion | None, after: ItemVersion) -> list[Change]:
    """What is different between two versions, in the order of the form; everything filled in when there is no former one."""
    return [
        Change(label, _written(name, getattr(before, name)) if before else "", _written(name, getattr(after, name)))
        for name, label in COLUMN_NAMES.items()
        if getattr(before, name, None) != getattr(after, name)
        and (before is not None or getattr(after, name) not in (None, "", [], False))
    ]


def written_rows(version: ItemVersion) -> list[tuple[str | Promise, str]]:
    """Every filled column of a version, as label and words."""
    rows = ((label, _written(name, getattr(version, name))) for name, label in COLUMN_NAMES.items())
    return [(label, words) for label, words in rows if words]


def _written(name: str, value: Any) -> str:
    """A column's value as the desk reads it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name == "materials":
        return "\n".join(paper["name_zh"] for paper in value)
    if name in ("fields", "results"):
        return "\n".join(wanted["label_zh"] + (_("（必填）") if wanted.get("required") else "") for wanted in value)
    if name == "keywords":
        return "、".join(value)
    if name == "handler_role" and value in ROLES:
        return str(ROLES[value].title)
    names = {"standing": STANDING_NAMES, "urgency": URGENCY_NAMES, "publication": PUBLICATION_NAMES}.get(name, {})
    return "" if value is None else str(names.get(value, value))
