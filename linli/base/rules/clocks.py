"""Clocks: working time as arithmetic. Pure functions over a `WorkingCalendar`; no database, no wall clock.

A calendar is two sorted tables (every working window, every working day) in seconds since 1970, so that a deadline
is one bisection. Civil Code art. 201 and 203: the day something begins is not counted in days, and a time limit
ends at the close of business of its last working day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext, ngettext

# China has had one zone without summer time since 1991, so local days are whole numbers of seconds away.
_EIGHT_HOURS = 8 * 3600
_DAY = 86_400
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Hours = tuple[tuple[time, time], ...]
"""The working windows of one day, in order, in local time."""


class OutsideCalendar(ValueError):
    """A moment lies before the first or after the last day the calendar was built for."""


class Unit(StrEnum):
    """What a time limit counts: real time, or only time at work."""

    MINUTES = "minutes"
    DAYS = "days"
    WORKING_MINUTES = "working_minutes"
    WORKING_DAYS = "working_days"

    @property
    def is_working(self) -> bool:
        """Whether nights, weekends and holidays stop the count."""
        return self in (Unit.WORKING_MINUTES, Unit.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """An amount of time allowed for something, and how it is counted."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return _spoken(self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """All working time from the morning of `first` to the night of `last`, ready for bisection.

    `opens[i]` is the start of window i and `worked[i]` the working seconds before it, both in seconds, local opening
    hours already turned into UTC. `days` are the working days as ordinals and `closes` their last closing times.
    Later than `official_until` the State Council has not announced the holidays yet, and the days are estimates.
    """

    first: date
    last: date
    official_until: date
    opens: tuple[int, ...] = field(repr=False)
    worked: tuple[int, ...] = field(repr=False)
    days: tuple[int, ...] = field(repr=False)
    closes: tuple[int, ...] = field(repr=False)

    def is_working_day(self, day: date) -> bool:
        """Whether people work on `day`."""
        if not self.first <= day <= self.last:
            raise OutsideCalendar(f"{day} is outside the working calendar of {self.first} to {self.last}.")
        place = bisect_left(self.days, day.toordinal())
        return place < len(self.days) and self.days[place] == day.toordinal()

    def is_estimate(self, moment: datetime) -> bool:
        """Whether a deadline at `moment` rests on holidays that are not announced yet."""
        return date.fromordinal(_ordinal(_seconds(moment))) > self.official_until


def working_calendar(
    *,
    first: date,
    last: date,
    official_until: date,
    is_working: Callable[[date], bool],
    hours_on: Callable[[date], Hours],
) -> WorkingCalendar:
    """Build the tables for the days from `first` to `last`; a working day without hours counts as a day off."""
    opens: list[int] = []
    worked = [0]
    days: list[int] = []
    closes: list[int] = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        hours = hours_on(day) if is_working(day) else ()
        for begin, end in hours:
            opens.append(_at(ordinal, begin))
            worked.append(worked[-1] + _at(ordinal, end) - opens[-1])
        if hours:
            days.append(ordinal)
            closes.append(_at(ordinal, hours[-1][1]))
    if not days:
        raise OutsideCalendar(f"There is no working day between {first} and {last}.")
    return WorkingCalendar(first, last, official_until, tuple(opens), tuple(worked), tuple(days), tuple(closes))


def add_working_minutes(start: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """The moment when `minutes` of working time have passed since `start`; for 0, the next moment of work."""
    _not_negative(minutes)
    second = _within(start, calendar)
    if minutes == 0:
        return _moment(_next_open(second, calendar))
    return _moment(_reached(_worked_by(second, calendar) + minutes * 60, calendar))


def add_working_days(start: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """Close of business on the `days`-th working day after the local day of `start`.

    For 0 it is the close of business of the same day, or of the next working day when that is over.
    """
    _not_negative(days)
    second = _within(start, calendar)
    today = bisect_left(calendar.closes, second)
    place = bisect_right(calendar.days, _ordinal(second)) + days - 1 if days else today
    if place >= len(calendar.closes):
        raise OutsideCalendar(f"{days} working days after {start} is later than {calendar.last}.")
    return _moment(calendar.closes[place])


def working_minutes_between(a: datetime, b: datetime, calendar: WorkingCalendar) -> int:
    """Whole working minutes from `a` to `b`; negative when `b` is earlier."""
    if b < a:
        return -working_minutes_between(b, a, calendar)
    return (_worked_by(_within(b, calendar), calendar) - _worked_by(_within(a, calendar), calendar)) // 60


def working_days_between(a: datetime, b: datetime, calendar: WorkingCalendar) -> int:
    """How many working days begin after the local day of `a` and no later than that of `b`; 0 when `b` is earlier."""
    begin, end = _ordinal(_within(a, calendar)), _ordinal(_within(b, calendar))
    return max(0, bisect_right(calendar.days, end) - bisect_right(calendar.days, begin))


def due(start: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> datetime:
    """When a time limit that starts at `start` runs out; calendar days end at midnight of the last one."""
    if limit.unit is Unit.WORKING_MINUTES:
        return add_working_minutes(start, limit.amount, calendar)
    if limit.unit is Unit.WORKING_DAYS:
        return add_working_days(start, limit.amount, calendar)
    _not_negative(limit.amount)
    second = _seconds(start)
    if limit.unit is Unit.MINUTES:
        return _moment(second + limit.amount * 60)
    return _moment((_ordinal(second) + limit.amount + 1 - _EPOCH_DAY) * _DAY - _EIGHT_HOURS)


def postponed(
    deadline: datetime, limit: TimeLimit, since: datetime, until: datetime, calendar: WorkingCalendar
) -> datetime:
    """`deadline` moved by the time its clock stood still, from `since` to `until`, counted in the limit's unit."""
    if until <= since:
        return deadline
    if limit.unit is Unit.WORKING_MINUTES:
        waited = working_minutes_between(since, until, calendar)
        return add_working_minutes(deadline, waited, calendar) if waited else deadline
    if limit.unit is Unit.WORKING_DAYS:
        days = working_days_between(since, until, calendar)
        return add_working_days(deadline, days, calendar) if days else deadline
    return deadline + (until - since)


