"""The staff's pages: valid HTML, the same few statements at any length, and forms that name the field."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.base.accounts.tests.factories import an_account, client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.registers.people import actions, queries
from linli.registers.people.models import Household, Resident
from linli.registers.people.tests.conftest import Cast
from linli.registers.people.tests.factories import make_circumstance, make_household, make_resident, number
from linli.registers.places.tests.factories import acting_at

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

PHONE = "13800001234"


def page(actor: Actor, name: str, *ids: object, query: str = "") -> "Response":
    """One page, as valid HTML."""
    response = client_of(actor).get(reverse(f"people:{name}", args=ids) + query)
    if response.status_code == 200:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def send(actor: Actor, view: str, /, *ids: object, **fields: str) -> "Response":
    """One form, sent."""
    return client_of(actor).post(reverse(f"people:{view}", args=ids), fields)


@pytest.fixture
def lives_here(cast: Cast) -> Resident:
    """Somebody with everything that can be shown."""
    made = make_resident(scope_of(cast.town.grid), number=number(), phone=PHONE)
    make_circumstance(made)
    return made


PAGES: dict[str, Callable[[Resident], tuple[object, ...]]] = {
    "list": lambda _who: (),
    "coverage": lambda _who: (),
    "enrol_household": lambda _who: (),
    "household": lambda who: (who.household_id,),
    "enrol_resident": lambda who: (who.household_id,),
    "resident": lambda who: (who.id,),
    "looks": lambda who: (who.id,),
    "correct": lambda who: (who.id,),
    "move_out": lambda who: (who.id,),
}


@pytest.mark.parametrize("level", ["grid", "community", "street", "county", "city"])
@pytest.mark.parametrize("name", list(PAGES))
def test_every_page_is_valid_and_opens_at_each_level(cast: Cast, lives_here: Resident, name: str, level: str) -> None:
    somebody = acting_at(getattr(cast.town, level), "somebody", "people", "reveal", "enrol", "journal")
    assert page(somebody, name, *PAGES[name](lives_here)).status_code == 200


@pytest.mark.parametrize("name", list(PAGES))
def test_no_page_opens_to_who_lacks_the_right(cast: Cast, lives_here: Resident, name: str) -> None:
    ids = PAGES[name](lives_here)
    assert page(themselves(lives_here.person_id), name, *ids).status_code == 403
    assert page(Actor.intake(), name, *ids).status_code == 302
    if ids:
        assert page(cast.next_clerk, name, *ids).status_code in (403, 404)


@pytest.mark.parametrize("name", ["enrol_household", "enrol_resident", "correct", "move_out", "looks"])
def test_a_reader_only_reads(cast: Cast, lives_here: Resident, name: str) -> None:
    assert page(cast.reader, name, *PAGES[name](lives_here)).status_code == 403


def test_empty_screens_teach(cast: Cast) -> None:
    for query, words in (("", "还没有登记居民"), ("?q=王", "没有找到"), ("?kind=veteran", "没有符合条件的人")):
        assert words in page(cast.clerk, "list", query=query).content.decode()
    assert "还没有登记住户" in page(cast.clerk, "coverage").content.decode()


@pytest.mark.parametrize(
    ("name", "query"),
    [("list", ""), ("list", "?q=王"), ("list", "?registration=away"), ("coverage", ""), ("looks", "")],
)
def test_the_statements_are_as_many_for_one_row_as_for_three(cast: Cast, name: str, query: str) -> None:
    who = make_resident(scope_of(cast.town.grid), "王一", number=number(), phone=PHONE)
    address = reverse(f"people:{name}", args=PAGES[name](who)) + query
    client = client_of(cast.clerk)

    def add() -> None:
        make_circumstance(make_resident(scope_of(cast.town.other_grid), "王二", number=number()))
        make_resident(scope_of(cast.town.far_community), "王三", registered=scope_of(cast.town.community))
        make_household(scope_of(cast.town.community))
        worker = replace(cast.worker, post_id=new_id())
        with walls.acting(worker):
            actions.reveal(person_id=who.person_id, field="phone", purpose="核对材料", actor=worker, now=clock.now())

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]

    add()
    statements()
    one = statements()
    add()
    add()
    three = statements()
    assert len(one) == len(three)
    # The settings given back to the test's own transaction stand in for the question who is signed in.
    assert len(three) <= 8, "\n".join(three)


def test_enrolling_a_household_and_its_head(cast: Cast) -> None:
    form = {"place": str(cast.town.grid.id), "estate": "文化里", "building": "3", "unit": "2", "room": "501"}
    response = send(cast.clerk, "enrol_household", **form)
    with walls.acting(cast.clerk):
        household = Household.objects.get()
    assert response["Location"] == reverse("people:enrol_resident", args=[household.id])
    head = {"name": " 王 秀英 ", "relation": "02", "number": number(), "phone": PHONE, "registration": "here"}
    assert send(cast.clerk, "enrol_resident", household.id, **head).status_code == 302
    with walls.acting(cast.clerk):
        resident = Resident.objects.select_related("person").get()
    assert resident.person.name == "王 秀英"
    assert resident.registered_community_id == cast.town.community.id


def test_a_wrong_field_is_named_and_the_rest_is_kept(cast: Cast, lives_here: Resident) -> None:
    form = {"name": "李雷", "relation": "10", "number": "110105194912310021", "phone": "12", "registration": "here"}
    response = send(cast.clerk, "enrol_resident", lives_here.household_id, **form)
    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"number", "phone"}
    assert "李雷" in response.content.decode()
    html5lib.HTMLParser(strict=True).parse(response.content.decode())


def test_a_number_that_lives_elsewhere_is_told_at_its_field(cast: Cast, lives_here: Resident) -> None:
    taken = number()
    make_resident(scope_of(cast.town.far_community), "张三", number=taken)
    form = {"name": "李雷", "relation": "10", "number": taken, "registration": "here"}
    response = send(cast.clerk, "enrol_resident", lives_here.household_id, **form)
    assert "迁移" in str(response.context["form"].errors["number"])
    assert "张三" not in response.content.decode()


def test_registration_in_another_community_is_found_by_name(cast: Cast, lives_here: Resident) -> None:
    form = {"name": "李雷", "relation": "10", "registration": "other", "registered_name": "没有的地方"}
    response = send(cast.clerk, "enrol_resident", lives_here.household_id, **form)
    assert set(response.context["form"].errors) == {"registered_name"}
    form["registered_name"] = cast.town.other_community.name
    assert send(cast.clerk, "enrol_resident", lives_here.household_id, **form).status_code == 302
    with walls.acting(cast.clerk):
        found = Resident.objects.get(person__name="李雷")
    assert found.registered_community_id == cast.town.other_community.id


def test_a_household_outside_ones_area_cannot_be_chosen(cast: Cast) -> None:
    form = {"place": str(cast.town.far_community.id), "estate": "文化里", "building": "3", "room": "1"}
    response = send(cast.clerk, "enrol_household", **form)
    assert set(response.context["form"].errors) == {"place"}


def test_a_value_is_shown_on_the_page_and_hides_itself(cast: Cast, lives_here: Resident) -> None:
    address = reverse("people:resident", args=[lives_here.id])
    assert PHONE not in page(cast.worker, "resident", lives_here.id).content.decode()
    refused = send(cast.worker, "reveal", lives_here.id, field="phone", purpose="")
    assert refused.status_code == 400
    assert "请写明查看的用途" in refused.content.decode()
    assert PHONE not in refused.content.decode()
    assert send(cast.worker, "reveal", lives_here.id, field="phone", purpose="上门核对材料")["Location"] == address
    shown = page(cast.worker, "resident", lives_here.id)
    assert PHONE in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    seconds, target = shown["Refresh"].split("; url=")
    assert 1 <= int(seconds) <= 61
    assert target == address
    assert PHONE not in page(cast.clerk, "resident", lives_here.id).content.decode()


@pytest.mark.parametrize("who", ["reader", "next_clerk"])
def test_a_value_is_not_shown_to_who_may_not(cast: Cast, lives_here: Resident, who: str) -> None:
    response = send(getattr(cast, who), "reveal", lives_here.id, field="phone", purpose="上门核对材料")
    assert response.status_code in (403, 404)
    assert PHONE not in response.content.decode()


def test_correcting_noting_and_moving_out(cast: Cast, lives_here: Resident) -> None:
    send(cast.clerk, "correct", lives_here.id, name="王秀瑛", number="", phone="", reason="错字")
    send(cast.clerk, "add_circumstance", lives_here.id, kind="veteran", since="2020-01-01", source="退役证")
    shown = page(cast.clerk, "resident", lives_here.id).content.decode()
    assert "王秀瑛" in shown
    assert "退役军人" in shown
    again = send(cast.clerk, "add_circumstance", lives_here.id, kind="veteran", since="2020-01-01", source="退役证")
    assert again.status_code == 409
    assert send(cast.clerk, "add_circumstance", lives_here.id, kind="offender").status_code == 400
    with walls.acting(cast.clerk):
        noted = lives_here.circumstances.get(kind="veteran")
    send(cast.clerk, "end_circumstance", lives_here.id, noted.id)
    assert send(cast.clerk, "end_circumstance", lives_here.id, noted.id).status_code == 400
    assert send(cast.clerk, "move_out", lives_here.id, on="2999-01-01", reason="外地").status_code == 400
    assert send(cast.clerk, "move_out", lives_here.id, on="2026-01-01", reason="外地").status_code == 302
    assert page(cast.clerk, "resident", lives_here.id).status_code == 404


def test_a_resident_reads_who_looked(cast: Cast, lives_here: Resident) -> None:
    own = themselves(lives_here.person_id)
    assert "还没有人看过" in page(own, "my_looks").content.decode()
    send(cast.worker, "reveal", lives_here.id, field="phone", purpose="上门核对材料")
    told = page(own, "my_looks").content.decode()
    assert "上门核对材料" in told
    assert cast.worker.label in told
    assert "查看了完整电话号码" in told
    assert "账号还没有和您本人对上" in page(themselves(None), "my_looks").content.decode()
    assert "您正在以职务办事" in page(cast.clerk, "my_looks").content.decode()
    assert page(Actor.intake(), "my_looks").status_code == 302


def test_a_household_without_a_grid_gets_one_from_its_page(cast: Cast) -> None:
    bare = make_household(scope_of(cast.town.community))
    assert "还没有划入网格" in page(cast.clerk, "household", bare.id).content.decode()
    assert send(cast.clerk, "place_household", bare.id, place=str(cast.town.far_community.id)).status_code == 403
    assert send(cast.clerk, "place_household", bare.id, place=str(cast.town.grid.id)).status_code == 302
    assert "还没有划入网格" not in page(cast.clerk, "household", bare.id).content.decode()


def test_a_binding_code_is_printed_at_the_counter_for_a_resident_in_reach(cast: Cast, lives_here: Resident) -> None:
    clerk = acting_at(cast.town.community, "community_clerk", "people", "enrol")
    printed = send(clerk, "binding", lives_here.id)
    assert printed.status_code == 200
    html5lib.HTMLParser(strict=True).parse(printed.content.decode())
    code = re.search(r"<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", printed.content.decode())
    assert code
    account = an_account("wang")
    own = client_of(Actor(sight=Sight.SELF, label="x", role="resident", account_id=account.id))
    assert own.post("/accounts/own/bind/", {"code": code[1]})["Location"] == "/my/"
    with walls.acting(Actor.system("test")):
        account.refresh_from_db()
    assert account.person_id == lives_here.person_id


def test_no_binding_code_without_the_right_or_out_of_reach(cast: Cast, lives_here: Resident) -> None:
    reader = acting_at(cast.town.community, "committee_member", "people")
    neighbour = acting_at(cast.town.other_community, "community_clerk", "people", "enrol")
    assert send(reader, "binding", lives_here.id).status_code == 403
    assert send(neighbour, "binding", lives_here.id).status_code == 404
    assert Client().post(reverse("people:binding", args=[lives_here.id])).status_code == 401
    clerk = acting_at(cast.town.community, "community_clerk", "people", "enrol")
    assert client_of(clerk).get(reverse("people:binding", args=[lives_here.id])).status_code == 405


def test_a_citizen_number_leads_a_vouching_provider_to_its_person(cast: Cast) -> None:
    text = number()
    made = make_resident(scope_of(cast.town.grid), number=text)
    assert queries.person_of_number(text.lower()) == made.person_id
    assert queries.person_of_number(number()) is None
