"""Pages about places: who they open to, what they say, and how many statements they take."""

import base64
import re
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.base.accounts.tests.factories import client_of
from linli.base.kit.actor import Actor, Level
from linli.registers.places import queries
from linli.registers.places.models import Lineage, Place
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db

READ = {"list": lambda _town: (), "place": lambda town: (town.community.id,)}
CHANGE: dict[str, Callable[[factories.Town], tuple[Any, ...]]] = {
    "import": lambda _town: (),
    "add_grid": lambda town: (town.community.id,),
    "rename": lambda town: (town.community.id,),
    "name_level": lambda town: (town.county.id,),
    "add_landmark": lambda town: (town.community.id,),
    "record_count": lambda town: (town.community.id,),
}
KINDS = ("merge", "split", "move")


@pytest.fixture
def town() -> factories.Town:
    town = factories.town()
    factories.landmark(town.grid, "和平里小区")
    return town


def page(actor: Actor, view: str, /, *ids: object, query: str = "", **fields: Any) -> Any:
    """One page, by POST when there are fields; what is shown is valid HTML."""
    client, address = client_of(actor), reverse(f"places:{view}", args=ids) + query
    response = client.post(address, fields) if fields else client.get(address)
    if response.status_code in {200, 400, 409, 422}:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def addresses(town: factories.Town) -> list[tuple[str, tuple[Any, ...]]]:
    return [
        *((name, ids(town)) for name, ids in (READ | CHANGE).items()),
        *(("reorganise", (town.community.id, kind)) for kind in KINDS),
    ]


def test_every_page_opens_to_the_administrator_and_is_valid(town: factories.Town) -> None:
    actor = factories.administrator(town.county)
    assert {page(actor, name, *ids).status_code for name, ids in addresses(town)} == {200}


def test_staff_read_the_tree_and_do_not_change_it(town: factories.Town) -> None:
    clerk = factories.acting_at(town.street, "street_clerk", "matters", "people")
    for name, ids in addresses(town):
        assert page(clerk, name, *ids).status_code == (200 if name in READ else 403)
        assert page(Actor.intake(), name, *ids).status_code == 302
    shown = page(clerk, "place", town.community.id).content.decode()
    assert reverse("places:rename", args=[town.community.id]) not in shown


def test_an_administrator_of_another_county_reads_and_changes_nothing(town: factories.Town) -> None:
    stranger = factories.administrator(town.other_county)
    shown = page(stranger, "place", town.community.id).content.decode()
    assert reverse("places:rename", args=[town.community.id]) not in shown
    sent = page(stranger, "add_grid", town.community.id, level="grid", name="第九片区")
    assert sent.status_code == 404
    assert not Place.objects.filter(name="第九片区").exists()


def test_a_page_of_nowhere_is_not_found(town: factories.Town) -> None:
    assert (
        page(factories.administrator(town.county), "place", "00000000-0000-7000-8000-000000000000").status_code == 404
    )


def test_a_community_s_page_tells_what_is_known_of_it(town: factories.Town) -> None:
    shown = page(factories.administrator(town.county), "place", town.community.id).content.decode()
    for words in ("130302001001", "和平里小区", "第一片区", "还没有官方户数", "海港区"):
        assert words in shown


def test_the_search_leads_from_an_estate_to_its_grid(town: factories.Town) -> None:
    actor = factories.acting_at(town.street, "street_clerk", "matters")
    shown = page(actor, "list", query="?q=和平里").content.decode()
    assert reverse("places:place", args=[town.grid.id]) in shown
    assert "没有找到" in page(actor, "list", query="?q=没这地方").content.decode()


@pytest.mark.parametrize(
    ("name", "at", "fields"),
    [
        ("add_grid", "community", {"level": "grid", "name": "第三片区"}),
        ("rename", "community", {"name": "和平社区", "date": "2026-01-05", "basis": "批复"}),
        ("name_level", "county", {"level": "grid", "name": "网格", "name_en": "Grid"}),
        ("add_landmark", "community", {"kind": "road", "name": "文化路"}),
        (
            "record_count",
            "community",
            {"measure": "households", "value": "1200", "date": "2025-12-31", "source": "年报"},
        ),
    ],
)
def test_each_form_does_its_act_and_leads_back(
    town: factories.Town, name: str, at: str, fields: dict[str, str]
) -> None:
    actor, place = factories.administrator(town.county), getattr(town, at)
    sent = page(actor, name, place.id, **fields)
    assert (sent.status_code, sent.headers["Location"]) == (302, reverse("places:place", args=[place.id]))
    incomplete = page(actor, name, place.id, **dict.fromkeys(fields, ""))
    assert incomplete.status_code == 400


