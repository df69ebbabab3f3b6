"""What an address says is read without trust."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from linli.base.ui.asked import LAST_PAGE, as_id, as_midnight, as_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("200", 200),
        ("201", LAST_PAGE),
        ("9" * 5000, LAST_PAGE),
        ("0" * 5000 + "3", 3),
        ("0", 1),
        ("", 1),
        (None, 1),
        ("-3", 1),
        ("2.5", 1),
        ("三", 1),
        ("٣", 1),
        ("²", 1),
    ],
)
def test_a_number_out_of_an_address_is_a_whole_one_within_bounds(text: str | None, number: int) -> None:
    assert as_number(text) == number


def test_a_number_has_a_default_and_a_bound_of_its_own() -> None:
    assert (as_number(None, default=30, most=365), as_number("999", default=30, most=365)) == (30, 365)


@pytest.mark.parametrize("text", ["", None, "x", "123", "0" * 5000])
def test_what_is_no_id_is_none(text: str | None) -> None:
    assert as_id(text) is None


def test_an_id_is_read() -> None:
    wanted = uuid4()
    assert as_id(str(wanted)) == wanted


def test_a_day_begins_at_midnight_in_china() -> None:
    assert as_midnight("2026-11-23") == datetime(2026, 11, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", None, "2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "yesterday", "9" * 5000]
)
def test_what_is_no_day_is_none(text: str | None) -> None:
    assert as_midnight(text) is None
