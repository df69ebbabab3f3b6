"""Nobody in the demo can be a real person."""

from datetime import date

import pytest

from demo.identity import REAL_PROVINCES, NumberIssuer, PhoneIssuer
from demo.spec import CITIES
from linli.base.kit.numbers import birth_date_of, is_citizen_number, sex_of


@pytest.mark.parametrize("city", CITIES.values(), ids=str)
def test_numbers_are_well_formed_and_of_no_province(city: object) -> None:
    assert isinstance(city, type(CITIES["haigang"]))
    issue = NumberIssuer(city.identity_area)
    born = date(1956, 2, 29)
    numbers = [issue(born, is_male=n % 2 == 0) for n in range(40)]
    assert len(set(numbers)) == 40
    assert all(map(is_citizen_number, numbers))
    assert {birth_date_of(number) for number in numbers} == {born}
    assert [sex_of(number) for number in numbers] == ["1", "2"] * 20
    assert {number[:2] for number in numbers} & REAL_PROVINCES == set()


def test_an_area_that_real_people_have_is_refused() -> None:
    with pytest.raises(ValueError, match="130302 could be the area of a real person's number"):
        NumberIssuer("130302")


def test_a_day_has_five_hundred_numbers_for_each_sex() -> None:
    issue = NumberIssuer("990302")
    numbers = {issue(date(1990, 1, 1), is_male=True) for _ in range(500)}
    assert len(numbers) == 500
    with pytest.raises(ValueError, match="All order numbers"):
        issue(date(1990, 1, 1), is_male=True)


def test_phones_are_different_and_eleven_digits_under_the_prefix() -> None:
    issue = PhoneIssuer("160")
    phones = [issue() for _ in range(20_000)]
    assert len(set(phones)) == 20_000
    assert {(len(phone), phone[:3], phone.isdigit()) for phone in phones} == {(11, "160", True)}
