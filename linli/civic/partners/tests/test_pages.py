"""The pages of providers and orders: who comes in, what is said, and that a list of three costs no more than one of one."""

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.affairs.matters.tests.factories import Town, a_filed, a_town
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.tests.factories import resident as themselves
from linli.civic.partners.models import Order, Provider
from linli.civic.partners.tests.factories import a_code, a_provider, an_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def provider(town: Town) -> Provider:
    return a_provider(town)


def words(client: Client, address: str, status: int = 200) -> str:
    """The page's text, held to be valid HTML."""
    response = client.get(address)
    assert response.status_code == status, address
    text: str = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def pages_of(provider: Provider, order: Order) -> list[str]:
    return [
        "/desk/providers/",
        "/desk/providers/new/",
        "/desk/providers/near/",
        "/desk/providers/orders/",
        f"/desk/providers/orders/{order.id}/",
        f"/desk/providers/orders/new/{order.matter_id}/",
        f"/desk/providers/{provider.id}/",
        f"/desk/providers/{provider.id}/edit/",
    ]


def test_the_desk_s_pages_open_to_its_posts_and_to_nobody_else(town: Town, provider: Provider) -> None:
    order = an_order(town, provider)
    secretary, neighbour = (client_of(town.actor(at, "community_secretary")) for at in ("maple", "willow"))
    for address in pages_of(provider, order):
        words(secretary, address)
        assert Client().get(address).status_code == 302, address
        assert client_of(themselves(None)).get(address).status_code == 403, address
        assert client_of(town.actor("county", "department_clerk")).get(address).status_code == 403, address
    assert [neighbour.get(address).status_code for address in pages_of(provider, order)] == [
        *(200, 200, 200, 200),
        *(404, 404, 200, 404),
    ]
    assert order.number not in words(neighbour, "/desk/providers/orders/")


@pytest.mark.parametrize("to", ["suspend", "end", "resume"])
def test_a_neighbour_neither_suspends_nor_ends_nor_resumes(town: Town, provider: Provider, to: str) -> None:
    address = f"/desk/providers/{provider.id}/turn/{to}/"
    neighbour = client_of(town.actor("willow", "community_secretary"))
    assert neighbour.post(address, {"reason": "x"}).status_code == 404
    assert client_of(town.actor("maple-1", "grid_worker")).post(address, {"reason": "x"}).status_code == 403


def form_of(**given: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "name": "老手艺维修铺",
        "credit_code": a_code(9),
        "phone": "0335-3010001",
        "address": "枫树里底商",
        "hours": "每天",
        "price_repair": "上门 20 元",
        "relief_repair": "20",
        **given,
    }


def test_a_provider_is_registered_and_changed_on_a_page(town: Town) -> None:
    client, maple = client_of(town.actor("maple", "community_secretary")), str(town.places["maple"].id)
    bad = client.post("/desk/providers/new/", form_of(credit_code="123", near=[maple]))
    assert (bad.status_code, "营业执照" in bad.content.decode()) == (400, True)
    made = client.post("/desk/providers/new/", form_of(near=[maple]))
    assert made.status_code == 302
    shown = words(client, made["Location"])
    assert ("上门 20 元" in shown, "maple" in shown) == (True, True)
    edit = f"{made['Location']}edit/"
    assert 'value="上门 20 元"' in words(client, edit)
    assert client.post(edit, form_of(price_repair="上门 25 元", serves=[maple])).status_code == 302
    assert "上门 25 元" in words(client, made["Location"])
    assert client.post(f"{made['Location']}turn/suspend/", {"reason": ""}).status_code == 400
    assert client.post(f"{made['Location']}turn/suspend/", {"reason": "投诉待核实"}).status_code == 302
    assert "投诉待核实" in words(client, made["Location"])


def test_an_order_is_placed_and_answered_on_pages(town: Town, provider: Provider) -> None:
    client = client_of(town.actor("maple", "community_secretary"))
    with walls.acting(Actor.intake()):
        matter_id = a_filed(town, now=clock.now()).id
    address = f"/desk/providers/orders/new/{matter_id}/?kind=repair"
    assert provider.name in words(client, address)
    assert client.post(address, {"provider": str(provider.id), "wish": ""}).status_code == 400
    placed = client.post(address, {"provider": str(provider.id), "wish": "换水龙头", "circumstance": "low_income"})
    assert placed.status_code == 302
    own = placed["Location"]
    assert ("优惠 30%" in words(client, own), "低保对象" in words(client, own)) == (True, True)
    again = client.post(address, {"provider": str(provider.id), "wish": "换水龙头"})
    assert (again.status_code, "已经派给了" in again.content.decode()) == (409, True)
    assert client.post(f"{own}decline/", {"decline-note": ""}).status_code == 400
    assert client.post(f"{own}accept/", {"accept-note": "下午三点"}).status_code == 302
    assert client.post(f"{own}finish/", {"finish-note": "", "finish-fee": "八十"}).status_code == 400
    assert client.post(f"{own}finish/", {"finish-note": "好了", "finish-fee": "80"}).status_code == 302
    assert "80.00 元" in words(client, own)
    assert client.post(f"{own}cancel/", {"cancel-note": "不要了"}).status_code == 409
    assert client.post(f"{own}boil/", {}).status_code == 404


def test_everyone_reads_who_comes_to_their_community_and_at_what_price(town: Town, provider: Provider) -> None:
    maple, willow = town.places["maple"].id, town.places["willow"].id
    shown = words(Client(), f"/open/providers/?place={maple}")
    assert (provider.name in shown, "上门 20 元" in shown, "步行十分钟内" in shown) == (True, True, True)
    assert provider.name not in words(Client(), f"/open/providers/?place={willow}")
    assert provider.name not in words(Client(), f"/open/providers/?place={maple}&kind=meals")
    assert str(maple) in words(Client(), "/open/providers/?q=maple")
    assert words(Client(), "/open/providers/")
    words(Client(), f"/open/providers/?place={town.places['east'].id}", status=404)


@pytest.mark.parametrize("address", ["/desk/providers/", "/desk/providers/orders/", "/open/providers/"])
def test_three_rows_cost_as_many_statements_as_one(town: Town, address: str) -> None:
    client, counts = client_of(town.actor("maple", "community_secretary")), []
    place = f"?place={town.places['maple'].id}" if address.startswith("/open/") else ""
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            an_order(town, a_provider(town, number=number))
        client.get(address + place)
        with CaptureQueriesContext(connection) as captured:
            client.get(address + place)
        counts.append(len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]
    assert counts[0] <= 11
