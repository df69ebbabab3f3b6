"""Which words hold for a kind, a channel, an area and a day; and a message put into them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Actor
from linli.base.notices.models import Wording
from linli.base.notices.queries.kinds import Kind, Words, fill, kinds
from linli.base.notices.states import APP

BLANK_NAMES: dict[str, str | Promise] = {
    "said": _("这种消息的一句话"),
    "item": _("事项叫什么"),
    "number": _("事项编号"),
    "link": _("查看的网址"),
    "code": _("查询码或验证码"),
    "by": _("最晚到什么时候"),
    "when": _("约在什么时候"),
    "where": _("约在哪里"),
    "office": _("哪个单位在办"),
    "count": _("几条"),
    "lines": _("逐条列出"),
    "words": _("要说的话"),
}
"""What each blank is filled with."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words in force on one day, read at once for many messages."""

    rows: dict[tuple[str, str, UUID | None], Wording]

    def words(self, kind: str, channel: str, area_ids: Sequence[UUID], language: str) -> Words | None:
        """The nearest area's words, or everywhere's, or the shipped ones; None when the kind isn't told by that channel."""
        own = "en" if language.startswith("en") else "zh"
        for area_id in (*area_ids, None):
            row = self.rows.get((kind, channel, area_id))
            if row:
                return Words(row.subject_en, row.body_en) if own == "en" else Words(row.subject_zh, row.body_zh)
        known = kinds().get(kind)
        return known.texts[channel][own] if known and channel in known.texts else None

    def said(self, kind: str, area_ids: Sequence[UUID], language: str) -> str:
        """What a kind says in a line; empty for one that is no longer known."""
        words = self.words(kind, APP, area_ids, language)
        return words.body if words else ""


def wordings_on(day: date, wanted: Iterable[str] = ()) -> Wordings:
    """The words in force on a day, of the kinds named or of all; one statement, and few rows, for few words are ever changed."""
    rows: QuerySet[Wording] = Wording.objects.filter(valid_from__lte=day)
    if wanted:
        rows = rows.filter(kind__in=set(wanted))
    newest = rows.order_by("kind", "channel", "area_id", "-valid_from", "-id").distinct("kind", "channel", "area_id")
    return Wordings({(row.kind, row.channel, row.area_id): row for row in newest})


def versions(kind: str, channel: str, actor: Actor) -> list[Wording]:
    """All words the actor's area ever set for a kind and channel, newest first."""
    rows = Wording.objects.filter(kind=kind, channel=channel, area_id=actor.place_id)
    return list(rows.order_by("-valid_from", "-id"))


def filled(words: Words, values: dict[str, str], language: str) -> Words:
    """The words with a message's values: the item in the reader's language, and the address of the page it leads to."""
    own = dict(values)
    if language.startswith("en") and own.get("item_en"):
        own["item"] = own["item_en"]
    if "path" in own:
        own["link"] = f"{settings.LINLI_ADDRESS}{own['path']}"
    return Words(fill(words.subject, own), fill(words.body, own))


def sample(kind: Kind, language: str) -> dict[str, str]:
    """Values to look at words with; nobody's."""
    english = language.startswith("en")
    known = {
        "said": kind.texts[APP]["en" if english else "zh"].body,
        "item": "Street lights" if english else "路灯不亮",
        "number": "20260105000123",
        "code": "K7M2QX",
        "by": "2026-01-12 17:30",
        "path": "/track/?number=20260105000123",
        "count": "3",
        "lines": "· …",
        "words": "…",
        "when": "2026-01-12 09:30",
        "where": "Community centre" if english else "社区调解室",
        "office": "The mediation committee" if english else "人民调解委员会",
    }
    return {"path": known["path"], **{name: known.get(name, "…") for name in kind.blanks}}
