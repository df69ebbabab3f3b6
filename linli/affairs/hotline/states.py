"""Where an order of a hotline stands, and what happens to it, as data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ITEM, PLACE, TWIN, READY = "item", "place", "twin", "ready"
SENT, BACK, RETURNED, DONE = "sent", "back", "returned", "done"

WAITING = [ITEM, PLACE, TWIN, READY]
"""Not a matter yet: something is to be said at the desk, or it is about to be sent out."""
STATES = [*WAITING, SENT, BACK, RETURNED, DONE]

STATE_NAMES: dict[str, str | Promise] = {
    ITEM: _("待对应事项"),
    PLACE: _("待定地点"),
    TWIN: _("疑似重复"),
    READY: _("待派出"),
    SENT: _("已派出"),
    BACK: _("承办单位不受理"),
    RETURNED: _("已退单"),
    DONE: pgettext_lazy("order", "已办结"),
}
STATE_STAGES = {
    ITEM: "filed",
    PLACE: "filed",
    TWIN: "filed",
    READY: "filed",
    SENT: "started",
    BACK: "declined",
    RETURNED: "withdrawn",
    DONE: "closed",
}
"""The stage of a matter whose look a state borrows."""

STATUS_NAMES: dict[str, str | Promise] = {
    "signed": pgettext_lazy("reply", "签收"),
    "handling": pgettext_lazy("reply", "办理中"),
    "closed": pgettext_lazy("reply", "办结"),
    "returned": pgettext_lazy("reply", "退单"),
    "extension": pgettext_lazy("reply", "延期申请"),
}

TURN_NAMES: dict[str, str | Promise] = {
    "arrived": _("收到工单"),
    "mapped": _("对应到事项"),
    "placed": _("定了地点"),
    "apart": _("不是重复件"),
    "joined": _("并入已有事项"),
    "sent": _("派出"),
    "stuck": _("派不出去"),
    "urged": _("热线催办"),
    "changed": _("热线改了内容"),
    "again": _("热线再次派来"),
    "back": _("承办单位不予受理"),
    "kept": _("不同意退单，重办"),
    "returned": _("退回热线"),
    "reported": _("回复热线"),
    "accepted": _("热线通过"),
    "rejected": _("热线驳回"),
    "done": pgettext_lazy("order", "办结"),
    "reopened": _("重办"),
}
