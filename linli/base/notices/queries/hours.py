"""When people may be written to: dated parameters of the area."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from linli.base.kit import clock
from linli.base.notices.states import RESIDENT
from linli.base.rules import public as rules


def may_leave_at(audience: str, area_ids: Sequence[UUID], now: datetime, *, is_urgent: bool) -> datetime:
    """The first moment from `now` on at which a message may leave: at once, or when the residents' quiet hours are over."""
    if audience != RESIDENT or is_urgent:
        return now
    today = now.astimezone(clock.CHINA)
    for ahead in (0, 1):
        day = today.date() + timedelta(days=ahead)
        hours = rules.parameter("notice.hours.resident", area_ids, day).value
        for begin, end in hours if isinstance(hours, tuple) else ():
            opens = datetime.combine(day, begin, clock.CHINA)
            if now < datetime.combine(day, end, clock.CHINA):
                return max(now, opens)
    return now + timedelta(days=1)


def digest_hour(area_ids: Sequence[UUID], now: datetime) -> int:
    """The hour at which staff of an area get their digest unless they chose another."""
    return rules.parameter("notice.digest.hour", area_ids, clock.local_date(now)).integer
