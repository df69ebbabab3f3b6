"""Working time as arithmetic: laws that hold for every moment, and days a clerk can check on a wall calendar."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from linli.base.kit.clock import CHINA
from linli.base.rules.calendar import is_national_working_day
from linli.base.rules.clocks import (
    Hours,
    OutsideCalendar,
    TimeLimit,
    Unit,
    add_working_days,
    add_working_minutes,
    due,
    postponed,
    warning_at,
    working_calendar,
    working_days_between,
    working_minutes_between,
)

HOURS: Hours = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 30)))
DAY_OF_WORK = 450
CALENDAR = working_calendar(
    first=date(2024, 1, 1),
    last=date(2028, 12, 31),
    official_until=date(2026, 12, 31),
    is_working=is_national_working_day,
    hours_on=lambda _day: HOURS,
)
_FIRST, _LAST = (int(datetime(*day, tzinfo=UTC).timestamp() * 1000) for day in ((2024, 1, 3), (2027, 12, 31)))
moments = st.integers(_FIRST, _LAST).map(lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC))
amounts = st.integers(min_value=1, max_value=60 * DAY_OF_WORK)


def at(text: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def in_working_hours(moment: datetime) -> bool:
    """Whether a moment is at work, closing times counted."""
    local = moment.astimezone(CHINA)
    return is_national_working_day(local.date()) and any(begin <= local.time() <= end for begin, end in HOURS)


@given(moments, amounts)
def test_added_minutes_are_the_minutes_between(start: datetime, minutes: int) -> None:
    assert working_minutes_between(start, add_working_minutes(start, minutes, CALENDAR), CALENDAR) == minutes


@given(moments, st.integers(min_value=0, max_value=60 * DAY_OF_WORK))
def test_a_deadline_never_lands_outside_working_hours(start: datetime, minutes: int) -> None:
    assert in_working_hours(add_working_minutes(start, minutes, CALENDAR))


@given(moments, moments, amounts)
def test_who_starts_later_is_due_no_earlier(a: datetime, b: datetime, minutes: int) -> None:
    earlier, later = sorted((a, b))
    assert add_working_minutes(earlier, minutes, CALENDAR) <= add_working_minutes(later, minutes, CALENDAR)


@given(moments, amounts, amounts)
def test_adding_twice_is_adding_the_sum(start: datetime, first: int, second: int) -> None:
    in_two = add_working_minutes(add_working_minutes(start, first, CALENDAR), second, CALENDAR)
    assert in_two == add_working_minutes(start, first + second, CALENDAR)


@given(moments, st.integers(min_value=1, max_value=60))
def test_a_limit_in_days_ends_at_close_of_business_and_counts_back(start: datetime, days: int) -> None:
    deadline = add_working_days(start, days, CALENDAR)
    assert deadline.astimezone(CHINA).time() == time(17, 30)
    assert in_working_hours(deadline)
    assert working_days_between(start, deadline, CALENDAR) == days


@given(moments, moments)
def test_time_between_is_the_same_both_ways(a: datetime, b: datetime) -> None:
    assert working_minutes_between(a, b, CALENDAR) == -working_minutes_between(b, a, CALENDAR)


@pytest.mark.parametrize("day", ["2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-01-04"])
def test_a_make_up_saturday_or_sunday_is_worked(day: str) -> None:
    assert date.fromisoformat(day).isoweekday() > 5
    assert working_minutes_between(at(f"{day}T00:00"), at(f"{day}T23:59"), CALENDAR) == DAY_OF_WORK


def test_spring_festival_stands_still() -> None:
    # Saturday 14 February 2026 is worked, 15 to 23 February are free.
    assert add_working_minutes(at("2026-02-14T17:00"), 60, CALENDAR) == at("2026-02-24T09:00")
    assert working_minutes_between(at("2026-02-14T17:30"), at("2026-02-24T08:30"), CALENDAR) == 0


def test_the_day_of_filing_is_not_counted() -> None:
    assert add_working_days(at("2026-11-20T09:00"), 1, CALENDAR) == at("2026-11-23T17:30")
    assert add_working_days(at("2026-11-22T09:00"), 1, CALENDAR) == at("2026-11-23T17:30")
    assert add_working_days(at("2026-10-09T23:00"), 1, CALENDAR) == at("2026-10-10T17:30")


def test_a_clock_crosses_a_make_up_saturday() -> None:
    # Friday 9 October, an hour before closing; Saturday the 10th makes up for the National Day week.
    assert add_working_minutes(at("2026-10-09T16:30"), 240, CALENDAR) == at("2026-10-10T11:30")


def test_lunch_and_closing_time() -> None:
    assert add_working_minutes(at("2026-11-23T11:30"), 30, CALENDAR) == at("2026-11-23T12:00")
    assert add_working_minutes(at("2026-11-23T11:30"), 31, CALENDAR) == at("2026-11-23T13:31")
    assert add_working_minutes(at("2026-11-23T12:45"), 0, CALENDAR) == at("2026-11-23T13:30")
    assert add_working_minutes(at("2026-11-23T10:00"), 0, CALENDAR) == at("2026-11-23T10:00")


def test_no_days_at_all_is_close_of_business_today_or_next() -> None:
    assert add_working_days(at("2026-11-23T10:00"), 0, CALENDAR) == at("2026-11-23T17:30")
    assert add_working_days(at("2026-11-20T18:00"), 0, CALENDAR) == at("2026-11-23T17:30")


def test_urgent_limits_run_through_the_night() -> None:
    assert due(at("2026-02-17T23:30"), TimeLimit(120, Unit.MINUTES), CALENDAR) == at("2026-02-18T01:30")


def test_calendar_days_end_at_midnight_of_the_last_one() -> None:
    assert due(at("2026-11-22T10:00"), TimeLimit(15, Unit.DAYS), CALENDAR) == at("2026-12-08T00:00")


def test_a_standing_clock_moves_the_deadline_by_the_time_waited() -> None:
    deadline = at("2026-11-25T17:30")
    waited = (at("2026-11-23T10:00"), at("2026-11-24T10:00"))
    assert postponed(deadline, TimeLimit(3, Unit.WORKING_DAYS), *waited, CALENDAR) == at("2026-11-26T17:30")
    assert postponed(deadline, TimeLimit(900, Unit.WORKING_MINUTES), *waited, CALENDAR) == at("2026-11-26T17:30")
    assert postponed(deadline, TimeLimit(120, Unit.MINUTES), *waited, CALENDAR) == at("2026-11-26T17:30")
    same_morning = (at("2026-11-23T10:00"), at("2026-11-23T10:00"))
    assert postponed(deadline, TimeLimit(3, Unit.WORKING_DAYS), *same_morning, CALENDAR) == deadline


def test_a_warning_comes_when_a_quarter_of_the_working_time_is_left() -> None:
    start, deadline, quarter = at("2026-11-23T08:30"), at("2026-11-23T13:30"), Decimal("0.25")
    working = TimeLimit(240, Unit.WORKING_MINUTES)
    assert warning_at(start, at("2026-11-23T14:00"), quarter, working, CALENDAR) == at("2026-11-23T11:30")
    assert warning_at(start, deadline, quarter, TimeLimit(300, Unit.MINUTES), CALENDAR) == at("2026-11-23T12:15")
    assert warning_at(deadline, deadline, quarter, working, CALENDAR) == deadline


@given(moments, amounts)
def test_a_warning_is_never_before_the_start_nor_after_the_deadline(start: datetime, minutes: int) -> None:
    limit = TimeLimit(minutes, Unit.WORKING_MINUTES)
    deadline = due(start, limit, CALENDAR)
    assert start <= warning_at(start, deadline, Decimal("0.25"), limit, CALENDAR) <= deadline


def test_a_deadline_in_a_year_without_notice_is_an_estimate() -> None:
    assert not CALENDAR.is_estimate(at("2026-12-31T23:59"))
    assert CALENDAR.is_estimate(at("2027-01-01T00:00"))


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        add_working_minutes(at("2026-11-23T09:00").replace(tzinfo=None), 5, CALENDAR)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(at("2026-11-23T09:00"), -1, CALENDAR)
    with pytest.raises(OutsideCalendar, match="2024-01-01"):
        add_working_minutes(at("2023-12-31T09:00"), 5, CALENDAR)
    with pytest.raises(OutsideCalendar):
        add_working_minutes(at("2028-12-29T17:00"), 60, CALENDAR)
    with pytest.raises(OutsideCalendar):
        add_working_days(at("2028-12-20T09:00"), 300, CALENDAR)
    with pytest.raises(OutsideCalendar):
        CALENDAR.is_working_day(date(2031, 1, 1))


def test_limits_are_said_as_people_say_them() -> None:
    limits = [
        TimeLimit(30, Unit.MINUTES),
        TimeLimit(120, Unit.MINUTES),
        TimeLimit(240, Unit.WORKING_MINUTES),
        TimeLimit(3, Unit.WORKING_DAYS),
        TimeLimit(15, Unit.DAYS),
    ]
    with translation.override("zh-hans"):
        assert [str(limit) for limit in limits] == ["30 分钟", "2 小时", "工作时间 4 小时", "3 个工作日", "15 天"]


def test_a_deadline_takes_under_twenty_microseconds() -> None:
    start = at("2026-11-20T16:00")
    best = float("inf")
    for _ in range(5):
        begin = perf_counter()
        for _ in range(1000):
            add_working_minutes(start, 240, CALENDAR)
            add_working_days(start, 5, CALENDAR)
        best = min(best, (perf_counter() - begin) / 2000)
    assert timedelta(seconds=best) < timedelta(microseconds=20)
