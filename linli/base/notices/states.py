"""How a message leaves the house, and what became of it: plain tables of words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EMAIL, SMS, WECOM, DINGTALK, APP = "email", "sms", "wecom", "dingtalk", "app"
OUTSIDE = (EMAIL, SMS, WECOM, DINGTALK)
ROBOTS = (WECOM, DINGTALK)

WAITING, SENT, FAILED, BOUNCED = "waiting", "sent", "failed", "bounced"
SUPPRESSED, OVERTAKEN = "suppressed", "overtaken"
STATUSES = (WAITING, SENT, FAILED, BOUNCED, SUPPRESSED, OVERTAKEN)

STAFF, RESIDENT = "staff", "resident"
AUDIENCES = (STAFF, RESIDENT)

MOST_BOUNCES = 2
"""So many times something came back, and the address is left alone until its owner confirms it."""

CHANNEL_NAMES: dict[str, str | Promise] = {
    APP: _("站内"),
    EMAIL: _("电子邮件"),
    SMS: _("短信"),
    WECOM: _("企业微信群"),
    DINGTALK: _("钉钉群"),
}
STATUS_NAMES: dict[str, str | Promise] = {
    WAITING: pgettext_lazy("message", "等待发送"),
    SENT: pgettext_lazy("message", "已发出"),
    FAILED: pgettext_lazy("message", "没发出去"),
    BOUNCED: pgettext_lazy("message", "被退回"),
    SUPPRESSED: pgettext_lazy("message", "没有发"),
    OVERTAKEN: pgettext_lazy("message", "改发新的"),
}
STATUS_TONES = {WAITING: "amber", SENT: "good", FAILED: "danger", BOUNCED: "danger", SUPPRESSED: "", OVERTAKEN: ""}
