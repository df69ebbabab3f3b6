"""What the cockpit's pages say: sums that add up, rates with what they are of, comparisons, and rows behind every number."""

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import Town, a_filed, a_town
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.faces.cockpit.queries import MEASURES, Sheet
from linli.faces.cockpit.queries.behind import NAMES
from linli.faces.cockpit.queries.headlines import Headline
from linli.faces.cockpit.tests.lived import DAY, a_lived_town
from linli.faces.cockpit.tests.reading import ENGLISH, left_in_chinese, statements, view
from linli.registers.places.tests.factories import place as a_place

pytestmark = pytest.mark.django_db

PARENTS = {"county": ["east", "west"], "east": ["maple", "willow"], "west": ["cedar"], "maple": ["maple-1", "maple-2"]}


def leader(town: Town) -> Actor:
    return town.actor("county", "county_leader")


def page(town: Town, name: str, query: str = "", **headers: str) -> Any:
    return view(leader(town), f"/cockpit/{town.places[name].id}/{query}", **headers)


def sheet_of(town: Town, name: str, query: str = "") -> Sheet:
    sheet: Sheet = page(town, name, query).context["sheet"]
    return sheet


def headline(town: Town, name: str, which: str, query: str = "") -> Headline:
    return next(row for row in sheet_of(town, name, query).headlines if row.name == which)


def test_the_places_below_sum_to_the_place() -> None:
    town = a_lived_town()
    with walls.acting(Actor.system("test")):
        matters.fold()
    whole = {name: sheet_of(town, name).whole for name in {"county", *chain(*PARENTS.values())}}
    for parent, children in PARENTS.items():
        for measure in ("filed", "closed", "signed", "reopened", "rated", "rated_by_staff", "open", "overdue"):
            parts = [getattr(whole[child], measure) for child in children]
            assert getattr(whole[parent], measure) == sum(parts), (parent, measure)
    assert (whole["county"].filed, whole["county"].open) == (6, 5)


def test_what_lies_in_no_place_below_is_said() -> None:
    town = a_lived_town()
    sheet = sheet_of(town, "cedar", "?by=volume")
    assert sheet.below is not None
    assert (sheet.whole.filed, [line.shown for line in sheet.below.lines], sheet.below.rest) == (2, ["1", "0"], 1)
    assert "另有 1 件" in page(town, "cedar", "?by=volume").content.decode()


def test_a_rate_says_what_it_is_of_and_what_it_leaves() -> None:
    row = headline(a_lived_town(), "maple", "on_time")
    assert row.whole is not None
    assert row.rest is not None
    assert (row.part.value, row.whole.value, row.rest.value, row.shown, row.unit) == (3, 4, 1, "75.0", "%")


def test_ratings_entered_by_staff_are_shown_apart_and_not_counted_in() -> None:
    town = a_lived_town()
    row, sheet = headline(town, "maple", "satisfied"), sheet_of(town, "maple")
    assert row.whole is not None
    assert (row.part.value, row.whole.value) == (1, 2)
    assert (sheet.staff.satisfied, sheet.staff.rated) == (1, 1)
    assert "不计入" in page(town, "maple").content.decode()


def test_solved_is_out_of_everybody_who_was_asked() -> None:
    row = headline(a_lived_town(), "maple", "solved")
    assert row.whole is not None
    assert (row.part.value, row.whole.value) == (2, 3)


@pytest.mark.parametrize(
    ("query", "filed"), [("?days=7", 5), ("", 6), ("?days=30", 6), ("?days=90", 8), ("?days=x", 6)]
)
def test_a_period_counts_its_own_days(query: str, filed: int) -> None:
    assert headline(a_lived_town(), "county", "filed", query).part.value == filed


def test_a_period_is_compared_with_as_many_days_before() -> None:
    town = a_town()
    for days, many in ((2, 9), (9, 6), (16, 3)):
        for _number in range(many):
            a_filed(town, clock.now() - days * DAY)
    row = headline(town, "county", "filed", "?days=7")
    assert (row.part.value, row.before, row.change.said, row.change.direction) == (9, "6", "+50%", "up")


def test_what_grew_by_half_and_by_enough_is_pointed_out() -> None:
    town = a_town()
    for days, many in ((9, 6), (2, 12)):
        for _number in range(many):
            a_filed(town, clock.now() - days * DAY)
    sheet = sheet_of(town, "county", "?days=7")
    assert [(topic.name, topic.filed, topic.before) for topic in sheet.topics] == [("t-rubbish", 12, 6)]
    assert [(point.kind, point.name) for point in sheet.points if point.kind == "growth"] == [("growth", "t-rubbish")]


def test_where_nothing_was_recorded_before_nothing_has_grown() -> None:
    town = a_town()
    for _number in range(12):
        a_filed(town, clock.now() - DAY)
    sheet = sheet_of(town, "county", "?days=7")
    assert [(topic.filed, topic.before) for topic in sheet.topics] == [(12, None)]
    assert [point for point in sheet.points if point.kind == "growth"] == []


def test_too_few_before_are_not_compared() -> None:
    row = headline(a_lived_town(), "county", "on_time")
    assert (row.change.said, row.change.tone) == ("数太少，不比较", "")


@pytest.mark.parametrize("by", MEASURES)
def test_every_place_below_is_ranked_or_said_to_have_too_few(by: str) -> None:
    town = a_lived_town()
    for name in ("county", "east", "maple"):
        below = sheet_of(town, name, f"?by={by}").below
        assert below is not None
        assert {line.name for line in (*below.lines, *below.unranked)} == set(PARENTS[name])


