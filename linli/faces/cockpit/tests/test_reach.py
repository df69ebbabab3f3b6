"""Who sees which place's figures (HZ-46): their own subtree, each tier as far as its own reach and no further."""

import pytest
from django.test import Client

from linli.affairs.matters.tests.factories import Town
from linli.base.accounts.tests.factories import client_of
from linli.base.kit.actor import Actor, Sight
from linli.faces.cockpit.tests.lived import a_lived_town

pytestmark = pytest.mark.django_db

SEES = {
    ("county", "county_leader"): {"county", "east", "west", "maple", "willow", "cedar", "maple-1", "cedar-2"},
    ("east", "street_leader"): {"east", "maple", "willow", "maple-1"},
    ("west", "street_clerk"): {"west", "cedar", "cedar-2"},
    ("maple", "community_secretary"): {"maple", "maple-1"},
    ("maple-1", "grid_worker"): {"maple-1"},
}
ASKED = ("city", "county", "east", "west", "maple", "willow", "cedar", "maple-1", "cedar-2")


@pytest.mark.parametrize(("place", "role"), SEES)
def test_a_post_sees_its_own_subtree_and_nothing_else(place: str, role: str) -> None:
    town = a_lived_town()
    client = client_of(town.actor(place, role))
    for asked in ASKED:
        expected = 200 if asked in SEES[place, role] else 404
        for address in (page_of(town, asked), f"{page_of(town, asked)}rows/filed/"):
            assert client.get(address).status_code == expected, address


@pytest.mark.parametrize(("place", "role"), SEES)
def test_the_first_page_is_the_posts_own_place(place: str, role: str) -> None:
    town = a_lived_town()
    response = client_of(town.actor(place, role)).get("/cockpit/")
    assert response.status_code == 200
    assert response.context["sheet"].place.id == town.places[place].id


def test_sight_of_held_matters_is_no_sight_of_a_place() -> None:
    town = a_lived_town()
    client = client_of(town.actor("county", "department_clerk"))
    assert {client.get(address).status_code for address in ("/cockpit/", page_of(town, "county"))} == {403}


def test_even_with_the_capability_a_held_sight_reaches_nothing() -> None:
    town = a_lived_town()
    clerk = town.actor("county", "department_clerk")
    given = Actor(
        sight=Sight.HELD,
        label=clerk.label,
        account_id=clerk.account_id,
        post_id=clerk.post_id,
        body_id=clerk.body_id,
        place_id=clerk.place_id,
        level=clerk.level,
        chain=clerk.chain,
        capabilities=frozenset({"cockpit", "matters"}),
    )
    assert client_of(given).get("/cockpit/").status_code == 404


def test_a_resident_is_refused_and_a_stranger_is_asked_to_sign_in() -> None:
    town = a_lived_town()
    resident = Actor(sight=Sight.SELF, label="resident", account_id=town.places["east"].id)
    assert client_of(resident).get("/cockpit/").status_code == 403
    for address in ("/cockpit/", page_of(town, "east"), f"{page_of(town, 'east')}rows/filed/"):
        response = Client().get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/sign-in/")


def page_of(town: Town, name: str) -> str:
    return f"/cockpit/{town.places[name].id}/"
