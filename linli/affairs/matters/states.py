"""States and moves of a matter, as one table of data. Diagram, buttons, permissions and tests all read this table."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FILED, SIGNED, STARTED, WAITING = "filed", "signed", "started", "waiting"
ANSWERED, CLOSED, DECLINED, WITHDRAWN = "answered", "closed", "declined", "withdrawn"

OPEN = [FILED, SIGNED, STARTED, WAITING, ANSWERED]
ENDED = [CLOSED, DECLINED, WITHDRAWN]
STATES = [*OPEN, *ENDED]

STATE_NAMES: dict[str, str | Promise] = {
    FILED: _("待签收"),
    SIGNED: _("已签收"),
    STARTED: _("办理中"),
    WAITING: _("等待中"),
    ANSWERED: _("已答复"),
    CLOSED: _("已办结"),
    DECLINED: pgettext_lazy("state", "不予受理"),
    WITHDRAWN: _("已撤回"),
}

SAME = ""
"""As a destination: the state stays what it was."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done to a matter.

    by: who may do it: `holder` (the post that holds it or its substitute), `above` (a post with dispatch over its place),
    `reporter`, `anyone` who may file. hands_over: the matter gets another holder. needs_note: a reason is required.
    """

    name: str
    said: str | Promise
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    hands_over: bool = False
    needs_note: bool = False
    is_public: bool = True
    key: str = ""
    explains: str | Promise = field(default="")


_HANDLED = (SIGNED, STARTED)

MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move("file", _("登记"), (), FILED, ("anyone",)),
        Move("file_and_close", _("当场办结"), (), CLOSED, ("staff",), needs_note=True),
        Move(
            "sign", _("签收"), (FILED,), SIGNED, ("holder",), key="s", explains=_("签收后由您负责，答复时限开始计算。")
        ),
        Move(
            "return",
            _("退回并说明"),
            (FILED,),
            FILED,
            ("holder",),
            hands_over=True,
            needs_note=True,
            is_public=False,
            key="b",
            explains=_("退给派单的职务；签收时限不停。"),
        ),
        Move(
            "decline",
            _("不予受理"),
            (FILED, SIGNED),
            DECLINED,
            ("holder",),
            needs_note=True,
            explains=_("告诉居民为什么不受理、该找谁；居民可以申请重办。"),
        ),
        Move(
            "transfer",
            _("转办"),
            (FILED, *_HANDLED),
            FILED,
            ("holder", "above"),
            hands_over=True,
            needs_note=True,
            is_public=False,
            key="t",
            explains=_("转给同级同事或有关部门，由对方签收。"),
        ),
        Move(
            "escalate",
            _("上报"),
            (FILED, *_HANDLED),
            FILED,
            ("holder",),
            hands_over=True,
            needs_note=True,
            key="u",
            explains=_("本级办不了的，报上一级办理；居民能看到。"),
        ),
        Move(
            "assign_down",
            _("交办"),
            (FILED, *_HANDLED),
            FILED,
            ("holder", "above"),
            hands_over=True,
            needs_note=True,
            is_public=False,
            key="d",
            explains=_("交给下级办理，由对方签收。"),
        ),
        Move("start", _("开始办理"), (SIGNED,), STARTED, ("holder",), key="g"),
        Move(
            "wait",
            _("暂停等待"),
            (STARTED, SIGNED),
            WAITING,
            ("holder",),
            needs_note=True,
            key="w",
            explains=_("说明在等什么；等待期间答复时限暂停。"),
        ),
        Move(
            "ask",
            _("请居民补充"),
            (STARTED, SIGNED),
            WAITING,
            ("holder",),
            needs_note=True,
            key="q",
            explains=_("居民会看到您的问题；补充之前时限暂停。"),
        ),
        Move("supply", _("补充情况"), (WAITING,), STARTED, ("reporter",), needs_note=True),
        Move("resume", _("继续办理"), (WAITING,), STARTED, ("holder",), key="r"),
        Move(
            "answer",
            _("答复居民"),
            (SIGNED, STARTED),
            ANSWERED,
            ("holder",),
            needs_note=True,
            key="a",
            explains=_("答复内容居民能看到；每次办理只答复一次。"),
        ),
        Move(
            "close", _("办结"), (ANSWERED,), CLOSED, ("holder", "reporter"), key="c", explains=_("办结后请居民评价。")
        ),
        Move(
            "reopen",
            _("申请重办"),
            (ANSWERED, CLOSED, DECLINED),
            FILED,
            ("reporter", "above"),
            hands_over=True,
            needs_note=True,
            explains=_("回到原办理职务，重新计时；上一级同时知道。"),
        ),
        Move("withdraw", _("撤回"), (FILED, SIGNED, STARTED, WAITING), WITHDRAWN, ("reporter",)),
        Move("rate", _("评价"), (CLOSED,), SAME, ("reporter", "staff")),
    )
}


def after(state: str, move: str) -> str | None:
    """The state that `move` leads to from `state`; None when it is not allowed there."""
    entry = MOVES[move]
    if state not in entry.sources:
        return None
    return entry.to or state


def moves_from(state: str) -> list[Move]:
    """The moves that a state allows at all, in the table's order."""
    return [move for move in MOVES.values() if state in move.sources]
