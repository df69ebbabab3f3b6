"""Changed days and working hours: by area, over the built-in calendar."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from linli.base.kit.actor import Actor
from linli.base.kit.clock import CHINA
from linli.base.rules import actions
from linli.base.rules.calendar import published_years
from linli.base.rules.clocks import add_working_days, working_minutes_between
from linli.base.rules.errors import BasisMissing, PastDate
from linli.base.rules.queries import calendar_for, is_official, is_working_day

pytestmark = pytest.mark.usefixtures("seeded")

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
CITY, STREET = uuid4(), uuid4()
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def at(text: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_a_snow_day_of_one_city_moves_its_deadlines_only() -> None:
    actions.set_calendar_day(area_id=CITY, day=MONDAY, is_working=False, basis="暴雪停工通知", actor=SYSTEM, now=NOW)
    filed = at("2026-11-20T10:00")
    assert add_working_days(filed, 1, calendar_for([STREET, CITY])) == at("2026-11-24T17:30")
    assert add_working_days(filed, 1, calendar_for([uuid4()])) == at("2026-11-23T17:30")


def test_the_nearest_change_wins_and_may_be_changed_again() -> None:
    for area_id, is_working in ((CITY, False), (STREET, True)):
        actions.set_calendar_day(
            area_id=area_id, day=SATURDAY, is_working=is_working, basis="值守通知", actor=SYSTEM, now=NOW
        )
    assert is_working_day(SATURDAY, [STREET, CITY])
    assert not is_working_day(SATURDAY, [CITY])
    actions.set_calendar_day(area_id=STREET, day=SATURDAY, is_working=False, basis="取消", actor=SYSTEM, now=NOW)
    assert not is_working_day(SATURDAY, [STREET, CITY])


def test_summer_hours_begin_on_their_day() -> None:
    actions.set_parameter(
        name="hours.working",
        area_id=CITY,
        value="08:30-12:00,14:30-18:00",
        valid_from=date(2027, 6, 1),
        valid_until=date(2027, 10, 1),
        basis="夏季作息时间通知",
        actor=SYSTEM,
        now=NOW,
    )
    calendar = calendar_for([CITY])
    assert working_minutes_between(at("2027-06-02T13:30"), at("2027-06-02T18:00"), calendar) == 210
    assert add_working_days(at("2027-05-27T10:00"), 1, calendar) == at("2027-05-28T17:30")
    assert add_working_days(at("2027-06-01T10:00"), 1, calendar) == at("2027-06-02T18:00")


def test_past_days_and_days_without_basis_are_refused() -> None:
    with pytest.raises(PastDate):
        actions.set_calendar_day(
            area_id=None, day=date(2026, 11, 20), is_working=False, basis="补记", actor=SYSTEM, now=NOW
        )
    with pytest.raises(BasisMissing):
        actions.set_calendar_day(area_id=None, day=MONDAY, is_working=False, basis="", actor=SYSTEM, now=NOW)


def test_a_year_counts_as_announced_once_its_notice_is_entered() -> None:
    year = max(published_years()) + 1
    assert is_official(year - 1)
    assert not is_official(year)
    actions.set_parameter(
        name="calendar.official_until",
        area_id=None,
        value=f"{year}-12-31",
        valid_from=date(2026, 12, 1),
        basis="下一年放假安排的通知",
        actor=SYSTEM,
        now=NOW,
    )
    assert is_official(year)
    assert not calendar_for([]).is_estimate(at(f"{year}-12-31T12:00"))
