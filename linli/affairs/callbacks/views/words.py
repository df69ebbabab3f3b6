"""Words and ways that the pages share."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.base.accounts.public import LinliRequest

ROUND_DONE: dict[str, Any] = {
    "draw": _("样本已经抽取，名单的摘要已经公布。"),
    "reveal": _("种子、名单和结果已经公布。"),
}
RULE_SAID: dict[str, str | Promise] = {
    "callback.share": _("每个社区抽取的比例"),
    "callback.floor": _("每个社区最少"),
    "callback.ceiling": _("每个社区最多（必访的不受此限）"),
    "callback.always.reopened": _("重办过的必访"),
    "callback.always.dissatisfied": _("评价不满意的必访"),
    "callback.always.unrated": _("没有评价的必访"),
    "callback.satisfied.from": _("几分及以上算满意"),
}
_YES_NO: dict[str, str | Promise] = {"0": pgettext_lazy("rule", "否"), "1": pgettext_lazy("rule", "是")}
GRADES: dict[int, str | Promise] = {
    5: _("非常满意"),
    4: _("满意"),
    3: _("基本满意"),
    2: _("不满意"),
    1: _("非常不满意"),
}
_PAGES: tuple[tuple[str, str | Promise, str], ...] = (
    ("calls", _("待打的电话"), "callbacks"),
    ("results", _("回访结果"), "cockpit"),
    ("signals", _("要问一问的"), "cockpit"),
    ("rounds", _("各轮回访"), "callbacks|rounds|cockpit"),
    ("follow_ups", _("不满意的核实"), "matters"),
    ("claims", _("不合理诉求认定"), "matters|adjudicate|rounds|cockpit"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A tab."""

    url: str
    label: str | Promise
    active: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One parameter of a round's rule, as people read it."""

    said: str | Promise
    value: str | Promise
    basis: str


def tabs(request: LinliRequest, here: str) -> list[Way]:
    """The pages of callbacks this post may open."""
    return [
        Way(reverse(f"callbacks:{name}"), label, name == here)
        for name, label, needs in _PAGES
        if any(request.actor.can(each) for each in needs.split("|"))
    ]


def first_page(request: LinliRequest) -> str:
    """The page of callbacks that this post begins with."""
    return next(way.url for way in tabs(request, ""))


def rule_lines(rule: dict[str, dict[str, str]]) -> list[RuleLine]:
    """A round's rule in words."""
    return [
        RuleLine(said, _value(name, rule[name]["value"]), rule[name]["basis"])
        for name, said in RULE_SAID.items()
        if name in rule
    ]


def _value(name: str, value: str) -> str | Promise:
    if name == "callback.share":
        return f"{float(value) * 100:.6g}%"
    return _YES_NO[value] if ".always." in name else value
