"""Shades, sliding sums and changes, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from linli.affairs.matters.public import SUMMED, Figures
from linli.faces.cockpit.queries.headlines import Headline, headlines
from linli.faces.cockpit.queries.periods import Period, period_of, sliding, total
from linli.faces.cockpit.queries.shades import shades_of_amounts, shades_of_rates

NOW = datetime(2026, 11, 24, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def day(back: int, **counts: int) -> Figures:
    return Figures(place_id=None, day=TODAY - timedelta(days=back), **counts)


def headline(name: str, *days: Figures) -> Headline:
    return next(row for row in headlines(days, period_of("7", NOW)) if row.name == name)


def test_a_period_ends_with_today_in_china() -> None:
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert period_of("7", late) == Period(7, date(2026, 11, 18), date(2026, 11, 25))
    assert period_of("7", late).before == date(2026, 11, 11)


@pytest.mark.parametrize(("asked", "days"), [("7", 7), ("30", 30), ("90", 90), ("", 30), ("8", 30), (None, 30)])
def test_only_three_lengths_are_offered(asked: str | None, days: int) -> None:
    assert period_of(asked, NOW).days == days


def test_every_measure_is_summed() -> None:
    one = Figures(place_id=None, day=TODAY, **dict.fromkeys(SUMMED, 2))
    assert {getattr(total([one, one]), name) for name in SUMMED} == {4}
    left = {"place_id", "day", "open", "overdue"}
    assert set(SUMMED) == {name for name in Figures.__dataclass_fields__ if name not in left}


def test_a_day_slides_over_the_six_before_it() -> None:
    days = [day(back, filed=1) for back in range(20)]
    assert [figures.filed for figures in sliding(days, period_of("7", NOW))] == [7] * 7
    assert [figures.filed for figures in sliding([day(0, filed=1)], period_of("7", NOW))] == [0] * 6 + [1]


def test_a_rate_over_nothing_is_not_known() -> None:
    row = headline("on_time", day(0, filed=3))
    assert (row.shown, row.unit, row.change.said) == ("–", "", "数太少，不比较")


def test_a_change_within_chance_has_no_colour() -> None:
    small = headline("on_time", day(0, closed=100, closed_in_time=90), day(8, closed=100, closed_in_time=93))
    large = headline("on_time", day(0, closed=1000, closed_in_time=800), day(8, closed=1000, closed_in_time=900))
    better = headline("on_time", day(0, closed=1000, closed_in_time=900), day(8, closed=1000, closed_in_time=800))
    assert (small.change.said, small.change.direction, small.change.tone) == ("−3.0 个百分点", "down", "")
    assert (large.change.tone, better.change.tone) == ("danger", "good")


def test_more_received_is_neither_good_nor_bad_and_more_reopened_is_bad() -> None:
    assert headline("filed", day(0, filed=90), day(8, filed=30)).change.tone == ""
    worse = headline("reopened", day(0, reopened=90), day(8, reopened=30)).change
    assert (worse.said, worse.direction, worse.tone) == ("+200%", "up", "danger")


def test_nothing_is_the_palest_and_amounts_fall_into_growing_groups() -> None:
    shades = shades_of_amounts([0, 1, 1, 2, 19, 24, 29])
    assert [shades.of(value) for value in (0, 1, 2, 4, 5, 11, 12, 29, None)] == [1, 2, 3, 3, 4, 4, 5, 5, 0]
    assert [key.words for key in shades.legend] == ["0", "1", "2–4", "5–11", "12–29"]


@pytest.mark.parametrize(
    ("values", "words"), [([0, 0], ["0"]), ([3, 3], ["3"]), ([19, 24, 29], ["19–29"]), ([], []), ([0, 7], ["0", "7"])]
)
def test_few_different_amounts_need_few_groups(values: list[float], words: list[str]) -> None:
    assert [key.words for key in shades_of_amounts(values).legend] == words


def test_the_lowest_rate_is_the_deepest_and_bounds_never_move() -> None:
    shades = shades_of_rates([100, 94, 69, None])
    assert [shades.of(value) for value in (100, 95, 94, 90, 89, 80, 79, 70, 69, 0, None)] == [
        1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0,
    ]  # fmt: skip
    assert [key.step for key in shades.legend] == [5, 2, 1, 0]
