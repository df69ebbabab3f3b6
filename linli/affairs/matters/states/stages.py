"""The stages a matter goes through."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FILED, SIGNED, STARTED, WAITING = "filed", "signed", "started", "waiting"
ANSWERED, CLOSED, DECLINED, WITHDRAWN = "answered", "closed", "declined", "withdrawn"
MERGED = "merged"

OPEN = [FILED, SIGNED, STARTED, WAITING, ANSWERED]
FOLLOWING = [MERGED]
"""Neither open nor ended: nothing is to be done with it by itself, and it is answered when its main matter is."""
ENDED = [CLOSED, DECLINED, WITHDRAWN]
STATES = [*OPEN, *FOLLOWING, *ENDED]

STATE_NAMES: dict[str, str | Promise] = {
    FILED: _("待签收"),
    SIGNED: _("已签收"),
    STARTED: _("办理中"),
    WAITING: _("等待中"),
    ANSWERED: _("已答复"),
    MERGED: _("已并案"),
    CLOSED: _("已办结"),
    DECLINED: pgettext_lazy("state", "不予受理"),
    WITHDRAWN: _("已撤回"),
}

SAME = ""
"""As a destination: the state stays what it was."""

WAYS: dict[str, str | Promise] = {
    "phone": _("打电话"),
    "message": _("发短信或微信"),
    "home": _("上门"),
    "came": _("居民来窗口"),
}
"""How a resident was contacted; `came` is what ought not to be asked of them twice."""
