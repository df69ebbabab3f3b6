"""The actor: what it may, which column it filters on, and how a refusal speaks."""

import pytest
from django.utils import translation

from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotFound, Refusal, TooMany
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_filter, scope_of
from linli.base.kit.tests.factories import Area, post, resident


def test_capabilities_are_the_posts_own_and_the_system_has_all() -> None:
    clerk = post(Area(), Level.COMMUNITY, "people")
    assert [clerk.can("people"), clerk.can("enrol")] == [True, False]
    assert Actor.system("job").can("enrol")
    assert not Actor.intake().can("people")


@pytest.mark.parametrize(
    ("level", "column"),
    [
        (Level.CITY, "city_id"),
        (Level.COUNTY, "county_id"),
        (Level.STREET, "street_id"),
        (Level.COMMUNITY, "community_id"),
        (Level.GRID, "grid_id"),
        (Level.BLOCK, "place_id"),
    ],
)
def test_each_level_filters_on_its_own_column(level: Level, column: str) -> None:
    area = Area()
    actor = post(area, level)
    assert scope_filter(actor) == {column: actor.place_id}
    assert area.scope[column] == actor.place_id


def test_only_a_subtree_narrows_a_query() -> None:
    held = post(Area(), Level.COUNTY, sight=Sight.HELD)
    assert [scope_filter(actor) for actor in (held, resident(new_id()), Actor.intake(), Actor.system("x"))] == [{}] * 4


def test_staff_act_as_a_post_and_residents_as_themselves() -> None:
    assert post(Area(), Level.GRID).is_staff
    assert not resident(new_id()).is_staff


def test_scope_of_copies_a_places_chain() -> None:
    class Place:
        id, grid_id, community_id, street_id, county_id, city_id = 1, 2, 3, 4, 5, 6

    assert scope_of(Place()) == {
        "place_id": 1,
        "grid_id": 2,
        "community_id": 3,
        "street_id": 4,
        "county_id": 5,
        "city_id": 6,
    }


def test_a_refusal_says_what_and_what_next() -> None:
    assert str(NotFound()) == f"{NotFound().said} {NotFound().next_step}"
    assert "15" in TooMany(minutes=15).next_step
    assert Refusal().status == 409
    with translation.override("en"):
        assert "15" in TooMany(minutes=15).next_step


def test_ids_increase_with_time() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert {each.version for each in made} == {7}
