"""What the desk's pages say about a matter: what to do now, which clock burns, what has been done."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from linli.affairs.matters.queries import Matter, Row, StepShown
from linli.affairs.matters.states import WAYS, WITHDRAWN
from linli.base.ui.templatetags.ui import GRADES
from linli.base.ui.times import exact_time

CLOCK_LABELS: dict[str, str | Promise] = {
    "filed": pgettext_lazy("clock", "签收"),
    "signed": pgettext_lazy("clock", "答复"),
    "started": pgettext_lazy("clock", "答复"),
    "waiting": pgettext_lazy("clock", "等待"),
    "answered": pgettext_lazy("clock", "办结"),
}
"""Which of the three clocks burns in a state."""

ICONS = {
    "file": "message-plus",
    "file_and_close": "circle-check",
    "sign": "check",
    "return": "arrow-back-up",
    "decline": "ban",
    "transfer": "arrow-forward-up",
    "escalate": "arrow-bar-up",
    "assign_down": "arrow-bar-down",
    "start": "player-play",
    "wait": "player-pause",
    "ask": "help-circle",
    "supply": "message-plus",
    "resume": "player-play",
    "answer": "message-2",
    "close": "circle-check",
    "reopen": "refresh",
    "withdraw": "arrow-back-up",
    "rate": "star",
    "invite": "users-group",
    "assist": "circle-check",
    "urge": "bell-ringing",
    "contact": "phone",
    "note": "note",
    "instruct": "writing",
    "report": "clipboard-check",
    "prolong": "calendar-plus",
    "allow": "calendar-check",
    "refuse": "calendar-x",
    "split": "arrows-split",
    "recall": "arrow-back-up",
    "merge": "arrows-join",
    "separate": "arrows-split-2",
    "follow": "message-2",
    "rule": "gavel",
    "card": "flag",
    "lift": "flag-off",
    "inherit": "arrow-forward-up",
    "resend": "refresh",
    "redate": "calendar-event",
    "overdue": "clock-exclamation",
}
SYSTEM = gettext_lazy("系统自动")
TONES = {
    "answer": "good",
    "close": "good",
    "file_and_close": "good",
    "return": "amber",
    "reopen": "amber",
    "decline": "amber",
    "file": "action",
    "sign": "action",
    "start": "action",
    "follow": "good",
    "assist": "good",
    "urge": "amber",
    "instruct": "amber",
    "card": "danger",
    "overdue": "danger",
    "rule": "amber",
    "recall": "amber",
}
NEXT = {"filed": "sign", "signed": "start", "started": "answer", "waiting": "resume", "answered": "close"}
"""The move that usually comes next: the one button that stands out."""

DONE: dict[str, str | Promise] = {
    "sign": _("已签收，现在由您负责。"),
    "return": _("已退回，对方会看到您写的原因。"),
    "decline": _("已告诉居民不予受理的原因和该找谁。"),
    "transfer": _("已转办，等对方签收。"),
    "escalate": _("已上报，等上一级签收。"),
    "assign_down": _("已交办，等对方签收。"),
    "start": _("已开始办理，居民能看到。"),
    "wait": _("已暂停，时限不再走。"),
    "ask": _("已请居民补充，时限暂停。"),
    "resume": _("继续办理，时限接着走。"),
    "answer": _("已答复居民。"),
    "close": _("已办结，请居民评价。"),
    "reopen": _("已重办，重新计时。"),
    "rate": _("已记下居民的评价，单独统计。"),
    "invite": _("已请对方协办，对方的收件箱里能看到。"),
    "assist": _("已报告，主办会看到。"),
    "urge": _("已催办，承办人会收到提醒。"),
    "contact": _("已记下这次联系。"),
    "note": _("已记下，只有工作人员看得到。"),
    "instruct": _("批示已经送到，承办人要按期报告。"),
    "report": _("已报告批示的办理情况。"),
    "prolong": _("已申请，批准之前时限照走。"),
    "allow": _("已批准延期，居民会看到新的期限。"),
    "refuse": _("没有同意延期，仍按原来的期限办。"),
    "split": _("已拆出一件，等对方签收。"),
    "recall": _("已收回，对方不用再办；这一份由您办。"),
    "merge": _("已并案，居民会得到那一件的答复。"),
    "separate": _("已重新单独办理。"),
    "rule": _("已裁定，等对方签收；在“裁定”里可以把它变成派单规则。"),
    "card": _("已发督办牌，记在承办职务名下。"),
    "lift": _("已撤销督办牌，记录还在。"),
}

_HOLDER: dict[str, tuple[str | Promise, str | Promise]] = {
    "filed": (
        _("先签收；不归您办的，退回并说明。"),
        _("签收已经超时：马上签收；不归您办的，现在就退回并说明。"),
    ),
    "signed": (
        _("联系居民问清情况，再开始办理；当场能说清的，直接答复。"),
        _("答复已经超时：先给居民打个电话，再办理、答复。"),
    ),
    "started": (
        _("办好了就答复居民；本级办不了的，上报。"),
        _("答复已经超时：先给居民打个电话，再答复；办不了的马上上报。"),
    ),
    "waiting": (_("在等待，时限暂停。有结果了就继续办理。"), _("外部给的期限已经过了：催一催，或者继续办理。")),
    "answered": (_("居民没有异议就办结；居民不满意的，继续沟通。"), _("办结已经超时：问一问居民，没有异议就办结。")),
}
_NOBODY_TO_CALL: dict[str, tuple[str | Promise, str | Promise]] = {
    "signed": (_("到现场看清情况，再开始办理。"), _("答复已经超时：马上到现场办理，办好就答复。")),
    "started": (
        _("办好了就答复居民；本级办不了的，上报。"),
        _("答复已经超时：办好就答复；办不了的马上上报。"),
    ),
}
"""The same where nobody left a phone."""
_ENDED: dict[str, str | Promise] = {
    "closed": _("已经办结。电话里听到的评价，可以代居民记下。"),
    "declined": _("没有受理，原因已经告诉居民。"),
    "withdrawn": _("居民已经撤回，不用再办。"),
    "merged": _("已经并到另一件，随那一件答复；不是同一件的，撤销并案。"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock chip of a matter: the deadline, how it burns, what is due; `text` only where no time is said."""

    due: datetime | None
    burn: str
    label: str | Promise
    text: str = ""


