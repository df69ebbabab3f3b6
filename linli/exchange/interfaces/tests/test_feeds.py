"""The feeds: what everyone may read, piece by piece, and nothing again that hasn't changed."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from linli.affairs.matters.tests.factories import ENGLISH, MORNING, Town, a_filed, left_in_chinese, page_text
from linli.exchange.interfaces import feeds
from linli.exchange.interfaces.tests.factories import CODES, open_town
from linli.exchange.interfaces.views import feeds as views

CSV = "/open/data/matters.csv"
GEOJSON = "/open/data/matters.geojson"


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


def _body(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def test_the_csv_has_the_documented_columns_and_only_public_rows(town: Town) -> None:
    filed = a_filed(town, item="t-lamp", text="=HYPERLINK(1) 电话13800001234", contact_name="王秀英")
    a_filed(town, item="t-rubbish")
    a_filed(town, item="t-lamp", is_hidden=True)
    rows = list(csv.DictReader(io.StringIO(_body(Client().get(CSV)).removeprefix("\ufeff"))))
    assert [list(row) for row in rows] == [list(feeds.COLUMNS)]
    assert rows[0]["service_request_id"] == filed.number
    assert rows[0]["community_code"] == CODES["maple"]
    assert rows[0]["description"] == "'=HYPERLINK(1) 电话***"


def test_the_geojson_is_whole_with_no_row_one_row_and_many(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "CHUNK", 2)
    assert json.loads(_body(Client().get(GEOJSON))) == {"type": "FeatureCollection", "features": []}
    numbers = {a_filed(town, item="t-lamp").number for _ in range(5)}
    found = json.loads(_body(Client().get(GEOJSON)))["features"]
    assert {each["id"] for each in found} == numbers
    assert len(found) == 5
    assert found[0]["geometry"] is None


def test_a_feed_is_narrowed_by_time_and_place(town: Town) -> None:
    a_filed(town, item="t-lamp")
    a_filed(town, item="t-lamp", place="cedar-1")

    def count(query: str) -> int:
        return len(json.loads(_body(Client().get(f"{GEOJSON}?{query}")))["features"])

    day = MORNING.date().isoformat()
    assert (count(f"jurisdiction_id={CODES['cedar']}"), count(f"start_date={day}"), count(f"end_date={day}")) == (
        1,
        2,
        0,
    )
    assert Client().get(f"{CSV}?jurisdiction_id=1").status_code == 404
    assert Client().get(f"{CSV}?start_date=x").status_code == 400


def test_nothing_is_sent_again_until_something_happens(town: Town) -> None:
    a_filed(town, item="t-lamp")
    first = Client().get(CSV)
    _body(first)
    headers = {"If-None-Match": first["ETag"]}
    assert Client().get(CSV, headers=headers).status_code == 304
    assert Client().get(CSV, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    a_filed(town, MORNING.replace(hour=5), item="t-lamp")
    again = Client().get(CSV, headers=headers)
    assert again.status_code == 200
    _body(again)


def test_the_page_explains_it_in_both_languages(town: Town) -> None:
    page = page_text(Client().get("/open/data/"))
    for words in ("开放数据和接口", "requests.json", "service_request_id", "路灯"):
        assert words in page
    text = page_text(Client().get("/open/data/", headers=ENGLISH))
    assert left_in_chinese(text) <= {"测试领域"}
