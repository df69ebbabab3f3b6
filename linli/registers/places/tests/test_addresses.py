"""Reading places out of written addresses: the longest name, and what stands beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.registers.places import queries
from linli.registers.places.tests.factories import Town, landmark, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> Town:
    made = town()
    landmark(made.grid, "和平里小区")
    landmark(made.other_grid, "和平里小区二期")
    landmark(made.other_community, "光明路", kind="road")
    landmark(made.community, "光明路", kind="road")
    landmark(made.far_community, "古城小区")
    return made


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("海港区文化路街道和平里小区 3 号楼", ["第一片区"]),
        ("和平里小区二期5号楼2单元", ["第二片区"]),
        ("文化里社区门口", ["文化里社区居委会"]),
        ("光明路 18 号", ["文化里社区居委会", "海阳里社区居委会"]),
        ("海阳里社区光明路18号", ["海阳里社区居委会"]),
        ("文化路街道", []),
        ("古城小区", []),
        ("电话里没说清楚", []),
        ("", []),
    ],
)
def test_an_address_leads_to_the_one_place_it_means_or_to_those_it_may_mean(
    small: Town, address: str, expected: list[str]
) -> None:
    book = queries.address_book(small.county.id)
    assert sorted(found.name for found in book.places_in(address)) == sorted(expected)


def test_any_number_of_addresses_costs_two_statements(small: Town) -> None:
    with CaptureQueriesContext(connection) as captured:
        book = queries.address_book(small.county.id)
        for _ in range(50):
            book.places_in("和平里小区3号楼")
    assert len(captured) == 2
