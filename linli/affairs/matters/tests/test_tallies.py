"""Figures of a place and of what lies below it, and the rows behind each: one truth, three ways to read it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.affairs.matters import actions, queries
from linli.affairs.matters.queries import LISTED, Figures
from linli.affairs.matters.queries.tallies import SUMMED
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_town
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level

pytestmark = pytest.mark.django_db

SINCE, UNTIL = MORNING.date() - timedelta(days=10), MORNING.date() + timedelta(days=1)
ALL_BELOW = (Level.STREET, Level.COMMUNITY, Level.GRID)
LATE = MORNING + timedelta(days=60)


@pytest.fixture
def town() -> Town:
    """Four filed: two at Maple's grids (one handled and rated, one rated by staff), one at Cedar, one at East Street itself."""
    town = a_town()
    _closed(town, "maple-1", rated_by=None)
    _closed(town, "maple-2", rated_by=town.actor("maple", "community_secretary"))
    a_filed(town, place="cedar-1")
    a_filed(town, place="east")
    return town


def _closed(town: Town, grid: str, *, rated_by: Actor | None) -> UUID:
    matter_id = a_filed(town, place=grid).id
    worker = town.actor(grid, "grid_worker")
    with walls.acting(worker):
        actions.sign(matter_id=matter_id, actor=worker, now=MORNING)
        actions.answer(matter_id=matter_id, note="已清运。", actor=worker, now=MORNING)
        actions.close(matter_id=matter_id, actor=worker, now=MORNING)
    rater = rated_by or Actor.tracking(matter_id)
    with walls.acting(rater):
        actions.rate(matter_id=matter_id, rating=5, is_solved=True, actor=rater, now=MORNING)
    return matter_id


def within(town: Town, actor: Actor, place: str, *below: Level) -> dict[str, Figures]:
    """The figures by the short names of the town."""
    names = {found.id: name for name, found in town.places.items()}
    with walls.acting(actor):
        level = Level(town.places[place].level)
        found = queries.figures_within(town.places[place].id, level, below, now=LATE, since=SINCE, until=UNTIL)
    return {names[place_id]: figures for place_id, figures in found.items()}


def counts(figures: Figures) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in (*SUMMED, "open", "overdue")}


@pytest.mark.parametrize("is_folded", [False, True])
def test_one_statement_says_of_every_place_what_asking_each_says(town: Town, *, is_folded: bool) -> None:
    system = Actor.system("test")
    if is_folded:
        with walls.acting(system):
            actions.fold()
    found = within(town, system, "county", *ALL_BELOW)
    assert set(found) == {"county", "east", "west", "maple", "cedar", "maple-1", "maple-2", "cedar-1"}
    for name, figures in found.items():
        place = town.places[name]
        with walls.acting(system):
            alone = queries.figures_of(place.id, Level(place.level), now=LATE, since=SINCE, until=UNTIL)
        assert counts(figures) == counts(alone), name


def test_figures_are_what_happened(town: Town) -> None:
    east = within(town, Actor.system("test"), "east")["east"]
    assert (east.filed, east.closed, east.closed_in_time, east.signed_in_time) == (3, 2, 2, 2)
    assert (east.rated, east.satisfied, east.rated_by_staff, east.satisfied_by_staff, east.solved) == (1, 1, 1, 1, 2)
    assert (east.open, east.overdue) == (1, 1)


@pytest.mark.parametrize("place", ["county", "east", "maple", "maple-1"])
def test_a_place_asked_alone_brings_nothing_else(town: Town, place: str) -> None:
    with walls.acting(Actor.system("test")):
        actions.fold()
    assert set(within(town, Actor.system("test"), place)) == {place}


def test_a_street_sums_its_own_subtree_only(town: Town) -> None:
    east, west = town.actor("east", "street_clerk"), town.actor("west", "street_clerk")
    with walls.acting(Actor.system("test")):
        actions.fold()
    assert set(within(town, east, "east", *ALL_BELOW)) == {"east", "maple", "maple-1", "maple-2"}
    # The other street's figures and the county's are there, and the wall keeps them even from one who asks for them.
    assert within(town, west, "east", *ALL_BELOW) == {}
    assert within(town, east, "county", *ALL_BELOW).get("west") is None


@pytest.mark.parametrize("measure", SUMMED)
@pytest.mark.parametrize("place", ["county", "east", "maple"])
def test_a_figure_has_as_many_rows_as_it_says(town: Town, place: str, measure: str) -> None:
    actor = Actor.system("test")
    figures = within(town, actor, place)[place]
    with walls.acting(actor):
        level = Level(town.places[place].level)
        found = queries.counted_rows(town.places[place].id, level, measure, now=MORNING, since=SINCE, until=UNTIL)
    assert (len(found.rows), found.has_next) == (getattr(figures, measure), False)


def test_a_rate_and_what_it_leaves_make_the_whole(town: Town) -> None:
    def many(measure: str) -> int:
        return len(queries.counted_rows(county.id, Level.COUNTY, measure, now=MORNING, since=SINCE, until=UNTIL).rows)

    county = town.places["county"]
    with walls.acting(Actor.system("test")):
        assert set(SUMMED) < set(LISTED)
        assert many("closed") == many("closed_in_time") + many("closed_late") == 2
        assert many("signed") == many("signed_in_time") + many("signed_late") == 2
        assert many("asked") == many("solved") + many("unsolved") == many("rated") + many("rated_by_staff") == 2
        assert many("rated") == many("satisfied") + many("dissatisfied") == 1
        assert many("rated_by_staff") == many("satisfied_by_staff") + many("dissatisfied_by_staff") == 1


def test_rows_of_another_street_are_not_seen(town: Town) -> None:
    west = town.actor("west", "street_clerk")
    with walls.acting(west):
        found = queries.counted_rows(
            town.places["east"].id, Level.STREET, "filed", now=MORNING, since=SINCE, until=UNTIL
        )
        own = queries.counted_rows(town.places["west"].id, Level.STREET, "filed", now=MORNING, since=SINCE, until=UNTIL)
    assert (len(found.rows), len(own.rows)) == (0, 1)


def test_days_outside_the_stretch_are_left_out(town: Town) -> None:
    until = UNTIL + timedelta(days=1)
    with walls.acting(Actor.system("test")):
        found = queries.counted_rows(
            town.places["county"].id, Level.COUNTY, "filed", now=MORNING, since=UNTIL, until=until
        )
    assert (found.rows, found.has_next) == ([], False)
