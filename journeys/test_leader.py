"""A district leader's day: from the tiles down to the matters and back, and every number opens exactly its rows."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Visit


def rows_of(page: Page) -> int:
    """How many rows there are on all pages of a list."""
    shown = 0
    while True:
        shown += page.locator("main tbody tr, main .work").count()
        later = page.get_by_role("link", name="下一页")
        if not later.count():
            return shown
        later.click()
        page.wait_for_load_state("domcontentloaded")


def number_in(said: str) -> int:
    """A number as it is written for people."""
    return int(said.replace(",", ""))


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_a_leader_goes_down_by_the_tiles_to_the_rows_and_back(visit: Visit, phone: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    leader = visit("/cockpit/", as_="leader", phone=phone)
    expect(leader.get_by_role("heading", level=1)).to_have_text("海港区")
    tiles = leader.locator("[data-map]")
    tiles.get_by_role("link", name="文化路街道", exact=True).click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("文化路街道")
    leader.locator("[data-map]").get_by_role("link", name=re.compile("红旗里")).first.click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(re.compile("红旗里"))
    filed = (
        leader.get_by_role("listitem")
        .filter(has=leader.get_by_role("heading", name="受理", exact=True))
        .locator(".figure-value a")
    )
    counted = number_in(filed.inner_text())
    filed.click()
    expect(leader.locator("main .lead")).to_contain_text(re.compile(rf"共 {counted:,} 件次"))
    leader.get_by_role("link", name="回到全局").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(re.compile("红旗里"))
    leader.get_by_role("navigation", name="所在位置").get_by_role("link", name="海港区").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("海港区")


def test_every_number_opens_as_many_rows_as_it_counts(visit: Visit) -> None:
    leader = visit("/cockpit/", as_="leader")
    leader.locator(".map-tile", has_text="红旗里").click()
    leader.get_by_role("navigation", name="看多长时间").get_by_role("link", name="7 天").click()
    leader.wait_for_url("**days=7**")
    page = leader.url
    figures = leader.locator(".figure-parts a, .figure-value a").evaluate_all(
        "links => links.map((each) => [each.textContent.trim(), each.href]).filter(([said]) => /^[\\d,]+$/.test(said))"
    )
    assert len(figures) > 8
    wrong = []
    for said, address in dict.fromkeys(tuple(figure) for figure in figures):
        leader.goto(address, wait_until="domcontentloaded")
        if (found := rows_of(leader)) != number_in(said):
            wrong.append(f"{address}: says {said}, shows {found}")
    assert not wrong, f"{page}\n" + "\n".join(wrong)
