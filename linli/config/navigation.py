"""What every frame shows: who acts, where, and the way to the other pages. The one place that knows all three faces."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Actor
from linli.base.notices import public as notices
from linli.registers.places import public as places


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to go. `needs`: a capability (or one of several, `a|b`), `post` for any post, `account` for anyone signed in, or empty for everyone."""

    url: str
    label: str | Promise
    icon: str
    needs: str = ""
    active: bool = False


@dataclass(frozen=True, slots=True)
class Bell:
    """Where the notices are, and how many are unread."""

    url: str
    count: int


PORTAL = (
    Entry("/", _("首页"), "home"),
    Entry("/ask/", _("我要办事"), "message-plus"),
    Entry("/track/", _("查进度"), "search"),
    Entry("/open/items/", _("办事清单"), "list-check"),
    Entry("/my/", _("我的"), "user"),
)
DESK = (
    Entry("/desk/", _("收件箱"), "inbox", "matters"),
    Entry("/desk/intake/", _("登记受理"), "file-plus", "intake"),
    Entry("/desk/hotline/", _("热线工单"), "phone-call", "hotline"),
    Entry("/desk/supervision/", _("督办"), "flag", "cockpit"),
    Entry("/desk/campaigns/", _("专项行动"), "tree", "matters"),
    Entry("/desk/ledgers/", _("台账"), "list-check", "matters"),
    Entry("/desk/callbacks/", _("回访"), "phone", "callbacks|rounds|cockpit|matters"),
    Entry("/desk/mediation/", _("纠纷调解"), "heart-handshake", "mediation|take_disputes|screen|supervise"),
    Entry("/desk/providers/", _("服务商"), "tool", "providers|refer|cockpit"),
    Entry("/desk/search/", _("查找"), "search", "post"),
    Entry("/desk/grid/", _("我的网格"), "map-2", "people"),
    Entry("/desk/gaps/", _("查漏补缺"), "clipboard-check", "people|cockpit"),
    Entry("/desk/people/", _("居民"), "users", "people"),
    Entry("/desk/bodies/", _("组织"), "building", "post"),
    Entry("/desk/places/", _("地域"), "map-pin", "post"),
    Entry("/desk/catalogue/", _("事项"), "list-check", "post"),
    Entry("/desk/bodies/sign-ins/", _("工作账号"), "key", "accounts|security"),
    Entry("/desk/journal/", _("办事记录"), "history", "journal"),
    Entry("/desk/reports/", _("报表"), "file-text", "cockpit"),
    Entry("/desk/messages/", _("消息发送"), "message-2", "notices"),
    Entry("/desk/interfaces/", _("开放接口"), "switch-horizontal", "interfaces"),
    Entry("/cockpit/", _("看全局"), "chart-bar", "cockpit"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frames. What needs a statement is only asked when a template shows it."""
    actor: Actor | None = getattr(request, "actor", None)
    is_desk = request.path.startswith(("/desk/", "/cockpit/"))
    entries = [entry for entry in (DESK if is_desk else PORTAL) if _is_open(entry, actor)]
    here = max((entry.url for entry in entries if request.path.startswith(entry.url)), key=len, default="")
    return {
        "actor": actor,
        "now": getattr(request, "now", None),
        "nav": [replace(entry, active=entry.url == here) for entry in entries],
        "area_name": SimpleLazyObject(lambda: _area_name(request, actor)),
        "bell": SimpleLazyObject(lambda: Bell("/desk/notices/", notices.unread_count(actor)))
        if is_desk and actor
        else None,
    }


def _is_open(entry: Entry, actor: Actor | None) -> bool:
    if not entry.needs:
        return True
    if actor is None:
        return False
    return actor.is_staff if entry.needs == "post" else any(actor.can(each) for each in entry.needs.split("|"))


def _area_name(request: HttpRequest, actor: Actor | None) -> str:
    moment = getattr(request, "now", None)
    if actor is None or actor.place_id is None or moment is None:
        return ""
    return _name(actor.place_id, moment.strftime("%Y-%m-%d %H"))


@lru_cache(maxsize=4096)
def _name(place_id: UUID, hour: str) -> str:  # noqa: ARG001 -- the hour is what ages the cache
    """The place's name, asked once an hour: places are renamed by decree, not by the minute."""
    return places.names_of([place_id]).get(place_id, "")