def test_the_worst_stands_first() -> None:
    town = a_lived_town()
    sheet = sheet_of(town, "county", "?by=volume&days=7")
    assert sheet.below is not None
    assert [(line.name, line.shown) for line in sheet.below.lines] == [("east", "3"), ("west", "2")]
    assert sheet_of(town, "county").points[0].name == "maple"


def test_tiles_stand_in_the_blocks_of_what_they_belong_to() -> None:
    town = a_lived_town()
    county, east = sheet_of(town, "county").below, sheet_of(town, "east").below
    assert county is not None
    assert east is not None
    assert {block.name: {tile.name for tile in block.tiles} for block in county.map.blocks} == {
        "east": {"maple", "willow"},
        "west": {"cedar"},
    }
    assert [{tile.name for tile in block.tiles} for block in east.map.blocks] == [{"maple", "willow"}]
    assert county.map.blocks[0].url == f"/cockpit/{town.places['east'].id}/"


def test_a_city_lists_its_counties_and_maps_their_streets() -> None:
    town = a_lived_town()
    sheet = view(town.actor("city", "city_desk"), "/cockpit/").context["sheet"]
    assert [line.name for line in sheet.below.lines] == ["county"]
    assert [(block.name, len(block.tiles)) for block in sheet.below.map.blocks] == [("county", 2)]


def test_a_grid_has_figures_and_nothing_below() -> None:
    sheet = sheet_of(a_lived_town(), "maple-2")
    assert (sheet.below, sheet.whole.filed) == (None, 1)


def test_the_way_down_links_only_what_the_reader_may_open() -> None:
    town = a_lived_town()
    secretary = town.actor("maple", "community_secretary")
    trail = view(secretary, f"/cockpit/{town.places['maple-1'].id}/").context["sheet"].trail
    assert [(crumb.name, bool(crumb.url)) for crumb in trail] == [
        ("city", False),
        ("county", False),
        ("east", False),
        ("maple", True),
        ("maple-1", False),
    ]


def test_a_place_without_matters_teaches() -> None:
    assert "这里还没有登记过事项" in page(a_town(), "willow").content.decode()


def test_every_number_opens_its_rows() -> None:
    town = a_lived_town()
    for measure in NAMES:
        behind = view(leader(town), f"/cockpit/{town.places['county'].id}/rows/{measure}/?days=90").context["behind"]
        assert (len(behind.page.rows), behind.page.hidden) == (behind.counted, 0), measure
        assert behind.counted > 0 or measure in {"signed_late", "dissatisfied_by_staff"}, measure


def test_nobody_counts_what_is_not_a_measure() -> None:
    town = a_lived_town()
    assert view(leader(town), f"/cockpit/{town.places['county'].id}/rows/salary/").status_code == 404


def test_a_matter_about_the_readers_own_office_is_counted_but_not_listed() -> None:
    town = a_town()
    a_filed(town, clock.now() - DAY, item="t-complaint", place="maple", about_body_id=town.bodies["maple"].id)
    secretary = town.actor("maple", "community_secretary")
    response = view(secretary, f"/cockpit/{town.places['maple'].id}/rows/filed/")
    behind = response.context["behind"]
    assert (behind.counted, behind.page.rows, behind.page.hidden) == (1, [], 1)
    assert "按回避的规矩只计数、不列出" in response.content.decode()


@pytest.mark.parametrize("query", ["", "?days=90&by=satisfied", "?wall=1"])
def test_english_is_complete(query: str) -> None:
    town = a_lived_town()
    text = page(town, "county", query, **ENGLISH).content.decode()
    rows = view(leader(town), f"/cockpit/{town.places['county'].id}/rows/rated/", **ENGLISH).content.decode()
    written = {"三号楼东侧垃圾三天没有清运"}
    assert (left_in_chinese(text), left_in_chinese(rows) - written) == (set(), set())


def test_a_wall_has_no_controls_and_keeps_its_looks_on_the_way_down() -> None:
    town = a_lived_town()
    text = page(town, "county", "?wall=1&days=7").content.decode()
    assert "tabs" not in text
    assert f"/cockpit/{town.places['east'].id}/?days=7&amp;wall=1" in text


@pytest.mark.parametrize(
    ("name", "role"), [("city", "city_desk"), ("county", "county_leader"), ("east", "street_clerk")]
)
def test_statements_do_not_grow_with_the_places_below(name: str, role: str) -> None:
    town = a_lived_town()
    actor = town.actor(name, role)
    before = statements(actor, "/cockpit/")
    with walls.acting(Actor.system("test")):
        for number in range(5):
            more = a_place(Level.COMMUNITY, town.places["east"], name=f"more-{number}")
            a_filed(replace_place(town, more), clock.now(), place="more")
    after = statements(actor, "/cockpit/")
    assert (after, before <= 12) == (before, True)


def test_statements_of_rows_do_not_grow_with_the_rows() -> None:
    town = a_lived_town()
    address = f"/cockpit/{town.places['county'].id}/rows/filed/"
    before = statements(leader(town), address)
    for _number in range(8):
        a_filed(town, clock.now())
    assert (statements(leader(town), address), before <= 12) == (before, True)


def replace_place(town: Town, place: Any) -> Town:
    """The town with one more place, called `more`."""
    return replace(town, places=town.places | {"more": place})