def test_a_refusal_is_said_beside_the_form_and_keeps_what_was_typed(town: factories.Town) -> None:
    sent = page(factories.administrator(town.county), "add_grid", town.community.id, level="grid", name="第一片区")
    shown = sent.content.decode()
    assert sent.status_code == 409
    assert "已经有“第一片区”" in shown
    assert 'value="第一片区"' in shown


def upload(actor: Actor, text: str) -> Any:
    file = SimpleUploadedFile("codes.csv", text.encode())
    return page(actor, "import", file=file, system="nbs", date="2023-06-30")


def test_a_file_is_imported_or_answered_with_a_list_to_work_through(town: factories.Town) -> None:
    actor = factories.administrator(town.county)
    good = "code,name,level\n130302001009,新区社区居委会,community\n"
    assert upload(actor, good).status_code == 302
    before = Place.objects.count()
    sent = upload(actor, good + "130302009001,无主社区居委会,community\n")
    shown = sent.content.decode()
    assert (sent.status_code, Place.objects.count()) == (422, before)
    assert "文件和系统里都没有上级 130302009" in shown
    found = re.search(r"base64,([^\"]+)\"", shown)
    assert found is not None
    assert "3,parent,130302009" in base64.b64decode(found[1]).decode()


def test_a_reorganisation_is_looked_at_first_and_then_enacted(town: factories.Town) -> None:
    actor = factories.administrator(town.county)
    fields = {
        "others": str(town.other_community.id),
        "name": "文海社区",
        "code": "",
        "date": "2026-03-01",
        "basis": "批复",
    }
    looked = page(actor, "reorganise", town.community.id, "merge", **fields, look="1")
    assert (looked.status_code, "按此调整" in looked.content.decode()) == (200, True)
    assert not Lineage.objects.exists()
    done = page(actor, "reorganise", town.community.id, "merge", **fields, enact="1")
    new = Place.objects.get(name="文海社区")
    assert done.headers["Location"] == reverse("places:place", args=[new.id])
    old = page(actor, "place", town.community.id).content.decode()
    assert "这个地域已经撤销" in old
    assert page(actor, "reorganise", new.id, "abolish").status_code == 404


def test_a_split_and_a_move_through_the_page(town: factories.Town) -> None:
    actor = factories.administrator(town.county)
    fields = {
        "name_1": "文化东社区",
        "name_2": "文化西社区",
        f"to_{town.grid.id}": "1",
        f"to_{town.other_grid.id}": "2",
        "date": "2026-03-01",
        "basis": "批复",
        "enact": "1",
    }
    assert page(actor, "reorganise", town.community.id, "split", **fields).status_code == 302
    moved = {"parent": str(town.other_street.id), "date": "2026-03-01", "basis": "批复", "enact": "1"}
    assert page(actor, "reorganise", town.other_community.id, "move", **moved).status_code == 302
    assert [place.name for place in queries.children_of(town.other_street.id)] == ["海阳里社区居委会"]


def statements(actor: Actor, query: str = "") -> int:
    """The fewer of two calls: once a minute the frame asks for the area's name again."""
    client, taken = client_of(actor), []
    for _twice in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("places:list") + query).status_code == 200
        taken.append(len([each for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    return min(taken)


def test_the_tree_takes_as_many_statements_for_three_rows_as_for_one(town: factories.Town) -> None:
    actor = factories.acting_at(town.other_street, "street_clerk", "matters")
    factories.place(Level.COMMUNITY, town.other_street)
    one = statements(actor)
    found_one = statements(actor, "?q=community")
    for _more in range(2):
        factories.place(Level.COMMUNITY, town.other_street)
    assert statements(actor) == one
    assert statements(actor, "?q=community") == found_one
    # And one for the actor, whom a test brings along.
    assert max(one, found_one) <= 7
