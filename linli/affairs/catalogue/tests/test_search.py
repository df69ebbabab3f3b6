"""Residents find an item by what they say, not by what it is called."""

import pytest
from django.utils import translation

from linli.affairs.catalogue import queries
from linli.affairs.catalogue.tests.factories import an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def items() -> None:
    an_item("t-lamp", name="路灯不亮", name_en="Street lamp out", keywords=["灯坏了", "黑灯"])
    an_item("t-noise", name="噪声扰民", name_en="Noise", keywords=["太吵", "广场舞"], summary_en="Talks to neighbours.")
    an_item("t-visit", name="入户走访", open_to_residents=False, keywords=["走访"])


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("路灯不亮", ["t-lamp"]),
        ("路灯", ["t-lamp"]),
        ("我家楼下的灯坏了三天", ["t-lamp"]),
        ("晚上跳广场舞太吵了", ["t-noise"]),
        ("走访", []),
        ("量子力学", []),
        ("   ", []),
    ],
)
def test_what_people_say_finds_the_item(said: str, found: list[str]) -> None:
    assert [card.code for card in queries.search_items(said) if card.code.startswith("t-")] == found


@pytest.mark.parametrize(
    ("said", "found"), [("the noise at night", ["t-noise"]), ("广场舞", ["t-noise"]), ("pothole", [])]
)
def test_english_readers_find_it_in_either_language(said: str, found: list[str]) -> None:
    with translation.override("en"):
        assert [card.code for card in queries.search_items(said) if card.code.startswith("t-")] == found
