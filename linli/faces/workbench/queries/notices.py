"""What somebody has been told, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Actor
from linli.base.notices import public as notices

PAGE = 50
SAID: dict[str, tuple[str, str | Promise]] = {
    "matter.filed": ("message-plus", _("新的事项，请签收")),
    "matter.return": ("arrow-back-up", _("退回来的事项，请重新派单")),
    "matter.transfer": ("arrow-forward-up", _("转来的事项，请签收")),
    "matter.escalate": ("arrow-bar-up", _("下级上报的事项，请签收")),
    "matter.assign_down": ("arrow-bar-down", _("上级交办的事项，请签收")),
    "matter.reopen": ("refresh", _("居民不满意，申请重办")),
    "matter.supply": ("message-plus", _("居民补充了情况，时限接着走")),
    "matter.withdraw": ("arrow-back-up", _("居民撤回了，不用再办")),
    "matter.rate": ("star", _("居民作了评价")),
    "matter.split": ("arrows-split", _("从另一件拆出来的，请签收")),
    "matter.part_done": ("circle-check", _("拆出去的一件有了答复")),
    "matter.invite": ("users-group", _("请您协办")),
    "matter.assist": ("circle-check", _("协办的报告了办理情况")),
    "matter.urge": ("bell-ringing", _("有人催办")),
    "matter.instruct": ("writing", _("领导有批示，请按期报告")),
    "matter.report": ("clipboard-check", _("批示的办理情况报来了")),
    "matter.prolong": ("calendar-plus", _("申请延期，请决定")),
    "matter.allow": ("calendar-check", _("延期批准了")),
    "matter.refuse": ("calendar-x", _("延期没有批准，仍按原来的期限")),
    "matter.resend": ("refresh", _("不予受理后又派来的，请裁定由谁办")),
    "matter.rule": ("gavel", _("裁定由您办理，请签收")),
    "matter.card": ("flag", _("发了督办牌")),
    "matter.lift": ("flag-off", _("督办牌撤销了")),
    "matter.inherit": ("arrow-forward-up", _("原职务撤销，由您接办")),
    "matter.separate": ("arrows-split-2", _("撤销了并案，请重新签收")),
    "matter.overdue": ("clock-exclamation", _("下级有一件超时")),
    "matter.vacant": ("user-question", _("承办的职务空着，请安排")),
    "matter.warn": ("clock-exclamation", _("时限快到了")),
    "dispute.find": ("heart-handshake", _("新登记的纠纷，请分级、决定是否受理")),
    "dispute.accept": ("heart-handshake", _("请您调解这件纠纷")),
    "dispute.replace": ("heart-handshake", _("换您来调解这件纠纷")),
    "dispute.hand_over": ("arrow-forward-up", _("移交给您的纠纷，请接收")),
    "dispute.take": ("check", _("移交的纠纷，对方接收了")),
    "dispute.give_back": ("arrow-back-up", _("移交的纠纷，对方没有接收")),
    "dispute.call_in": ("users-group", _("请您协助调解")),
    "dispute.report": ("circle-check", _("协助的报告了情况")),
    "dispute.outcome": ("circle-check", _("您登记的纠纷有了结果")),
    "dispute.warn": ("clock-exclamation", _("纠纷的时限快到了")),
    "dispute.court": ("gavel", _("申请司法确认的期限快到了，请提醒双方")),
    "dispute.term": ("clipboard-check", _("协议约定的日子快到了，请回访")),
}
"""Icon and words of each kind of notice a post gets."""
_PRESSING = {
    *("matter.warn", "matter.instruct", "matter.card", "matter.overdue", "matter.vacant"),
    *("dispute.warn", "dispute.court"),
}
_PAGES = {"matter": "/desk/matters/", "dispute": "/desk/mediation/"}
"""Where what a notice is about has its page; contexts are met by address here."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it is read."""

    icon: str
    said: str
    item: str
    number: str
    url: str
    at: datetime
    is_new: bool
    is_pressing: bool


def told(actor: Actor, page: int) -> tuple[list[Told], bool]:
    """A page of the actor's notices, newest first, and whether there are more; one statement."""
    first = (page - 1) * PAGE
    rows = list(notices.notices_of(actor)[first : first + PAGE + 1])
    english = (get_language() or "").startswith("en")
    return [
        Told(
            icon=SAID.get(row.kind, ("bell", ""))[0],
            said=str(SAID[row.kind][1]) if row.kind in SAID else gettext("有新的进展"),
            item=(row.words.get("item_en") if english else "") or row.words.get("item", ""),
            number=row.words.get("number", ""),
            url=f"{_PAGES[row.subject_kind]}{row.subject_id}/" if row.subject_kind in _PAGES else "",
            at=row.at,
            is_new=row.read_at is None,
            is_pressing=row.kind in _PRESSING or row.words.get("urgency") == "urgent",
        )
        for row in rows[:PAGE]
    ], len(rows) > PAGE
