"""States and moves as tables of data: of a round, of one call, of a claim that an answer should not count."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

COMMITTED, DRAWN, REVEALED = "committed", "drawn", "revealed"
ROUND_NAMES: dict[str, Words] = {
    COMMITTED: _("已公布承诺值"),
    DRAWN: _("正在回访"),
    REVEALED: _("已公布结果"),
}

WAITING, ANSWERED, REFUSED, UNREACHED = "waiting", "answered", "refused", "unreached"
CALL_NAMES: dict[str, Words] = {
    WAITING: _("待回访"),
    ANSWERED: _("已回答"),
    REFUSED: _("不愿回答"),
    UNREACHED: _("没有联系上"),
}

OUTCOMES: dict[str, Words] = {
    "answered": _("接通并回答"),
    "no_answer": _("没人接"),
    "busy": _("占线或不方便"),
    "wrong_number": _("空号或号码不对"),
    "refused": _("不愿回答"),
}
"""How an attempt to reach a resident ends."""

PROPOSED, ALLOWED, PUBLISHED = "proposed", "allowed", "published"
DENIED, TAKEN_BACK, CONTESTED, INSISTED = "denied", "taken_back", "contested", "insisted"
CONFIRMED, OVERTURNED, DISMISSED = "confirmed", "overturned", "dismissed"
CLAIM_NAMES: dict[str, Words] = {
    PROPOSED: _("待认定"),
    ALLOWED: _("已认定，待公示"),
    PUBLISHED: _("已公示，不计入"),
    DENIED: _("不予认定"),
    TAKEN_BACK: _("单位撤回"),
    CONTESTED: _("居民有异议，待复核"),
    INSISTED: _("单位申诉，待复核"),
    CONFIRMED: _("复核维持，不计入"),
    OVERTURNED: _("复核撤销，照常计入"),
    DISMISSED: _("申诉驳回，照常计入"),
}
LEFT_OUT = (PUBLISHED, CONFIRMED)
"""Only here an answer is out of the denominators: published, and not being contested."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done.

    by: `caller`, `organiser` (of rounds), `unit` (of the matter), `adjudicator` (above the unit),
    `second` (an adjudicator who is somebody else), `resident` (whose matter it is), `system`.
    """

    name: str
    said: Words
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    needs_note: bool = False


def _table(*moves: Move) -> dict[str, Move]:
    return {move.name: move for move in moves}


ROUND_MOVES = _table(
    Move("open", _("开一轮回访"), (), COMMITTED, ("organiser",)),
    Move("draw", _("抽取样本"), (COMMITTED,), DRAWN, ("organiser",)),
    Move("reveal", _("公布结果"), (DRAWN,), REVEALED, ("organiser",)),
)
CALL_MOVES = _table(
    Move("draw", _("抽中"), (), WAITING, ("system",)),
    Move("miss", _("没有联系上"), (WAITING,), WAITING, ("caller",)),
    Move("give_up", _("不再联系"), (WAITING,), UNREACHED, ("caller", "system")),
    Move("refuse", _("不愿回答"), (WAITING,), REFUSED, ("caller",)),
    Move("answer", _("记下回答"), (WAITING,), ANSWERED, ("caller",)),
    Move("answer_by_link", _("居民在网上回答"), (WAITING, UNREACHED, REFUSED), ANSWERED, ("resident",)),
    Move("correct", _("更正回答"), (ANSWERED,), ANSWERED, ("caller",), needs_note=True),
)
CLAIM_MOVES = _table(
    Move("propose", _("申请认定为不合理诉求"), (), PROPOSED, ("unit",), needs_note=True),
    Move("take_back", _("撤回申请"), (PROPOSED,), TAKEN_BACK, ("unit",)),
    Move("allow", _("认定"), (PROPOSED,), ALLOWED, ("adjudicator",), needs_note=True),
    Move("deny", _("不予认定"), (PROPOSED,), DENIED, ("adjudicator",), needs_note=True),
    Move("publish", _("公示"), (ALLOWED,), PUBLISHED, ("adjudicator",)),
    Move("contest", _("提出异议"), (PUBLISHED,), CONTESTED, ("resident",), needs_note=True),
    Move("insist", pgettext_lazy("claim", "申诉"), (DENIED,), INSISTED, ("unit",), needs_note=True),
    Move("confirm", _("维持"), (CONTESTED,), CONFIRMED, ("second",), needs_note=True),
    Move("overturn", _("撤销认定"), (CONTESTED,), OVERTURNED, ("second",), needs_note=True),
    Move("grant", _("改为认定"), (INSISTED,), ALLOWED, ("second",), needs_note=True),
    Move("dismiss", _("驳回申诉"), (INSISTED,), DISMISSED, ("second",), needs_note=True),
)


def after(moves: dict[str, Move], state: str, move: str) -> str | None:
    """The state that `move` leads to from `state`; None when it isn't allowed there."""
    return moves[move].to if state in moves[move].sources else None