def clock_of(matter: Row | Matter, now: datetime) -> Clock | None:
    """The clock that burns now; none once a matter has ended."""
    if matter.state not in CLOCK_LABELS:
        return None
    if matter.due_at is None:
        return Clock(None, "paused", "", gettext("暂停计时"))
    return Clock(matter.due_at, _burn(matter, now), CLOCK_LABELS[matter.state])


def _burn(matter: Row | Matter, now: datetime) -> str:
    if isinstance(matter, Row):
        return "overdue" if matter.is_overdue else "soon" if matter.is_soon else "ok"
    if matter.due_at and matter.due_at < now:
        return "overdue"
    return "soon" if matter.warn_at and matter.warn_at <= now else "ok"


@dataclass(frozen=True, slots=True)
class Look:
    """One chip of a row: words with the look of a stage of work, or with tone and icon."""

    words: str | Promise
    stage: str = ""
    tone: str = ""
    icon: str = ""


def looks_of(row: Row, *, has_clock: bool) -> list[Look]:
    """What should be seen of a row beside its clock; a new matter's clock says already that it waits to be signed."""
    found = [] if row.state == "filed" and has_clock else [Look(row.state_said, stage=row.state)]
    if row.urgency == "urgent":
        found.append(Look(pgettext("urgency", "紧急"), tone="danger", icon="bolt"))
    if many := row.reopen_count:
        found.append(Look(ngettext("重办 %(n)s 次", "重办 %(n)s 次", many) % {"n": many}, tone="amber", icon="refresh"))
    if many := row.return_count:
        said = ngettext("退回 %(n)s 次", "退回 %(n)s 次", many) % {"n": many}
        found.append(Look(said, tone="soft", icon="arrow-back-up"))
    found += _standing_out(row)
    if row.rating and row.rating < 3:
        found.append(Look(gettext("不满意"), tone="danger", icon="mood-sad"))
    return found


