"""Asking on a phone: what, where, how it is; whatever is refused, nothing typed is lost."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from linli.affairs.matters.models import Contact, Matter
from linli.affairs.matters.tests.factories import Town, a_town, an_item
from linli.affairs.matters.tests.pages import ENGLISH, left_in_chinese, read
from linli.base.accounts.tests.factories import client_of
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.base.kit.tests.factories import resident
from linli.registers.places.tests.factories import landmark

pytestmark = pytest.mark.django_db
ASK = "/ask/"
WORDS = "三号楼东侧垃圾三天没有清运。"


@pytest.fixture
def town() -> Town:
    town = a_town()
    landmark(town.places["maple-1"], "和平里小区")
    return town


def a_photo(name: str = "a.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#789").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def a_form(town: Town, **changes: Any) -> dict[str, Any]:
    given = {"item": "t-rubbish", "place": town.places["maple-1"].id, "form_token": uuid4(), "text": WORDS}
    return {**given, **changes}


def stored() -> list[Matter]:
    with walls.acting(Actor.system("test")):
        return list(Matter.objects.order_by("filed_at"))


def test_the_first_question_is_what_and_finds_items_by_what_people_say(town: Town) -> None:
    an_item("t-lamp", name="路灯不亮", keywords=["灯坏了"])
    assert 'href="/ask/?field=t-field"' in read(Client().get(ASK))
    assert 'href="/ask/?item=t-lamp"' in read(Client().get(ASK, {"q": "楼下灯坏了好几天"}))
    assert 'href="/ask/?item=t-lamp"' in read(Client().get(ASK, {"field": "t-field"}))
    assert "t-lamp" in Client().get(reverse("matters:suggest_items"), {"q": "路灯"}).content.decode()


def test_what_only_staff_file_is_not_offered(town: Town) -> None:
    assert "t-visit" not in read(Client().get(ASK, {"field": "t-field"}))
    assert "工作人员登记" in read(Client().get(ASK, {"item": "t-visit"}))


def test_the_second_question_is_where_and_finds_an_estate(town: Town) -> None:
    asked = read(Client().get(ASK, {"item": "t-rubbish", "where": "1", "q": "和平里"}))
    onward = f"/ask/?item=t-rubbish&amp;place={town.places['maple-1'].id}"
    assert onward in asked
    suggested = Client().get(reverse("matters:suggest_places"), {"q": "和平里", "item": "t-rubbish"}).content.decode()
    assert onward in suggested


def test_a_remembered_place_is_not_asked_again(town: Town) -> None:
    client = Client()
    client.cookies["linli_place"] = str(town.places["maple"].id)
    asked = read(client.get(ASK, {"item": "t-rubbish"}))
    assert f'name="place" value="{town.places["maple"].id}"' in re.sub(r"\s+", " ", asked)
    assert "maple-2" in asked


def test_a_request_gets_a_receipt_whose_code_is_in_no_address(town: Town) -> None:
    client = Client()
    answer = client.post(ASK, a_form(town, photos=[a_photo(), a_photo("b.jpg")], phone="138 0000 1234", spot="东门"))
    matter = stored()[0]
    assert (answer.status_code, answer["Location"]) == (302, f"/track/{matter.number}/receipt/")
    receipt = read(client.get(answer["Location"]))
    code = re.search(r"<dd>([A-Z2-7]{6})</dd>", receipt)
    assert matter.number in receipt
    assert code is not None
    assert "<svg" in receipt
    assert code.group(1) not in answer["Location"]
    with walls.acting(Actor.system("test")):
        contact = Contact.objects.get(matter_id=matter.id)
        assert contact.phone_sealed is not None
        assert unseal(contact.phone_sealed) == "13800001234"
        assert len(files.files_of([matter.id])) == 2
    assert (matter.account_id, matter.channel, matter.spot) == (None, "portal", "东门")


def test_the_same_form_sent_twice_makes_one_matter_and_shows_one_receipt(town: Town) -> None:
    client, form = Client(), a_form(town)
    first, second = client.post(ASK, form), client.post(ASK, form)
    assert first["Location"] == second["Location"]
    assert len(stored()) == 1


def test_a_signed_in_resident_files_as_themselves(town: Town) -> None:
    actor = resident(None)
    client_of(actor).post(ASK, a_form(town))
    assert stored()[0].account_id == actor.account_id


def test_a_chosen_grid_takes_the_place_of_the_community(town: Town) -> None:
    Client().post(ASK, a_form(town, place=town.places["maple"].id, grid=town.places["maple-2"].id))
    assert stored()[0].place_id == town.places["maple-2"].id


def test_a_complaint_passes_the_body_it_is_about(town: Town) -> None:
    body = town.bodies["maple"]
    asked = read(Client().get(ASK, {"item": "t-complaint", "place": str(town.places["maple"].id)}))
    assert str(body.id) in asked
    Client().post(ASK, a_form(town, item="t-complaint", about_body=body.id, is_hidden="on"))
    matter = stored()[0]
    assert (matter.about_body_id, matter.holder_body_id == body.id) == (body.id, False)


def test_a_barred_item_says_where_to_go_instead(town: Town) -> None:
    assert "请到户籍派出所办理。" in read(Client().get(ASK, {"item": "t-certificate"}))
    answer = Client().post(ASK, a_form(town, item="t-certificate"))
    assert (answer.status_code, stored()) == (409, [])


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "twelve photos": ({"photos": [a_photo(f"{n}.jpg") for n in range(12)]}, 400, "一次最多上传 9 张照片"),
    "a zip": ({"photos": [SimpleUploadedFile("zip.jpg", b"PK\x03\x04" + b"0" * 99)]}, 400, "不是照片"),
    "100 kB of text": ({"text": WORDS + "长" * 33_000}, 400, "最多 4000 个字"),
    "no text": ({"text": ""}, 400, "请用一两句话写清楚"),
    "no phone number": ({"phone": "12"}, 400, "电话号码不对"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_form_keeps_what_was_typed(town: Town, case: str) -> None:
    changes, status, said = REFUSED[case]
    form = a_form(town, spot="西门菜市场旁", name="王秀英", **changes)
    answer = Client().post(ASK, form)
    text = read(answer)
    assert (answer.status_code, said in text, stored()) == (status, True, [])
    assert "西门菜市场旁" in text
    assert "王秀英" in text
    assert str(form["form_token"]) in text
    assert form["text"] in text


@pytest.mark.parametrize("place", ["", "nowhere", "00000000-0000-7000-8000-000000000001"])
def test_a_place_outside_the_tree_is_asked_for_again(town: Town, place: str) -> None:
    answer = Client().post(ASK, a_form(town, place=place))
    assert (answer.status_code, "没有找到这个地点" in read(answer), stored()) == (400, True, [])


def test_an_unknown_item_leads_back_to_the_list(town: Town) -> None:
    answer = Client().post(ASK, a_form(town, item="t-nothing"))
    assert (answer.status_code, "没有这个服务事项" in read(answer)) == (404, True)


def test_an_items_own_questions_are_asked_and_kept(town: Town) -> None:
    choices = [{"value": "bulky", "label_zh": "大件", "label_en": "Bulky"}]
    wanted = {"name": "kind", "label_zh": "是什么垃圾", "label_en": "What kind", "kind": "choice", "required": True}
    an_item("t-kinds", fields=[{**wanted, "choices": choices}], photo_required=True)
    missing = Client().post(ASK, a_form(town, item="t-kinds"))
    text = read(missing)
    assert (missing.status_code, "请选一项。" in text, "这一项要有现场照片" in text) == (400, True, True)
    Client().post(ASK, a_form(town, item="t-kinds", q_kind="bulky", photos=[a_photo()]))
    assert stored()[0].fields == {"kind": "bulky"}


def test_filing_takes_at_most_fifteen_statements(town: Town) -> None:
    Client().post(ASK, a_form(town))
    with CaptureQueriesContext(connection) as captured:
        answer = Client().post(ASK, a_form(town))
    assert answer.status_code == 302
    assert len(captured) <= 15


def test_too_many_requests_from_one_address_are_held_back(town: Town) -> None:
    client = Client()
    statuses = [client.post(ASK, a_form(town, text="")).status_code for _ in range(61)]
    assert (set(statuses[:60]), statuses[60]) == ({400}, 429)


def test_the_pages_of_asking_are_english_for_english_readers(town: Town) -> None:
    client = Client(headers=ENGLISH)
    at = {"place": str(town.places["maple"].id)}
    queries: list[dict[str, str]] = [{}, {"item": "t-rubbish"}, {"item": "t-visit"}, {"q": "nothing like it"}]
    queries += [{"item": "t-burst", **at}, {"item": "t-complaint", **at}]
    queries += [{"item": "t-rubbish", "where": "1", "q": "nowhere"}]
    for query in queries:
        assert left_in_chinese(read(client.get(ASK, query))) == set(), query
    refused = client.post(ASK, a_form(town, text="", phone="1"))
    assert left_in_chinese(read(refused)) == set()
    filed = client.post(ASK, a_form(town, text="Rubbish"))
    assert left_in_chinese(read(client.get(filed["Location"]))) == set()
