"""What providers do, where a provider and an order stand, and the moves of an order, as data."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"

LISTED, SUSPENDED, ENDED = "listed", "suspended", "ended"
PROVIDER_STATES = [LISTED, SUSPENDED, ENDED]
PROVIDER_STATE_NAMES: dict[str, str | Promise] = {
    LISTED: pgettext_lazy("provider", "可派单"),
    SUSPENDED: pgettext_lazy("provider", "暂停派单"),
    ENDED: pgettext_lazy("provider", "已退出"),
}

PLACED, ACCEPTED, DECLINED, DONE, CANCELLED = "placed", "accepted", "declined", "done", "cancelled"
STATES = [PLACED, ACCEPTED, DECLINED, DONE, CANCELLED]
OPEN = [PLACED, ACCEPTED]
STATE_NAMES: dict[str, str | Promise] = {
    PLACED: pgettext_lazy("provider order", "等服务商答复"),
    ACCEPTED: pgettext_lazy("provider order", "已接单"),
    DECLINED: pgettext_lazy("provider order", "不接单"),
    DONE: pgettext_lazy("provider order", "已完成"),
    CANCELLED: pgettext_lazy("provider order", "已撤回"),
}
STATE_STAGES = {PLACED: "filed", ACCEPTED: "started", DECLINED: "declined", DONE: "closed", CANCELLED: "withdrawn"}
"""The stage of a matter whose look a state borrows."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step of an order, written down by the desk. `needs_words`: the note can't be left out; `takes_fee`: what was paid."""

    name: str
    said: str | Promise
    act: str
    sources: tuple[str, ...]
    target: str
    words: str | Promise
    needs_words: bool = False
    takes_fee: bool = False


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move("accept", _("服务商接单"), "partners.accepted", (PLACED,), ACCEPTED, _("约定的上门时间")),
        Move(
            "decline",
            _("服务商不接单"),
            "partners.declined",
            (PLACED, ACCEPTED),
            DECLINED,
            _("为什么不接"),
            needs_words=True,
        ),
        Move(
            "finish",
            _("已服务完"),
            "partners.finished",
            (ACCEPTED,),
            DONE,
            _("做了什么、居民怎么说"),
            takes_fee=True,
        ),
        Move(
            "cancel",
            _("撤回派单"),
            "partners.cancelled",
            (PLACED, ACCEPTED),
            CANCELLED,
            _("为什么撤回"),
            needs_words=True,
        ),
    )
}
PLACE_SAID = pgettext_lazy("provider order", "派单")
"""How an order begins."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of service for households, and the items of the catalogue that lead to it."""

    code: str
    zh: str
    en: str
    items: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.en if (get_language() or "").startswith("en") else self.zh

    def __str__(self) -> str:
        return self.name


def _kinds() -> dict[str, Kind]:
    read = tomllib.loads((DATA / "kinds.toml").read_text(encoding="utf-8"))
    return {code: Kind(code, entry["zh"], entry["en"], tuple(entry["items"])) for code, entry in read.items()}


KINDS = _kinds()
"""In the order they are shown."""


def kinds_of_item(item_code: str) -> list[str]:
    """The kinds of service an item of the catalogue leads to; all of them where it leads to none in particular."""
    return [kind.code for kind in KINDS.values() if item_code in kind.items] or list(KINDS)
