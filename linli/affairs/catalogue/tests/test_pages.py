"""The list of services for everyone, and the desk that keeps it."""

import re
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.affairs.catalogue import queries
from linli.affairs.catalogue.tests.factories import an_item
from linli.base.accounts.tests.factories import client_of
from linli.base.kit.actor import Actor, Level
from linli.base.kit.tests.factories import Area, post

pytestmark = pytest.mark.django_db
FORM = {"name": "路灯不亮", "name_en": "Street lamp out", "standing": "must", "urgency": "ordinary", "basis": "第一条"}
FORM |= {"handler_role": "grid_worker", "keywords": "灯坏了，黑灯", "materials": "照片 | A photo\n身份证"}


@pytest.fixture
def editor() -> Actor:
    return post(Area(), Level.COUNTY, "catalogue")


def read(response: Any) -> str:
    text: str = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def test_everyone_reads_the_list_and_each_item() -> None:
    an_item("t-lamp", name="路灯不亮", answer_days=2, close_days=5, materials=[{"name_zh": "照片", "name_en": "Photo"}])
    assert "field=t-field" in read(Client().get(reverse("catalogue:items")))
    assert "路灯不亮" in read(Client().get(reverse("catalogue:items"), {"field": "t-field"}))
    assert "路灯不亮" in read(Client().get(reverse("catalogue:items"), {"q": "路灯"}))
    shown = read(Client().get(reverse("catalogue:item", args=["t-lamp"])))
    assert "2 个工作日内答复" in shown
    assert "/ask/?item=t-lamp" in shown


def test_a_barred_item_says_where_to_go_and_offers_no_form() -> None:
    an_item("t-paper", standing="barred", handler_role="", go_instead="请到派出所。")
    shown = read(Client().get(reverse("catalogue:item", args=["t-paper"])))
    assert "请到派出所。" in shown
    assert "/ask/?item=t-paper" not in shown


def test_what_is_not_published_is_not_found() -> None:
    assert Client().get(reverse("catalogue:item", args=["t-nothing"])).status_code == 404


def test_every_post_reads_the_desk_and_only_editors_write(editor: Actor) -> None:
    an_item("t-lamp")
    clerk = post(Area(), Level.STREET, "matters")
    for actor, may in ((clerk, False), (editor, True)):
        client = client_of(actor)
        shelf = read(client.get(reverse("catalogue:list")))
        detail = read(client.get(reverse("catalogue:detail", args=["t-lamp"])))
        assert (reverse("catalogue:new") in shelf) is may
        assert (reverse("catalogue:withdraw", args=["t-lamp"]) in detail) is may
        for name in ("draft", "publish", "withdraw"):
            address = reverse(f"catalogue:{name}", args=["t-lamp"])
            assert (client.post(address, FORM).status_code == 403) is not may
    assert Client().get(reverse("catalogue:list")).status_code == 302


def test_the_desk_names_departments_and_not_their_codes(editor: Actor) -> None:
    an_item("t-lamp", handler_role="department_clerk", department="urban_management")
    an_item("t-own", handler_role="department_clerk", department="city_s_own")
    shown = read(client_of(editor).get(reverse("catalogue:list")))
    assert "城市管理综合行政执法局" in shown
    assert "urban_management" not in shown
    assert "city_s_own" in shown


def test_a_draft_is_compared_and_published(editor: Actor) -> None:
    an_item("t-lamp", name="路灯")
    client = client_of(editor)
    assert 'value="路灯"' in read(client.get(reverse("catalogue:draft", args=["t-lamp"])))
    client.post(reverse("catalogue:draft", args=["t-lamp"]), FORM)
    draft = queries.versions_of("t-lamp")[0]
    assert (draft.keywords, draft.materials[0]) == (["灯坏了", "黑灯"], {"name_zh": "照片", "name_en": "A photo"})
    compared = read(client.get(reverse("catalogue:detail", args=["t-lamp"])))
    assert "草稿（第 2 版）改了什么" in compared
    client.post(reverse("catalogue:publish", args=["t-lamp"]), {"version": draft.id})
    assert queries.published("t-lamp").name == "路灯不亮"


