"""Check digits, against numbers worked out by hand and against every single slip of the pen."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.base.kit.numbers import (
    birth_date_of,
    citizen_check_digit,
    credit_check_character,
    is_citizen_number,
    is_credit_code,
    plain_number,
    sex_of,
)

# A busy machine is slow to draw examples; that says nothing about check digits.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BODIES = st.builds(
    lambda area, day, order: f"{area:06d}{day:%Y%m%d}{order:03d}",
    st.integers(0, 999_999),
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("first_17", "check"),
    # The first is the specimen of GB 11643 itself, by hand: the sum 398 leaves 2, which stands for X.
    [("11010519491231002", "X"), ("44052418800101001", "4"), ("00000000000000000", "1")],
)
def test_citizen_check_digit(first_17: str, check: str) -> None:
    assert citizen_check_digit(first_17) == check


def test_a_number_tells_birth_date_and_sex() -> None:
    assert birth_date_of("11010519491231002X") == date(1949, 12, 31)
    assert sex_of("11010519491231002X") == "2"
    assert sex_of("440524188001010014") == "1"


@pytest.mark.parametrize(
    "number",
    [
        "",
        "110105491231002",  # the old fifteen digits
        "110105194912310021",  # wrong check digit
        "11010519491331002X",  # no such month
        "1101051949123100２X",  # full-width digit, not made plain
        "11010519491231002x",
        "A1010519491231002X",
    ],
)
def test_ill_formed_numbers(number: str) -> None:
    assert not is_citizen_number(number)


@UNHURRIED
@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(first_17: str, position: int, shift: int) -> None:
    whole = first_17 + citizen_check_digit(first_17)
    assert is_citizen_number(whole)
    wrong = str((int(whole[position]) + shift) % 10)
    assert not is_citizen_number(whole[:position] + wrong + whole[position + 1 :])


@UNHURRIED
@given(BODIES, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_caught(first_17: str, position: int) -> None:
    whole = first_17 + citizen_check_digit(first_17)
    swapped = whole[:position] + whole[position + 1] + whole[position] + whole[position + 2 :]
    assert is_citizen_number(swapped) == (swapped == whole)


@pytest.mark.parametrize(
    ("code", "is_right"),
    [
        ("91350100M000100Y43", True),  # a company
        ("52100000500017371C", False),
        ("91350100M000100Y44", False),
        ("91350100I000100Y43", False),  # I is not in the alphabet
        ("9135", False),
    ],
)
def test_credit_codes(code: str, is_right: bool) -> None:
    assert is_credit_code(code) is is_right


def test_a_code_may_begin_with_letters() -> None:
    village = "N2130302MF0000000"
    assert is_credit_code(village + credit_check_character(village))


@UNHURRIED
@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_of_a_code_is_always_caught(first_17: str, position: int, shift: int) -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    whole = first_17 + credit_check_character(first_17)
    wrong = alphabet[(alphabet.index(whole[position]) + shift) % 31]
    assert is_credit_code(whole)
    assert not is_credit_code(whole[:position] + wrong + whole[position + 1 :])


def test_what_people_type_is_made_plain() -> None:
    assert plain_number(" １１０１０５-19491231 002x\u3000") == "11010519491231002X"
