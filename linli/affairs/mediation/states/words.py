"""What the small choices are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SIDE_NAMES: dict[str, str | Promise] = {
    "applicant": _("申请人"),
    "respondent": _("被申请人"),
    "third": _("其他有关的人"),
}
CAPACITY_NAMES: dict[str, str | Promise] = {
    "guardian": _("监护人"),
    "agent": _("委托代理人"),
    "relative": _("亲属"),
    "head": _("负责人"),
}
MEETING_NAMES: dict[str, str | Promise] = {
    "interview": _("单独约谈"),
    "visit": _("到现场查看"),
    "meeting": _("双方调解"),
    "joint": _("几家联合调解"),
}
HOW_NAMES: dict[str, str | Promise] = {
    "money": _("付款"),
    "act": _("做到一件事"),
    "stop": _("不再做一件事"),
    "apology": _("赔礼道歉"),
}
FORM_NAMES: dict[str, str | Promise] = {"written": _("书面协议"), "oral": _("口头协议")}
OUTCOME_NAMES: dict[str, str | Promise] = {
    "": _("等履行"),
    "done": _("已办到"),
    "late": _("晚了，已办到"),
    "breached": _("没有办到"),
    "waived": _("对方不再要求"),
}
REPLACED_NAMES: dict[str, str | Promise] = {
    "avoided": _("和当事人有利害关系，回避"),
    "objected": _("当事人不同意"),
    "moved": pgettext_lazy("mediator", "工作变动"),
}
DESK_NAMES: dict[str, str | Promise] = {
    "mediation": pgettext_lazy("desk", "调解"),
    "police": pgettext_lazy("desk", "公安"),
    "justice": pgettext_lazy("desk", "司法"),
}
NEXT: dict[str, str | Promise] = {
    "found": _("了解情况，分级"),
    "graded": _("决定是否受理"),
    "accepted": _("约双方谈"),
    "mediating": _("继续调解，谈成了签协议"),
    "agreed": _("到期回访；要确认的，一起去法院"),
    "following": _("接着回访，都办到了结案"),
    "confirmed": _("到期回访"),
}
"""The next step at each stage, in a few words."""