def _standing_out(row: Row) -> list[Look]:
    """Cards, instructions and what else somebody above or outside has said about it."""
    looks = []
    if row.card:
        red = row.card == "red"
        looks.append(Look(gettext("红牌") if red else gettext("黄牌"), tone="danger" if red else "amber", icon="flag"))
    if row.instruct_by:
        looks.append(Look(gettext("有批示"), tone="amber", icon="writing"))
    if row.is_disputed:
        looks.append(Look(gettext("待裁定"), tone="amber", icon="gavel"))
    if row.is_prolong_asked:
        looks.append(Look(gettext("申请延期"), tone="soft", icon="calendar-plus"))
    if many := row.urge_count:
        said = ngettext("催办 %(n)s 次", "催办 %(n)s 次", many) % {"n": many}
        looks.append(Look(said, tone="amber", icon="bell-ringing"))
    if row.is_part:
        looks.append(Look(pgettext("matter", "拆分"), tone="soft"))
    return looks


def what_now(matter: Matter, *, holds: bool, holder: str, has_phone: bool, now: datetime) -> str:
    """One sentence for the reader: what to do with this matter at this moment."""
    if matter.part_of_id and matter.state == WITHDRAWN:
        return gettext("这一份已经收回，不用再办。")
    if matter.state in _ENDED:
        return str(_ENDED[matter.state])
    if matter.is_disputed:
        return (
            gettext("裁定由谁办：选定职务，写明依据。")
            if holds
            else gettext("等%(holder)s裁定由谁办。") % {"holder": holder}
        )
    if not holds:
        return gettext("现在由%(holder)s负责。") % {"holder": holder}
    said = _HOLDER if has_phone else _HOLDER | _NOBODY_TO_CALL
    in_time, late = said[matter.state]
    return str(late if _burn(matter, now) == "overdue" else in_time)


def rated(step: StepShown) -> str:
    """A rating in words; empty for every other step."""
    grade = next((str(words) for value, words, _face in GRADES if value == step.rating), "")
    solved = gettext("问题解决了") if step.is_solved else gettext("问题没有解决")
    return f"{grade} · {solved}" if grade else ""


def detail(step: StepShown) -> str:
    """What a move took besides words, in words."""
    said = step.details
    if "way" in said:
        reached = gettext("联系上了") if said["reached"] else gettext("没有联系上")
        return f"{WAYS[said['way']]} · {reached}"
    if "colour" in said:
        return gettext("红牌") if said["colour"] == "red" else gettext("黄牌")
    if "until" in said:
        return gettext("期限：%(until)s") % {"until": exact_time(datetime.fromisoformat(said["until"]))}
    if "part" in said or "main" in said:
        return gettext("编号 %(number)s") % {"number": said.get("part") or said["main"]}
    return gettext("没有等协办的原因：%(why)s") % {"why": said["without"]} if said.get("without") else ""


def inbox_lead(rows: list[Row]) -> str:
    """One sentence on top of a list: what to do first."""
    overdue, soon = sum(row.is_overdue for row in rows), sum(row.is_soon for row in rows)
    if overdue:
        return gettext("这一页有 %(n)s 件超时，从最上面办起。") % {"n": overdue}
    if soon:
        return gettext("这一页有 %(n)s 件快到期，先办最上面的。") % {"n": soon}
    return gettext("都在时限内，按顺序办。") if rows else ""
