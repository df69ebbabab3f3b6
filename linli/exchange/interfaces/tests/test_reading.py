"""What apps read by Open311: the standard's fields in both forms, its filters and limits, and never what isn't public."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.affairs.matters.tests.factories import Town, a_filed
from linli.base.kit import clock
from linli.base.kit.actor import Level
from linli.exchange.interfaces.tests.factories import CODES, ask, open_town
from linli.registers.places.tests.factories import place as a_place

REQUEST_FIELDS = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
    "lat", "long", "media_url",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


def test_discovery_names_the_endpoint_its_forms_and_the_jurisdiction(town: Town) -> None:
    status, said = ask("discovery.json")
    assert (status, said["jurisdiction_id"], len(said["endpoints"])) == (200, CODES["city"], 1)
    assert said["endpoints"][0]["url"] == "http://testserver/open311/v2"
    assert said["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert Client().get("/open311/discovery.xml").status_code == 200


def test_under_a_province_the_jurisdiction_is_its_one_city_or_has_to_be_named(db: None) -> None:
    province = a_place(Level.PROVINCE)
    a_place(Level.CITY, province, code="1398")
    assert ask("discovery.json")[1]["jurisdiction_id"] == "1398"
    assert ask("requests.json") == (200, [])
    a_place(Level.CITY, province, code="1397")
    assert ask("requests.json")[0] == 404
    assert ask("requests.json?jurisdiction_id=1397") == (200, [])


def test_only_items_with_something_public_are_offered(town: Town) -> None:
    status, said = ask("services.json")
    assert status == 200
    assert {each["service_code"]: each["metadata"] for each in said if each["service_code"].startswith("t-")} == {
        "t-asked": True,
        "t-heat": False,
        "t-lamp": False,
    }
    lamp = next(each for each in said if each["service_code"] == "t-lamp")
    assert lamp == {
        "service_code": "t-lamp",
        "service_name": "路灯",
        "description": "",
        "metadata": False,
        "type": "realtime",
        "keywords": "灯,路灯",
        "group": "测试领域",
    }


def test_a_definition_lists_the_items_questions(town: Town) -> None:
    _, said = ask("services/t-asked.json")
    assert said["service_code"] == "t-asked"
    assert [(each["code"], each["datatype"], each["required"], each["values"]) for each in said["attributes"]] == [
        ("post_number", "string", False, []),
        ("how", "singlevaluelist", True, [{"key": "dark", "name": "不亮"}]),
    ]
    read = ET.fromstring(Client().get("/open311/v2/services/t-asked.xml").content)  # noqa: S314 -- written by ourselves
    assert read.findtext("attributes/attribute[2]/values/value/key") == "dark"


@pytest.mark.parametrize("code", ["t-rubbish", "t-complaint", "t-certificate", "t-visit", "nothing"])
def test_an_item_that_is_not_public_is_answered_like_none(town: Town, code: str) -> None:
    status, said = ask(f"services/{code}.json")
    assert (status, [each["code"] for each in said]) == (404, [404])


def test_requests_carry_exactly_the_standards_fields(town: Town) -> None:
    filed = a_filed(town, clock.now(), item="t-lamp", text="灯不亮，电话13800001234", spot="3号楼东侧")
    a_filed(town, clock.now(), item="t-rubbish", text="不公开的事")
    a_filed(town, clock.now(), item="t-lamp", text="要求隐去姓名", is_hidden=True)
    status, said = ask("requests.json")
    assert (status, len(said)) == (200, 1)
    assert set(said[0]) == REQUEST_FIELDS
    assert said[0]["service_request_id"] == filed.number
    assert said[0]["description"] == "灯不亮，电话***"
    assert (said[0]["address"], said[0]["address_id"]) == ("maple 3号楼东侧", CODES["maple"])
    assert (said[0]["status"], said[0]["lat"], said[0]["media_url"]) == ("open", None, "")
    assert said[0]["requested_datetime"].endswith("+08:00")
    read = ET.fromstring(Client().get("/open311/v2/requests.xml").content)  # noqa: S314 -- written by ourselves
    assert (read.tag, {each.tag for each in read.find("request") or []}) == ("service_requests", REQUEST_FIELDS)


def test_requests_are_narrowed_by_id_service_time_status_and_jurisdiction(town: Town) -> None:
    now = clock.now()
    lamp = a_filed(town, now - timedelta(days=1), item="t-lamp")
    heat = a_filed(town, now - timedelta(days=40), item="t-heat", place="cedar-1")
    old = a_filed(town, now - timedelta(days=120), item="t-lamp")

    def numbers(query: str) -> list[str]:
        status, said = ask(f"requests.json?{query}")
        assert status == 200, said
        return [each["service_request_id"] for each in said]

    assert numbers("") == [lamp.number, heat.number]
    assert numbers(f"service_request_id={old.number},{lamp.number}&status=closed") == [lamp.number, old.number]
    assert numbers("service_code=t-heat,t-none") == [heat.number]
    assert numbers("status=closed") == []
    assert numbers("status=open,closed") == [lamp.number, heat.number]
    assert numbers(f"jurisdiction_id={CODES['cedar']}") == [heat.number]
    end = (now - timedelta(days=100)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert numbers(f"end_date={end}") == [old.number]
    assert numbers(f"start_date={end}") == [heat.number]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", 400),
        ("start_date=2026-06-01T00:00:00Z&end_date=2026-05-01T00:00:00Z", 400),
        ("start_date=yesterday", 400),
        ("status=solved", 400),
        ("service_code=%00", 400),
        ("jurisdiction_id=999999", 404),
        ("jurisdiction_id=%00", 400),
    ],
)
def test_what_cant_be_asked_gets_the_standards_error(town: Town, query: str, status: int) -> None:
    given, said = ask(f"requests.json?{query}")
    assert given == status
    assert [(each["code"], bool(each["description"])) for each in said] == [(status, True)]
    read = ET.fromstring(Client().get(f"/open311/v2/requests.xml?{query}").content)  # noqa: S314 -- written by ourselves
    assert (read.tag, read.findtext("error/code")) == ("errors", str(status))


def test_one_request_by_its_number_and_a_private_one_like_none(town: Town) -> None:
    lamp = a_filed(town, clock.now(), item="t-lamp")
    private = a_filed(town, clock.now(), item="t-rubbish")
    assert ask(f"requests/{lamp.number}.json")[1][0]["service_request_id"] == lamp.number
    assert ask(f"requests/{private.number}.json") == ask("requests/20260101999999.json")
    assert ask(f"requests/{private.number}.json")[0] == 404


def test_other_methods_are_refused_in_the_standards_form(town: Town) -> None:
    response = Client().delete("/open311/v2/requests.json")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_a_list_takes_as_many_statements_for_three_as_for_one(town: Town) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask("requests.json")[0] == 200
        return len([each for each in captured if "SAVEPOINT" not in each["sql"]])

    a_filed(town, clock.now(), item="t-lamp")
    one = count()
    for place in ("willow-1", "cedar-1"):
        a_filed(town, clock.now(), item="t-heat", place=place)
    assert count() == one <= 8
