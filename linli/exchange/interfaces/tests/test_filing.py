"""Requests that apps send: with a key, for what is offered, to one community; and filed once however often they are sent."""

from uuid import uuid4

import pytest
from django.test import Client

from linli.affairs.matters.tests.factories import Town, stored_by_number, stored_contact
from linli.exchange.interfaces.tests.factories import CODES, a_key, ask, open_town, send
from linli.registers.places.tests.factories import landmark


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


@pytest.fixture
def key(town: Town) -> str:
    return a_key(town).key


def test_a_request_is_filed_and_read_back(town: Town, key: str) -> None:
    status, said = send(key, last_name="王", first_name="秀英", phone="19900001234", email="a@b.cn")
    assert status == 201
    assert set(said[0]) == {"service_request_id", "service_notice", "account_id"}
    number = said[0]["service_request_id"]
    matter = stored_by_number(number)
    assert (matter.channel, matter.item_code, matter.community_id) == ("open", "t-lamp", town.places["maple"].id)
    assert stored_contact(matter.id) == ("王秀英", "19900001234")
    _, read = ask(f"requests/{number}.json")
    assert (read[0]["description"], read[0]["status"]) == ("灯不亮", "open")
    assert "王" not in str(read)
    assert "1990000" not in str(read)


def test_a_request_sent_twice_is_one_and_its_token_tells_the_number(town: Town, key: str) -> None:
    token = uuid4()
    first, second = send(key, token), send(key, token)
    assert (first[0], second[0]) == (201, 200)
    assert first[1] == second[1]
    number = first[1][0]["service_request_id"]
    assert ask(f"tokens/{token}.json") == (200, [{"service_request_id": number, "token": str(token)}])
    assert ask(f"tokens/{uuid4()}.json")[0] == 404
    assert ask("tokens/no-id.json")[0] == 404


def test_an_items_questions_are_asked(town: Town, key: str) -> None:
    assert send(key, service_code="t-asked")[0] == 400
    assert send(key, service_code="t-asked", **{"attribute[how]": "nonsense"})[0] == 400
    assert send(key, service_code="t-asked", **{"attribute[how]": "dark", "attribute[other]": "x"})[0] == 400
    status, said = send(key, service_code="t-asked", **{"attribute[how]": "dark", "attribute[post_number]": "A-17"})
    assert status == 201
    assert stored_by_number(said[0]["service_request_id"]).fields == {"how": "dark", "post_number": "A-17"}


def test_an_address_leads_to_one_community_or_is_asked_for_again(town: Town, key: str) -> None:
    landmark(town.places["cedar"], "松柏苑小区")
    landmark(town.places["cedar"], "中山路", "road")
    landmark(town.places["maple"], "中山路", "road")
    status, said = send(key, address_id="", address_string="松柏苑小区")
    assert status == 201
    assert stored_by_number(said[0]["service_request_id"]).community_id == town.places["cedar"].id
    unclear = send(key, address_id="", address_string="中山路")
    assert unclear[0] == 400
    assert "maple" in unclear[1][0]["description"]
    assert send(key, address_id="", address_string="没有这个地方")[0] == 400
    assert send(key, address_id=CODES["county"])[0] == 400
    assert send(key, address_id="")[0] == 400


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"address_id": "", "lat": "39.9", "long": "119.6"}, 400),
        ({"media_url": "http://169.254.169.254/latest/"}, 400),
        ({"description": ""}, 400),
        ({"description": "x" * 4001}, 400),
        ({"description": "a\x00b"}, 400),
        ({"service_code": ""}, 400),
        ({"service_code": "t-rubbish"}, 404),
        ({"service_code": "t-complaint"}, 404),
        ({"jurisdiction_id": "999"}, 404),
    ],
)
def test_what_cant_be_filed_is_refused_with_a_cure(town: Town, key: str, fields: dict[str, str], status: int) -> None:
    given, said = send(key, **fields)
    assert (given, [each["code"] for each in said]) == (status, [status])
    assert ask("requests.json")[1] == []


def test_an_idempotency_key_is_a_uuid(town: Town, key: str) -> None:
    fields = {"api_key": key, "service_code": "t-lamp", "address_id": CODES["maple"], "description": "灯"}
    response = Client().post("/open311/v2/requests.json", fields, headers={"Idempotency-Key": "once"})
    assert response.status_code == 400
