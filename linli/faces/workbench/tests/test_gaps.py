"""The three gap checks: each number opens its rows, each row says what closes it, each level its own (HB-70)."""

from datetime import timedelta

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.affairs.matters.tests.factories import Town, a_filed, a_town, a_vacancy
from linli.affairs.mediation.tests.factories import a_dispute, a_mediation_town, stored
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.faces.workbench import queries
from linli.registers.people import public as people
from linli.registers.people.tests.factories import make_household
from linli.registers.places.tests.factories import landmark, place

pytestmark = pytest.mark.django_db
PAGES = ["/desk/gaps/", "/desk/gaps/places/", "/desk/gaps/matters/", "/desk/gaps/disputes/"]


@pytest.fixture
def town() -> Town:
    return a_town()


def words(actor: Actor, address: str) -> str:
    """The page's text, held to be valid HTML."""
    response = client_of(actor).get(address)
    assert response.status_code == 200, address
    text: str = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def gaps(actor: Actor, town: Town, place: str = "") -> dict[str, tuple[int, int, int, int | None]]:
    """Unvisited homes, places without a grid, matters and disputes without a handler, by the names of the places that have any."""
    with walls.acting(actor):
        found = queries.gaps_of(actor, town.places[place].id if place else None, now=clock.now())
        return {
            line.name: (line.unvisited, line.blind, line.matters, line.disputes)
            for line in (*found.lines, found.total)
            if not line.is_whole
        }


@pytest.mark.parametrize("address", PAGES)
def test_nobody_no_resident_and_no_department_comes_in(town: Town, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert client_of(themselves(None)).get(address).status_code == 403
    assert client_of(town.actor("county", "department_clerk")).get(address).status_code in (403, 404)


@pytest.mark.parametrize("address", PAGES[:3])
@pytest.mark.parametrize(
    "who", [("maple-1", "grid_worker"), ("maple", "community_secretary"), ("east", "street_clerk")]
)
def test_each_page_opens_at_each_level_and_ends_at_the_subtree(town: Town, address: str, who: tuple[str, str]) -> None:
    actor = town.actor(*who)
    words(actor, address)
    assert client_of(actor).get(f"{address}?place={town.places['cedar'].id}").status_code == 404


def test_a_home_visited_today_is_no_gap_any_more(town: Town) -> None:
    worker = town.actor("maple-1", "grid_worker")
    household = make_household(scope_of(town.places["maple-1"]), "枫树里 1号楼101室")
    make_household(scope_of(town.places["cedar-1"]))
    street = town.actor("east", "street_clerk")
    assert gaps(street, town) == {"maple": (1, 0, 0, None), "east": (1, 0, 0, None)}
    rows = words(worker, f"/desk/people/unvisited/?place={town.places['maple-1'].id}")
    assert ("枫树里 1号楼101室" in rows, f"/desk/people/households/{household.id}/#visit" in rows) == (True, True)
    with walls.acting(worker):
        people.visit(household_id=household.id, day=clock.local_date(clock.now()), actor=worker, now=clock.now())
    assert gaps(street, town) == {}
    assert "没有遗漏" in words(street, "/desk/gaps/")


def test_a_leader_without_the_register_has_the_number_of_homes_and_no_way_to_them(town: Town) -> None:
    make_household(scope_of(town.places["maple-1"]))
    leader = town.actor("east", "street_leader")
    assert gaps(leader, town) == {"maple": (1, 0, 0, 0), "east": (1, 0, 0, 0)}
    assert "/desk/people/" not in words(leader, "/desk/gaps/")


def test_an_estate_that_leads_to_no_grid_is_a_blind_spot_and_a_road_is_none(town: Town) -> None:
    landmark(town.places["maple"], "枫树里")
    landmark(town.places["maple"], "枫树路", kind="road")
    landmark(town.places["maple-1"], "枫树东里")
    bare = a_bare_community(town)
    assert gaps(town.actor("east", "street_clerk"), town) == {
        "maple": (0, 1, 0, None),
        bare: (0, 1, 0, None),
        "east": (0, 2, 0, None),
    }
    rows = words(town.actor("east", "street_clerk"), "/desk/gaps/places/")
    assert [name in rows for name in ("枫树里", "枫树路", "枫树东里", bare)] == [True, False, False, True]
    assert f"/desk/places/{town.places['maple'].id}/" in rows


def a_bare_community(town: Town) -> str:
    """A community without a grid, in which an estate stands that is not counted beside it."""
    made = place(Level.COMMUNITY, town.places["east"], name="桦树社区")
    landmark(made, "桦树里")
    return "桦树社区"


def test_a_matter_whose_post_is_empty_is_listed_until_somebody_answers(town: Town) -> None:
    filed = a_filed(town, now=clock.now(), text="没人接的事。")
    a_filed(town, now=clock.now(), place="willow-1", text="有人接的事。")
    secretary = town.actor("maple", "community_secretary")
    assert gaps(secretary, town) == {}
    post = town.posts["maple-1", "grid_worker"]
    a_vacancy(post)
    assert gaps(secretary, town) == {"maple-1": (0, 0, 1, 0), "maple": (0, 0, 1, 0)}
    rows = words(town.actor("east", "street_clerk"), "/desk/gaps/matters/")
    assert ("没人接的事。" in rows, "有人接的事。" in rows) == (True, False)
    assert (f"/desk/bodies/posts/{post.id}/" in rows, f"/desk/matters/{filed.id}/" in rows) == (True, True)
    with walls.acting(Actor.system("test")):
        post.substitute = town.posts["maple", "community_secretary"]
        post.save(update_fields=["substitute"])
    assert gaps(secretary, town) == {}


def test_a_dispute_whose_owner_left_is_listed_alike() -> None:
    town = a_mediation_town()
    made = stored(a_dispute(town).id)
    leader = town.actor("east", "street_leader")
    assert gaps(leader, town) == {}
    with walls.acting(Actor.system("test")):
        a_vacancy(made.owner_post)
    assert gaps(leader, town)["east"] == (0, 0, 0, 1)
    rows = words(leader, "/desk/gaps/disputes/")
    assert (made.number in rows, f"/desk/bodies/posts/{made.owner_post_id}/" in rows) == (True, True)


@pytest.mark.parametrize("address", [PAGES[0], PAGES[1], PAGES[2]])
def test_the_statements_are_as_many_for_one_row_as_for_three(town: Town, address: str) -> None:
    a_vacancy(town.posts["maple-1", "grid_worker"])
    client, counts = client_of(town.actor("east", "street_clerk")), []
    for new in (1, 2):
        for each in range(new):
            a_filed(town, now=clock.now() - timedelta(minutes=each), text=f"第{new}{each}件。")
            landmark(town.places["maple"], f"枫树{new}{each}里")
            make_household(scope_of(town.places["maple-1"]))
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]
    assert counts[0] <= 15