def test_an_items_questions_are_written_as_lines_and_keep_their_names(editor: Actor) -> None:
    bulky = {"value": "bulky", "label_zh": "大件", "label_en": "Bulky"}
    kind = {"name": "kind", "label_zh": "是什么", "label_en": "What", "kind": "choice", "required": True}
    an_item("t-lamp", fields=[{**kind, "choices": [bulky, {"value": "b", "label_zh": "别的", "label_en": "Other"}]}])
    client, draft = client_of(editor), reverse("catalogue:draft", args=["t-lamp"])
    line = "是什么 | What | 选一项 | 必填 | 大件=Bulky；别的=Other"
    assert line in read(client.get(draft))
    client.post(draft, FORM | {"fields": f"{line}；新的=New\n几天了 | Days | 数字"})
    first, second = queries.versions_of("t-lamp")[0].fields
    assert [choice["value"] for choice in first["choices"]] == ["bulky", "b", "c1"]
    assert (first["name"], second["name"], second["kind"], second["required"]) == ("kind", "q1", "number", False)
    for wrong, said in (("只有一个 | One | 选一项 || 甲=A", "至少要有两个选项"), ("什么 | What | 唱歌", "第 1 行")):
        answer = client.post(draft, FORM | {"fields": wrong})
        assert (answer.status_code, said in read(answer)) == (400, True)


def test_a_refused_draft_keeps_what_was_typed(editor: Actor) -> None:
    an_item("t-lamp")
    wrong = FORM | {"standing": "barred", "summary": "写了很多字"}
    answer = client_of(editor).post(reverse("catalogue:draft", args=["t-lamp"]), wrong)
    text = read(answer)
    assert (answer.status_code, "该去哪里" in text, "写了很多字" in text) == (400, True, True)


def test_a_stale_page_is_told_that_the_version_is_no_draft_any_more(editor: Actor) -> None:
    version = an_item("t-lamp")
    answer = client_of(editor).post(reverse("catalogue:publish", args=["t-lamp"]), {"version": version.id})
    assert (answer.status_code, "已经发布过" in read(answer)) == (409, True)


def test_a_new_item_wants_a_code_nobody_uses(editor: Actor) -> None:
    an_item("t-lamp")
    client, new = client_of(editor), reverse("catalogue:new")
    assert client.post(new, FORM | {"code": "Not A Code", "field": "t-field"}).status_code == 400
    assert client.post(new, FORM | {"code": "t-lamp", "field": "t-field"}).status_code == 409
    assert client.post(new, FORM | {"code": "t-new", "field": "t-field"}).status_code == 302


def test_lists_take_as_many_statements_for_three_items_as_for_one(editor: Actor) -> None:
    # Without a place of its own, for the frame asks a place's name anew with each minute.
    client, counts = client_of(replace(editor, place_id=None)), []
    for codes in (["t-1"], ["t-2", "t-3"]):
        for code in codes:
            an_item(code)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("catalogue:list"))
            client.get(reverse("catalogue:items"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


def test_pages_are_english_for_english_readers(editor: Actor) -> None:
    an_item("t-lamp", answer_days=1, close_days=2, fee="Free", basis="Article 1")
    an_item(
        "t-paper", standing="barred", handler_role="", go_instead="Police", go_instead_en="Police", basis="Article 2"
    )
    client, words = client_of(editor), {"accept-language": "en"}
    client.post(
        reverse("catalogue:draft", args=["t-lamp"]),
        FORM | {"name": "Lamp", "basis": "b", "keywords": "", "materials": ""},
    )
    client.get(reverse("catalogue:items"))
    addresses = [reverse("catalogue:items"), reverse("catalogue:items") + "?field=t-field", reverse("catalogue:new")]
    addresses += [reverse("catalogue:items") + "?q=zzz", reverse("catalogue:list") + "?q=t-"]
    addresses += [
        reverse(f"catalogue:{name}", args=[code]) for name in ("item", "detail") for code in ("t-lamp", "t-paper")
    ]
    for address in addresses:
        text = re.sub(r'placeholder="[^"]*"', "", read(client.get(address, headers=words)))
        left = set(re.findall(r"[\u3400-\u9fff]+", text)) - {"中文", "户口簿", "选项"}
        assert left == set(), address
