"""How people say times: 今天 14:30, 昨天, 3 月 5 日; and what is left of a deadline: 还剩 3 小时, 超时 2 天."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext, pgettext

from linli.base.kit.clock import CHINA

_SOON = timedelta(hours=2)


def said_time(moment: datetime, now: datetime) -> str:
    """Say a moment as seen from `now`, both aware: with the clock within a day of today, else the date alone."""
    local, today = moment.astimezone(CHINA), now.astimezone(CHINA).date()
    clock = f"{local:%H:%M}"
    match (local.date() - today).days:
        case 0:
            return gettext("今天 %(clock)s") % {"clock": clock}
        case -1:
            return gettext("昨天 %(clock)s") % {"clock": clock}
        case 1:
            return gettext("明天 %(clock)s") % {"clock": clock}
    parts = {"year": local.year, "month": pgettext("month", str(local.month)), "day": local.day}
    if local.year == today.year:
        return gettext("%(month)s 月 %(day)d 日") % parts
    return gettext("%(year)d 年 %(month)s 月 %(day)d 日") % parts


def exact_time(moment: datetime) -> str:
    """The moment to the minute, in China's time."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"


def said_span(span: timedelta) -> str:
    """Say a length of time in its largest fitting unit, rounded down: minutes, hours, days."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}
    return ngettext("%(n)d 天", "%(n)d 天", hours // 24) % {"n": hours // 24}


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline as shown: how it burns (overdue, soon, ok) and the words for it."""

    burn: str
    text: str


def clock_of(due: datetime, now: datetime, *, soon: timedelta = _SOON) -> Clock:
    """Read a deadline by the clock on the wall; who counts working time passes burn and text to the chip instead."""
    left = due - now
    if left < timedelta(0):
        return Clock("overdue", gettext("超时 %(span)s") % {"span": said_span(left)})
    return Clock("soon" if left <= soon else "ok", gettext("还剩 %(span)s") % {"span": said_span(left)})
