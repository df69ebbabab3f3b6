"""The stages of a dispute."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FOUND, GRADED, ACCEPTED, MEDIATING = "found", "graded", "accepted", "mediating"
AGREED, FOLLOWING, CONFIRMED = "agreed", "following", "confirmed"
REFUSED, FAILED, WITHDRAWN, REFERRED, CLOSED = "refused", "failed", "withdrawn", "referred", "closed"

BEFORE = [FOUND, GRADED]
UNDERWAY = [ACCEPTED, MEDIATING]
SETTLED = [AGREED, FOLLOWING, CONFIRMED]
OPEN = [*BEFORE, *UNDERWAY, *SETTLED]
ENDED = [REFUSED, FAILED, WITHDRAWN, REFERRED, CLOSED]
STATES = [*OPEN, *ENDED]

STATE_NAMES: dict[str, str | Promise] = {
    FOUND: _("待分级"),
    GRADED: _("待受理"),
    ACCEPTED: _("已受理"),
    MEDIATING: _("调解中"),
    AGREED: _("已达成协议"),
    FOLLOWING: _("回访履行"),
    CONFIRMED: _("已司法确认"),
    REFUSED: pgettext_lazy("dispute", "不予受理"),
    FAILED: _("调解不成"),
    WITHDRAWN: pgettext_lazy("dispute", "已撤回"),
    REFERRED: _("已移送"),
    CLOSED: _("已结案"),
}
SAME = ""
"""As a destination: the stage stays what it was."""

PARTY_SEES = {
    FOUND: _("已经收到，正在了解情况。"),
    GRADED: _("正在决定是否受理。"),
    ACCEPTED: _("已经受理，调解员会和您约时间。"),
    MEDIATING: _("正在调解。"),
    AGREED: _("已经达成协议，请按约定的时间履行。"),
    FOLLOWING: _("正在回访协议的履行情况。"),
    CONFIRMED: _("法院已经确认协议有效，一方不履行的，另一方可以申请强制执行。"),
    REFUSED: _("这件纠纷不能由人民调解委员会受理。"),
    FAILED: _("没有谈成。您可以申请仲裁、请行政机关处理，或者向人民法院起诉。"),
    WITHDRAWN: _("当事人撤回了申请。"),
    REFERRED: _("已经移送有权处理的机关。"),
    CLOSED: _("已经结案。"),
}
"""What each stage means to a party, in a sentence."""
