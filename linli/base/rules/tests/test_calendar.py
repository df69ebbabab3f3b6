"""The country's calendar: notices where there are any, the statute where there are none."""

from datetime import date

from linli.base.rules.calendar import is_national_working_day, published_until, published_years, working_days


def test_2026_follows_the_notice() -> None:
    free = [day for day in range(1, 32) if not is_national_working_day(date(2026, 10, day))]
    assert free == [1, 2, 3, 4, 5, 6, 7, 11, 17, 18, 24, 25, 31]
    assert len(working_days(2026)) == 248


def test_the_run_of_published_years_ends_before_the_first_unknown_one() -> None:
    first_unknown = max(published_years()) + 1
    assert published_until(2024) == date(first_unknown - 1, 12, 31)
    assert published_until(first_unknown) == date(first_unknown - 1, 12, 31)


def test_a_year_without_notice_has_its_statutory_days_and_no_make_up_days() -> None:
    year = max(published_years()) + 3
    assert not is_national_working_day(date(year, 1, 1))
    assert not is_national_working_day(date(year, 10, 1))
    assert all(day.isoweekday() < 6 for day in working_days(year))