def warning_at(
    start: datetime, deadline: datetime, share: Decimal, limit: TimeLimit, calendar: WorkingCalendar
) -> datetime:
    """When only `share` (0 to 1) of the time between `start` and `deadline` is left, in the limit's kind of time."""
    if deadline <= start:
        return deadline
    if not limit.unit.is_working:
        return _moment(_seconds(deadline) - int((_seconds(deadline) - _seconds(start)) * share))
    begin, end = _worked_by(_within(start, calendar), calendar), _worked_by(_within(deadline, calendar), calendar)
    left = int((end - begin) * share)
    return _moment(_reached(end - left, calendar)) if left else deadline


def _not_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError(f"A time limit counts forward; {amount} is negative.")


def _at(ordinal: int, clock: time) -> int:
    return (ordinal - _EPOCH_DAY) * _DAY + clock.hour * 3600 + clock.minute * 60 - _EIGHT_HOURS


def _seconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; pass an aware datetime.")
    return int((moment - _EPOCH).total_seconds() // 1)


def _moment(second: int) -> datetime:
    return _EPOCH + timedelta(seconds=second)


def _ordinal(second: int) -> int:
    return (second + _EIGHT_HOURS) // _DAY + _EPOCH_DAY


def _within(moment: datetime, calendar: WorkingCalendar) -> int:
    second = _seconds(moment)
    if second < calendar.opens[0] or _ordinal(second) > calendar.last.toordinal():
        raise OutsideCalendar(f"{moment} is outside the working calendar of {calendar.first} to {calendar.last}.")
    return second


def _worked_by(second: int, calendar: WorkingCalendar) -> int:
    """Working seconds from the calendar's beginning to `second`."""
    window = bisect_right(calendar.opens, second) - 1
    return min(calendar.worked[window] + second - calendar.opens[window], calendar.worked[window + 1])


def _reached(worked: int, calendar: WorkingCalendar) -> int:
    """The first second by which `worked` seconds were worked: a window's end rather than the next one's start."""
    window = bisect_left(calendar.worked, worked) - 1
    if window >= len(calendar.opens):
        raise OutsideCalendar(f"The deadline lies after {calendar.last}, where the working calendar ends.")
    return calendar.opens[window] + worked - calendar.worked[window]


def _next_open(second: int, calendar: WorkingCalendar) -> int:
    window = bisect_right(calendar.opens, second) - 1
    length = calendar.worked[window + 1] - calendar.worked[window]
    if second <= calendar.opens[window] + length:
        return second
    if window + 1 == len(calendar.opens):
        raise OutsideCalendar(f"There is no working time left before {calendar.last}.")
    return calendar.opens[window + 1]


def _spoken(amount: int, unit: Unit) -> str:
    """The limit as people say it: whole hours as hours."""
    if unit is Unit.DAYS:
        return ngettext("%(amount)s 天", "%(amount)s 天", amount) % {"amount": amount}
    if unit is Unit.WORKING_DAYS:
        return ngettext("%(amount)s 个工作日", "%(amount)s 个工作日", amount) % {"amount": amount}
    whole_hours = amount >= 60 and amount % 60 == 0
    shown = amount // 60 if whole_hours else amount
    if whole_hours:
        spoken = ngettext("%(amount)s 小时", "%(amount)s 小时", shown) % {"amount": shown}
    else:
        spoken = ngettext("%(amount)s 分钟", "%(amount)s 分钟", shown) % {"amount": shown}
    return gettext("工作时间 %(time)s") % {"time": spoken} if unit is Unit.WORKING_MINUTES else spoken
