"""Reading the journal, within its own walls."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.journal.models import Entry
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.scope import scope_filter

PAGE = 50
SIGNED_IN = "account.signed_in"
_act_names: dict[str, str | Promise] = {
    SIGNED_IN: _("登录了系统"),
    "account.opened": _("开立账号"),
}


# Whoever acts without a post goes by a code on the record, for the record has no language.
_WITHOUT_POST: dict[str, str | Promise] = {
    "visitor": _("没有登录的居民"),
    "tracker": _("凭查询码办的居民"),
    "resident": _("居民本人"),
    "sign-in": _("账号本人"),
}
_SYSTEM = _("系统自动")


def name_acts(names: Mapping[str, str | Promise]) -> None:
    """Registered once, at start, by the context whose acts they are: what people call them."""
    _act_names.update(names)


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """What people call a kind of subject, and the name of its page's address, which takes the subject's id."""

    name: str | Promise
    url_name: str = ""


_subject_kinds: dict[str, SubjectKind] = {"account": SubjectKind(_("账号"))}


def name_subjects(kinds: Mapping[str, SubjectKind]) -> None:
    """Registered once, at start, by the context whose subjects they are."""
    _subject_kinds.update(kinds)


def subject_kind(kind: str) -> SubjectKind:
    """A kind of subject; its code where nobody named it."""
    return _subject_kinds.get(kind, SubjectKind(kind))


def subject_address(kind: str) -> str:
    """The name of the address of a kind's page, which takes the subject's id; empty where it has none."""
    return subject_kind(kind).url_name


def act_name(act: str) -> str:
    """What people call an act; its code where nobody named it."""
    return str(_act_names.get(act, act))


def act_names() -> dict[str, str]:
    """Every named act, in the reader's language."""
    return {act: str(name) for act, name in _act_names.items()}


def _who(label: str, sight: str) -> str:
    """Who acted, as people read it; a job of the system has no name of its own."""
    return str(_WITHOUT_POST.get(label, _SYSTEM if sight == Sight.SYSTEM else label))


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a person's sealed data: when, by which post, for what purpose."""

    at: datetime
    label: str
    act: str
    what: dict[str, Any]

    @property
    def name(self) -> str:
        """What was done, in the reader's language."""
        return act_name(self.act)


@dataclass(frozen=True, slots=True)
class Act:
    """One act on record, as the auditors' list shows it."""

    id: UUID
    at: datetime
    act: str
    label: str
    subject_kind: str
    subject_id: UUID | None
    what: dict[str, Any]

    @property
    def name(self) -> str:
        """What was done, in the reader's language."""
        return act_name(self.act)


@dataclass(frozen=True, slots=True)
class ActFilters:
    """What the list is narrowed to: an act, a subject, and the moments between which it happened."""

    since: datetime
    until: datetime
    act: str = ""
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SealState:
    """How far the chain is closed."""

    number: int
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Breach:
    """A link of the chain, or one payload, that does not give its recorded hash."""

    seal: int | None
    entry_id: UUID | None
    reason: str


def looks_at(actor: Actor, person_id: UUID, limit: int = 200) -> list[Look]:
    """Who looked at a person's data or changed it, newest first (for the person themselves, or a post with the journal capability).

    That they signed in is on record too, but nobody looked at anything.
    """
    rows = (
        Entry.objects.filter(about_person_id=person_id)
        .exclude(act=SIGNED_IN)
        .order_by("-at")
        .values_list("at", "label", "sight", "act", "payload__what")[:limit]
    )
    return [
        Look(at=at, label=_who(label, sight), act=act, what=json.loads(what) if what else {})
        for at, label, sight, act, what in rows
    ]


def breaches() -> list[Breach]:
    """Everything in the sealed journal that was changed, removed or added afterwards; empty when it is whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seal, entry_id, reason FROM journal_breaches()")
        return [Breach(seal=row[0], entry_id=row[1], reason=row[2]) for row in cursor.fetchall()]


def acts(
    actor: Actor, filters: ActFilters, before: tuple[datetime, UUID] | None = None
) -> tuple[list[Act], tuple[datetime, UUID] | None]:
    """A page of the acts of the actor's own subtree, newest first, and where the next page begins (None: at the end).

    The span of time is always bounded, for the journal grows for ever and each level has no index of its own.
    """
    found = Entry.objects.filter(at__gte=filters.since, at__lt=filters.until, **scope_filter(actor))
    if filters.act:
        found = found.filter(act=filters.act)
    if filters.subject_id:
        found = found.filter(subject_id=filters.subject_id)
    if before is not None:
        found = found.filter(Q(at__lt=before[0]) | Q(at=before[0], id__lt=before[1]))
    columns = ("id", "at", "act", "label", "sight", "subject_kind", "subject_id", "payload__what")
    rows = found.order_by("-at", "-id").values_list(*columns)[: PAGE + 1]
    page = [
        Act(id_, at, act, _who(label, sight), kind, subject_id, json.loads(what) if what else {})
        for id_, at, act, label, sight, kind, subject_id, what in rows
    ]
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], ((last.at, last.id) if last else None)


def last_seal() -> SealState | None:
    """The newest link of the chain, None before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, sealed_at FROM journal_last_seal()")
        row = cursor.fetchone()
    return SealState(*row) if row else None
