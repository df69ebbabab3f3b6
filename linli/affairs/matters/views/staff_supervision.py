"""Supervision at the desk: what has to be looked at now, how matters are conducted, each figure with its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import cache_control

from linli.affairs.matters import queries
from linli.affairs.matters.forms.staff import CHANNEL_NAMES, one_of
from linli.affairs.matters.views import staff_words
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Level
from linli.base.kit.errors import NotFound
from linli.base.ui.asked import as_number

PERIODS = (30, 90, 365)
SAID: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "first_asked": (_("首问负责：代居民登记的，按时有人签收"), _("代登记的"), _("按时签收")),
    "visits": (_("最多跑一次：居民没有跑第二趟"), _("办结的"), _("不超过一次")),
    "contacted": (_("答复前联系上过居民"), _("答复的"), _("联系上过")),
    "helped": (pgettext_lazy("conduct", "协办的报告了办理情况"), _("请过协办"), _("已报告")),
    "instructed": (_("批示按期报告"), _("批示"), _("按期报告")),
    "prolonged": (_("没有延期就办结"), _("办结的"), _("没有延期")),
    "undisputed": (_("没有退回过"), _("受理的"), _("没有退回")),
    "lifted": (_("督办牌整改到位"), _("发过的牌"), _("撤销了的")),
}
"""What a figure is, what it is taken of, and what is kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with where its rows are."""

    said: str | Promise
    of_what: str | Promise
    kept_said: str | Promise
    kept: int
    counted: int
    percent: str
    under: str | Promise
    counted_url: str
    kept_url: str
    rest_url: str


@staff("cockpit")
@cache_control(no_store=True)
def supervision(request: LinliRequest) -> HttpResponse:
    """What to look at now, and the figures of a period."""
    place_id, level = _place(request)
    days = as_number(request.GET.get("days"), default=PERIODS[0], most=PERIODS[-1])
    since, until = _period(days, request.now)
    found = queries.conduct(place_id, level, since=since, until=until)
    context = {
        "watched": queries.watched(place_id, level, now=request.now),
        "lines": [_line(each, days) for each in found],
        "tabs": [
            {
                "url": f"?{urlencode({'days': each})}",
                "label": _("最近 %(days)s 天") % {"days": each},
                "active": each == days,
            }
            for each in PERIODS
        ],
        "may_rule": request.actor.can("adjudicate"),
    }
    return render(request, "matters/staff/supervision.html", context)


@staff("cockpit")
@cache_control(no_store=True)
def supervised(request: LinliRequest, name: str, which: str) -> HttpResponse:
    """The matters a figure counts."""
    if name not in SAID or not one_of(which, queries.WHICH):
        raise NotFound
    place_id, level = _place(request)
    days = as_number(request.GET.get("days"), default=PERIODS[0], most=PERIODS[-1])
    since, until = _period(days, request.now)
    page = queries.conduct_rows(
        place_id,
        level,
        name,
        which,
        since=since,
        until=until,
        now=request.now,
        page=as_number(request.GET.get("page")),
    )
    said, of_what, kept = SAID[name]
    context = {
        "said": said,
        "which": {"counted": of_what, "kept": kept, "rest": _("其余的")}[which],
        "page": page,
        "lines": [(row, staff_words.clock_of(row, request.now), CHANNEL_NAMES[row.channel]) for row in page.rows],
        "days": days,
    }
    return render(request, "matters/staff/supervised.html", context)


def _place(request: LinliRequest) -> tuple[UUID, Level]:
    actor = request.actor
    if actor.place_id is None or actor.level is None:
        raise NotFound
    return actor.place_id, actor.level


def _period(days: int, now: datetime) -> tuple[datetime, datetime]:
    return now - timedelta(days=days), now


def _line(figure: queries.Conduct, days: int) -> Line:
    said, of_what, kept = SAID[figure.name]
    urls = [
        f"{reverse('matters:supervised', args=[figure.name, which])}?{urlencode({'days': days})}"
        for which in ("counted", "kept", "rest")
    ]
    share = f"{figure.kept / figure.counted:.1%}" if figure.counted else ""
    under = ""
    if figure.name == "visits" and figure.counted:
        under = _("平均每件跑 %(each)s 次，目标不超过 1 次") % {"each": f"{figure.amount / figure.counted:.2f}"}
    return Line(said, of_what, kept, figure.kept, figure.counted, share, under, *urls)
