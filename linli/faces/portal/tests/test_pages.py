"""The front door: find my community, who answers there, what it offers, how it is doing."""

import re
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.affairs.matters.tests.factories import Town, a_filed, a_town
from linli.base.kit import clock
from linli.registers.places.tests.factories import landmark

pytestmark = pytest.mark.django_db
HOME = "/"


@pytest.fixture
def town() -> Town:
    town = a_town()
    landmark(town.places["maple-1"], "和平里小区")
    landmark(town.places["maple"], "枫叶路", "road")
    return town


def read(response: Any) -> str:
    text: str = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def at_home(town: Town, place: str = "maple") -> Client:
    client = Client()
    client.get(HOME, {"place": str(town.places[place].id)})
    return client


@pytest.mark.parametrize(("said", "place"), [("和平里", "maple-1"), ("枫叶路", "maple"), ("willow", "willow")])
def test_a_community_is_found_by_estate_road_or_name(town: Town, said: str, place: str) -> None:
    target = f"/?place={town.places[place].id}"
    assert target in read(Client().get(HOME, {"q": said}))
    assert target in Client().get(reverse("portal:suggest"), {"q": said}).content.decode()


def test_a_place_nobody_knows_is_said_to_be_unknown(town: Town) -> None:
    assert "没有找到这个地方" in read(Client().get(HOME, {"q": "火星"}))


def test_choosing_a_place_makes_it_mine_and_home_shows_its_people(town: Town) -> None:
    client = Client()
    answer = client.get(HOME, {"place": str(town.places["maple"].id)})
    assert answer["Location"] == reverse("portal:place", args=[town.places["maple"].id])
    assert client.cookies["linli_place"]["httponly"]
    home = read(client.get(HOME))
    assert "maple community_secretary" in home
    assert "willow community_secretary" not in home


@pytest.mark.parametrize("cookie", ["nonsense", "00000000-0000-7000-8000-000000000001"])
def test_a_cookie_that_leads_nowhere_is_as_good_as_none(town: Town, cookie: str) -> None:
    client = Client()
    client.cookies["linli_place"] = cookie
    assert "找到我的社区" in read(client.get(HOME))


def test_a_community_shows_its_people_grid_by_grid(town: Town) -> None:
    page = read(Client().get(reverse("portal:place", args=[town.places["maple"].id])))
    own, grids = page.index("maple community_secretary"), page.index("maple-1 grid_worker")
    assert own < grids
    assert "willow-1 grid_worker" not in page


def test_a_grids_page_is_its_communitys_with_the_grid_first(town: Town) -> None:
    page = read(Client().get(reverse("portal:place", args=[town.places["maple-2"].id])))
    assert page.index("maple-2 grid_worker") < page.index("maple-1 grid_worker")


def test_a_community_says_how_it_is_doing_in_sums_alone(town: Town) -> None:
    for _ in range(3):
        a_filed(town, clock.now(), text="三号楼的秘密")
    a_filed(town, clock.now(), place="willow-1")
    page = read(Client().get(reverse("portal:place", args=[town.places["maple"].id])))
    figures = re.findall(r"<dd>\s*(\d+)", page)
    assert figures[:2] == ["3", "3"]
    assert "秘密" not in page


def test_above_the_community_one_goes_down_step_by_step(town: Town) -> None:
    street = read(Client().get(reverse("portal:place", args=[town.places["east"].id])))
    assert f"/?place={town.places['maple'].id}" in street
    asking = read(Client().get(reverse("portal:place", args=[town.places["east"].id]), {"item": "t-rubbish"}))
    assert f"/ask/?item=t-rubbish&amp;place={town.places['maple'].id}" in asking
    assert Client().get(reverse("portal:places")).status_code == 200


def test_a_place_that_is_nowhere_is_not_found(town: Town) -> None:
    nowhere = "00000000-0000-7000-8000-000000000001"
    assert Client().get(reverse("portal:place", args=[nowhere])).status_code == 404
    assert Client().get(HOME, {"place": nowhere}).status_code == 404


@pytest.mark.parametrize("is_known", [True, False])
def test_home_takes_at_most_eight_statements(town: Town, is_known: bool) -> None:
    client = at_home(town) if is_known else Client()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(HOME).status_code == 200
    assert len(captured) <= 8


def test_pages_are_english_for_english_readers(town: Town) -> None:
    client = at_home(town)
    addresses = [HOME, f"{HOME}?q=nowhere", reverse("portal:places")]
    addresses += [
        reverse("portal:place", args=[town.places[name].id]) for name in ("willow", "maple", "east", "county")
    ]
    for address in addresses:
        text = read(client.get(address, headers={"accept-language": "en"}))
        assert set(re.findall(r"[\u3400-\u9fff]+", text)) - {"中文", "和平里小区", "枫叶路"} == set(), address
