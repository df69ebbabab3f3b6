"""Orders of a hotline over HTTP: pushed, read back, judged; held against their own description."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from linli.affairs.hotline.tests.factories import HotTown, a_hot_town, move, stored
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import stored as stored_matter
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock
from linli.exchange.interfaces.tests.factories import a_key

ORDER = {
    "工单编号": "P001",
    "受理时间": "2026-11-23 08:00:00",
    "诉求内容": "三号楼东侧垃圾三天没有清运。",
    "联系电话": "13900001234",
    "事发地址": "枫叶小区3号楼",
    "事项编码": "0101",
}
HELD = [
    schemathesis.checks.not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


def call(path: str, key: str = "", document: Any = None, **headers: str) -> tuple[int, Any]:
    """The JSON answer of an address below /open/orders/, with its status."""
    given = {"X-Api-Key": key, **headers}
    if document is None:
        response = Client().get(f"/open/orders/{path}", headers=given)
    else:
        response = Client().post(
            f"/open/orders/{path}", json.dumps(document), content_type="application/json", headers=given
        )
    return response.status_code, json.loads(response.content)


@pytest.fixture
def hot(db: None) -> HotTown:
    return a_hot_town()


@pytest.fixture
def key(hot: HotTown) -> str:
    return a_key(hot.town, source="12345", per_minute=600).key


def test_a_pushed_order_becomes_a_matter_and_pushed_again_presses_its_holder(hot: HotTown, key: str) -> None:
    status, answer = call("", key, [ORDER])
    assert status == 200
    assert answer["orders"][0]["result"] == "new"
    assert (answer["orders"][0]["state"], answer["orders"][0]["matter"]) == ("sent", stored("P001").matter_number)
    status, answer = call("", key, [ORDER])
    assert (status, answer["orders"][0]["result"]) == (200, "urged")
    assert stored_matter(stored("P001").matter_id).urge_count == 1  # type: ignore[arg-type]  # -- it has been sent


def test_the_same_push_sent_twice_by_its_token_is_one_push(hot: HotTown, key: str) -> None:
    token = {"Idempotency-Key": str(uuid4())}
    first = call("", key, [ORDER], **token)
    assert call("", key, [ORDER], **token) == first
    assert stored("P001").urged == 0


def test_bad_orders_are_answered_beside_the_good_ones(hot: HotTown, key: str) -> None:
    status, answer = call(
        "", key, [{**ORDER, "受理时间": "昨天"}, ORDER, {**ORDER, "工单编号": "P002", "事项编码": "0909"}]
    )
    assert status == 207
    assert [(each["result"], each["state"]) for each in answer["orders"]] == [
        ("bad", ""),
        ("new", "sent"),
        ("new", "item"),
    ]
    assert "时间看不懂" in answer["orders"][0]["problem"]


def test_replies_are_read_since_a_moment_and_reading_changes_nothing(hot: HotTown, key: str) -> None:
    call("", key, [ORDER])
    assert call("replies/", key)[1]["replies"] == []
    now = clock.now()
    move(hot, matters.sign, stored("P001").matter_id, "maple-1", "grid_worker", now)
    status, first = call("replies/", key)
    assert (status, first["replies"][0]["工单编号"], first["replies"][0]["办理状态"]) == (200, "P001", "签收")
    assert call("replies/", key)[1] == first
    assert stored("P001").is_due
    assert call(f"replies/?since={first['until']}", key)[1]["replies"] == []
    assert call(f"replies/?since={(now - timedelta(days=1)).isoformat()}", key)[1]["replies"] == first["replies"]
    assert call("replies/?since=gestern", key)[0] == 400


def test_a_verdict_on_what_was_read_counts_and_a_rejection_opens_the_matter_again(hot: HotTown, key: str) -> None:
    call("", key, [ORDER])
    matter_id, now = stored("P001").matter_id, clock.now()
    for verb, words in ((matters.sign, {}), (matters.answer, {"note": "好了"}), (matters.close, {})):
        move(hot, verb, matter_id, "maple-1", "grid_worker", now, **words)
    said = [{"工单编号": "P001", "回执": "驳回", "回执原因": "没有清"}, {"工单编号": "X", "回执": "通过"}]
    status, answer = call("verdicts/", key, said)
    assert (status, answer) == (200, {"accepted": 0, "rejected": 1, "unknown": ["X"], "bad": []})
    assert stored_matter(matter_id).reopen_count == 1  # type: ignore[arg-type]  # -- it has been sent


@pytest.mark.parametrize(("path", "document"), [("", [ORDER]), ("replies/", None), ("verdicts/", [])])
def test_without_a_key_for_orders_nothing_is_taken_or_told(hot: HotTown, path: str, document: Any) -> None:
    assert call(path, "", document)[0] == 403
    assert call(path, "linli_nothing", document)[0] == 403
    assert call(path, a_key(hot.town).key, document)[0] == 403


def test_a_key_for_orders_files_no_requests_and_is_limited(hot: HotTown) -> None:
    key = a_key(hot.town, source="12345", per_minute=1).key
    response = Client().post("/open311/v2/requests.json", {"api_key": key, "service_code": "t-rubbish"})
    assert response.status_code == 403
    assert call("replies/", key)[0] == 200
    assert call("replies/", key)[0] == 429


@pytest.mark.parametrize("body", ["[", "3", '"x"', "[[1]]", "[]", "{}"])
def test_what_is_no_order_is_refused_in_words(hot: HotTown, key: str, body: str) -> None:
    response = Client().post("/open/orders/", body, content_type="application/json", headers={"X-Api-Key": key})
    assert response.status_code in (400, 422)
    assert json.loads(response.content)["errors"][0]["description"]


def test_more_than_a_hundred_at_once_and_other_methods_are_refused(hot: HotTown, key: str) -> None:
    many = [{**ORDER, "工单编号": f"M{n}"} for n in range(101)]
    assert call("", key, many)[0] == 413
    assert call("", key)[0] == 405


def test_the_administrator_issues_a_key_for_one_source(hot: HotTown) -> None:
    admin = client_of(hot.actor("county", "administrator"))
    assert "市 12345" in admin.get("/desk/interfaces/").content.decode()
    until = (clock.now() + timedelta(days=30)).date().isoformat()
    fields = {"name": "12345", "owner": "市热线中心", "per_minute": 60, "until": until}
    wrong = admin.post("/desk/interfaces/issue/", {**fields, "source": "nothing"})
    right = admin.post("/desk/interfaces/issue/", {**fields, "source": "12345"})
    assert (wrong.status_code, right.status_code) == (400, 200)
    issued = right.context["issued"].key
    assert call("", issued, [ORDER])[0] == 200


def test_every_answer_is_as_the_document_says(served: str) -> None:
    key = a_key(a_hot_town().town, source="12345", per_minute=6000).key
    described: Any = schemathesis.openapi.from_url(f"{served}/open/orders/openapi.json")
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) == 3
    for operation in operations:

        @settings(
            max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def hold(case: Any) -> None:
            case.call_and_validate(checks=HELD, headers={"X-Api-Key": key})

        hold()
