"""Search, my grid and notices: who sees what, at what cost."""

from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.affairs.matters.tests.factories import Town, a_filed, a_town, an_item
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.base.notices import public as notices
from linli.registers.people.tests.factories import make_circumstance, make_household, make_resident

pytestmark = pytest.mark.django_db
PAGES = ["/desk/search/", "/desk/grid/", "/desk/notices/", "/desk/reports/", "/desk/reports/2026-11.xlsx"]


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def read(actor: Actor, address: str) -> Any:
    """The page at an address, held to be valid HTML."""
    response = client_of(actor).get(address)
    if response.status_code == 200 and "text/html" in response["Content-Type"]:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def words(actor: Actor, address: str) -> str:
    """The page's text as sent."""
    text: str = read(actor, address).content.decode()
    return text


def statements(actor: Actor, address: str) -> list[str]:
    """What one reading asks; the settings given back to the test's own transaction stand in for the sign-in's question."""
    client = client_of(actor)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("address", PAGES)
def test_nobody_and_no_resident_comes_in(address: str) -> None:
    assert Client().get(address).status_code == 302
    assert read(themselves(None), address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands_for_a_grid_worker(worker: Actor, address: str) -> None:
    assert read(worker, address).status_code == 200


@pytest.mark.parametrize("address", ["/desk/grid/", "/desk/reports/", "/desk/reports/2026-11.xlsx"])
def test_posts_without_the_register_or_the_figures_are_kept_out(town: Town, address: str) -> None:
    assert read(town.actor("county", "department_clerk"), address).status_code == 403


def test_one_box_finds_each_kind_behind_its_own_walls(town: Town, worker: Actor) -> None:
    make_resident(scope_of(town.places["maple-1"]), "王秀英", phone="19900001234")
    make_resident(scope_of(town.places["cedar-1"]), "王秀英远", phone="19900005678")
    filed = a_filed(town, now=clock.now(), text="查得到的事。")
    an_item("t-lamp", name="楼道灯坏了", keywords=["楼道灯"])
    by_name = words(worker, "/desk/search/?q=王秀英")
    assert ("王秀英" in by_name, "王秀英远" in by_name) == (True, False)
    assert "查得到的事。" in words(worker, f"/desk/search/?q={filed.number}")
    assert "查得到的事。" in words(worker, "/desk/search/?q=19900001234")
    assert "楼道灯坏了" in words(worker, "/desk/search/?q=楼道灯")
    assert str(town.places["maple-1"].id) in words(worker, "/desk/search/?q=maple-1")


def test_a_post_without_the_register_finds_no_person(town: Town) -> None:
    make_resident(scope_of(town.places["maple-1"]), "王秀英", phone="19900001234")
    leader = town.actor("east", "street_leader")
    assert "王秀英</a>" not in words(leader, "/desk/search/?q=王秀英")
    assert "没有找到" in words(leader, "/desk/search/?q=王秀英")


def test_the_grid_shows_what_is_open_who_answers_and_whom_to_see(town: Town, worker: Actor) -> None:
    a_filed(town, now=clock.now() - timedelta(days=9), text="网格里拖着的事。")
    a_filed(town, now=clock.now(), place="maple-2", text="隔壁网格的事。")
    here = scope_of(town.places["maple-1"])
    make_household(here)
    due, later = make_resident(here, "陈德福"), make_resident(here, "何雪")
    make_circumstance(due, review_on=clock.local_date(clock.now()))
    make_circumstance(later, review_on=clock.local_date(clock.now()) + timedelta(days=40))
    page = words(worker, "/desk/grid/")
    assert ("网格里拖着的事。" in page, "隔壁网格的事。" in page) == (True, False)
    assert ("陈德福" in page, "何雪" in page) == (True, False)
    assert "maple-1 grid_worker" in page


def test_the_grid_costs_the_same_for_one_and_for_three(town: Town, worker: Actor) -> None:
    here = scope_of(town.places["maple-1"])

    def add() -> None:
        a_filed(town, now=clock.now())
        make_circumstance(make_resident(here), review_on=clock.local_date(clock.now()))

    add()
    one = statements(worker, "/desk/grid/")
    add()
    add()
    assert len(one) == len(statements(worker, "/desk/grid/"))


def test_notices_are_read_in_words_and_marked_when_asked(town: Town, worker: Actor) -> None:
    filed = a_filed(town, now=clock.now())
    with walls.acting(Actor.system("test")):
        for kind in ("matter.filed", "matter.warn", "matter.something_new"):
            notices.tell(
                kind=kind,
                subject_kind="matter",
                subject_id=filed.id,
                at=clock.now(),
                post_id=worker.post_id,
                item="垃圾",
            )
    page = words(worker, "/desk/notices/")
    assert all(said in page for said in ("新的事项，请签收", "时限快到了", "有新的进展", "全部标为已读"))
    assert "新的事项，请签收" not in words(town.actor("maple-2", "grid_worker"), "/desk/notices/")
    assert client_of(worker).post("/desk/notices/").status_code == 302
    assert "都看过了。" in words(worker, "/desk/notices/")


def test_lists_keep_to_their_statements(town: Town, worker: Actor) -> None:
    filed = a_filed(town, now=clock.now())

    def tell(kind: str) -> None:
        with walls.acting(Actor.system("test")):
            notices.tell(
                kind=kind,
                subject_kind="matter",
                subject_id=filed.id,
                at=clock.now(),
                post_id=worker.post_id,
                item="垃圾",
            )

    tell("matter.filed")
    one = statements(worker, "/desk/notices/")
    tell("matter.warn")
    tell("matter.reopen")
    three = statements(worker, "/desk/notices/")
    assert (len(one), len(three) <= 8) == (len(three), True)


@pytest.mark.parametrize("page", ["2", "0", "x", "999999"])
def test_a_page_that_is_not_there_is_empty_not_an_error(worker: Actor, page: str) -> None:
    assert read(worker, f"/desk/notices/?page={page}").status_code == 200
