"""The official calendar of the country: which days people work, before any local change.

The package `holidays` carries the State Council's yearly notices, make-up days included. For a year it has no notice
of, it computes the statutory holidays (Order 795 of 2024) with their days in lieu, but no bridges and no make-up
days: such a year is an estimate, and `published_years` leaves it out.
"""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays


@cache
def published_years() -> frozenset[int]:
    """The years whose holiday notice is built in."""
    return frozenset(country_holidays("CN").special_public_holidays)


@cache
def working_days(year: int) -> frozenset[date]:
    """The country's working days of one year: weekdays that are no holiday, and make-up Saturdays and Sundays."""
    official = country_holidays("CN", years=year, expand=False)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return frozenset(day for day in days if day.year == year and official.is_working_day(day))


def is_national_working_day(day: date) -> bool:
    """Whether the country works on `day`, local changes aside."""
    return day in working_days(day.year)


def published_until(year: int) -> date:
    """The last day of the unbroken run of published years that begins with `year` (or the day before it)."""
    while year in published_years():
        year += 1
    return date(year - 1, 12, 31)
