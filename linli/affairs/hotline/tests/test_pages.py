"""The hotline's pages: who may, what they show, what a form does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.affairs.hotline import actions, queries
from linli.affairs.hotline.models import Batch, Order
from linli.affairs.hotline.tests.factories import (
    HOUR,
    HotTown,
    a_file,
    a_hot_town,
    an_order,
    arrive,
    move,
    stored,
)
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import ENGLISH, MORNING, left_in_chinese, page_text, read, statements
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.registers.places.tests.factories import acting_at, place

pytestmark = pytest.mark.django_db
HOME = "/desk/hotline/"
PAGES = ["", "import/", "codes/", "replies/", "sources/", "sources/new/", "figures/", "figures/signed/counted/"]


@pytest.fixture
def hot() -> HotTown:
    return a_hot_town()


def post(actor: Actor, address: str, **fields: Any) -> Any:
    return client_of(actor).post(f"{HOME}{address}", fields)


def an_upload(content: bytes, name: str = "今天.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def of_order(number: str = "QH001", act: str = "") -> str:
    return f"orders/{stored(number).id}/" + (f"{act}/" if act else "")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_the_hotlines_desk_alone(hot: HotTown, page: str) -> None:
    assert Client().get(HOME + page).status_code == 302
    for at, role in (("maple", "community_secretary"), ("east", "street_clerk"), ("county", "county_leader")):
        assert read(hot.actor(at, role), HOME + page).status_code == 403
    assert read(hot.clerk, HOME + page).status_code == 200


def test_orders_and_files_of_another_county_are_not_found(hot: HotTown) -> None:
    arrive(hot, an_order())
    with walls.acting(hot.clerk):
        batch = actions.examine(
            source_id=hot.source.id, content=a_file([an_order("X")]), file_name="", actor=hot.clerk, now=MORNING
        )
    stranger = acting_at(place(Level.COUNTY, hot.town.places["city"]), "county_hotline", "hotline", "matters")
    for page in (of_order(), f"import/{batch.id}/", f"import/{batch.id}/bad/", f"sources/{hot.source.id}/"):
        assert read(stranger, HOME + page).status_code == 404
    for act in ("item", "place", "return", "keep", "join", "apart", "send"):
        fields = {"item": "t-rubbish", "place": hot.source.place_id, "reason": "a", "basis": "b", "note": "c"}
        assert post(stranger, of_order(act=act), **fields).status_code == 404


def test_a_file_goes_through_examination_into_the_inbox(hot: HotTown) -> None:
    file = a_file([an_order(), an_order("QH002", item_code="0909", phone=""), an_order("QH003", address="", phone="")])
    response = post(hot.clerk, "import/", source=hot.source.id, file=an_upload(file))
    assert response.status_code == 302
    examined = page_text(client_of(hot.clerk).get(response["Location"]))
    assert "导入这 3 件" in examined
    taken = client_of(hot.clerk).post(response["Location"])
    assert taken.status_code == 302
    assert [stored(f"QH00{n}").state for n in (1, 2, 3)] == ["sent", "item", "place"]
    inbox = page_text(read(hot.clerk, HOME))
    assert "QH002" in inbox
    assert "QH003" not in inbox
    assert "QH003" in page_text(read(hot.clerk, f"{HOME}?box=place"))
    assert "QH001" in page_text(read(hot.clerk, f"{HOME}?q=QH001"))


def test_bad_rows_are_said_and_downloaded_in_the_form_they_came_in(hot: HotTown) -> None:
    file = a_file([an_order(), an_order("QH002")], "csv").replace(b"QH002", b"")
    response = post(hot.clerk, "import/", source=hot.source.id, file=an_upload(file, "a.csv"))
    examined = page_text(client_of(hot.clerk).get(response["Location"]))
    assert "有 1 行读不了" in examined
    assert "先导入没有问题的 1 件" in examined
    back = client_of(hot.clerk).get(response["Location"] + "bad/")
    assert "没有填" in back.content.decode("utf-8-sig")
    assert "attachment" in back["Content-Disposition"]


@pytest.mark.parametrize(("content", "status"), [(b"\x00", 422), ("姓名\n甲\n".encode(), 422), (b"", 400)])
def test_what_is_no_file_of_orders_is_refused_in_place(hot: HotTown, content: bytes, status: int) -> None:
    response = post(hot.clerk, "import/", source=hot.source.id, file=an_upload(content))
    assert response.status_code == status
    page_text(response)


def test_an_order_page_shows_both_deadlines_its_rounds_and_its_matter(hot: HotTown) -> None:
    arrive(hot, an_order())
    move(hot, matters.decline, stored().matter_id, "maple-1", "grid_worker", clock.now(), note="不归社区")
    for days, status in ((9, 409), (0, 400)):
        with walls.acting(Actor.system("test")):
            Order.objects.update(round_at=clock.now() - timedelta(days=days))
        basis = "令 12 号" if days else ""
        assert post(hot.clerk, of_order(act="return"), reason="不在本区", basis=basis).status_code == status
    assert post(hot.clerk, of_order(act="return"), reason="不在本区", basis="令 12 号").status_code == 302
    arrive(hot, an_order(is_again=True, content="属你区"), now=clock.now())
    text = page_text(read(hot.clerk, HOME + of_order()))
    for said in ("第 1 轮", "第 2 轮", "热线再次派来", stored().matter_number, "我们的办结时限", "王**", "139****1234"):
        assert said in text
    assert "王秀英" not in text


def test_item_and_place_are_chosen_on_the_order_page(hot: HotTown) -> None:
    arrive(hot, an_order(item_code="", item_name="", address="长青路"))
    page = page_text(read(hot.clerk, HOME + of_order()))
    assert "这是什么事" in page
    assert post(hot.clerk, of_order(act="item"), item="nothing").status_code == 400
    assert post(hot.clerk, of_order(act="item"), item="t-rubbish").status_code == 302
    assert "cedar-1" in page_text(read(hot.clerk, HOME + of_order()))
    assert "cedar-1" in page_text(read(hot.clerk, HOME + of_order() + "?place=雪松"))
    assert post(hot.clerk, of_order(act="place"), place=hot.source.place_id).status_code == 400
    assert post(hot.clerk, of_order(act="place"), place=hot.town.places["cedar-1"].id).status_code == 302
    assert stored().state == "sent"
    assert post(hot.clerk, of_order(act="place"), place=hot.town.places["cedar-1"].id).status_code == 409
    assert post(hot.clerk, of_order(act="nothing")).status_code == 404


def test_twins_are_shown_beside_each_other_and_joined(hot: HotTown) -> None:
    arrive(hot, an_order(), an_order("QH002", content="又是垃圾。"))
    text = page_text(read(hot.clerk, HOME + of_order("QH002")))
    assert "是同一件，并入" in text
    assert post(hot.clerk, of_order("QH002", "join")).status_code == 302
    assert stored("QH002").matter_id == stored().matter_id


def test_a_code_is_mapped_on_its_page_and_what_waited_goes_on(hot: HotTown) -> None:
    arrive(hot, an_order(item_code="0909", item_name="路灯"))
    assert "还没有对应" in page_text(read(hot.clerk, f"{HOME}codes/"))
    address = f"codes/{hot.source.id}/"
    assert "路灯" in page_text(read(hot.clerk, f"{HOME}{address}?code=0909"))
    assert read(hot.clerk, f"{HOME}{address}?code=1").status_code == 404
    assert post(hot.clerk, address, code="0909", item="").status_code == 400
    assert post(hot.clerk, address, code="0909", item="t-burst").status_code == 302
    assert stored().state == "sent"


def test_a_source_is_registered_changed_and_its_columns_must_differ(hot: HotTown) -> None:
    page = client_of(hot.clerk).get(f"{HOME}sources/new/")
    fields = {bound.html_name: bound.value() for bound in page.context["form"]}
    assert post(hot.clerk, "sources/new/", **{**fields, "code": "12345", "name": "x"}).status_code == 409
    wrong = {**fields, "code": "mayor", "name": "市长信箱", "columns.content": "工单编号"}
    assert post(hot.clerk, "sources/new/", **wrong).status_code == 400
    assert post(hot.clerk, "sources/new/", **{**fields, "code": "m", "name": "m", "zone": "Mars"}).status_code == 400
    right = {**wrong, "columns.content": "来信内容、正文"}
    assert post(hot.clerk, "sources/new/", **right).status_code == 302
    with walls.acting(hot.clerk):
        made = queries.source_of_code("mayor", hot.source.county_id)
    assert made.profile["columns"]["content"] == ["来信内容", "正文"]
    text = page_text(read(hot.clerk, f"{HOME}sources/{made.id}/"))
    assert "来信内容、正文" in text
    assert post(hot.clerk, f"sources/{made.id}/", **{**right, "name": "市长热线"}).status_code == 302


def test_replies_are_downloaded_downloaded_again_and_judged(hot: HotTown) -> None:
    arrive(hot, an_order())
    move(hot, matters.sign, stored().matter_id, "maple-1", "grid_worker", MORNING + HOUR)
    assert "1 件" in page_text(read(hot.clerk, f"{HOME}replies/"))
    first = post(hot.clerk, "replies/export/", source=hot.source.id, form="json")
    assert first["Content-Type"] == "application/json"
    assert post(hot.clerk, "replies/export/", source=hot.source.id, form="json").status_code == 409
    with walls.acting(hot.clerk):
        batch = Batch.objects.get(kind="replies")
    again = read(hot.clerk, f"{HOME}replies/{batch.id}/json/")
    assert again.content == first.content
    assert read(hot.clerk, f"{HOME}replies/{batch.id}/xlsx/").content.startswith(b"PK")
    assert read(hot.clerk, f"{HOME}replies/{batch.id}/exe/").status_code == 404
    verdicts = "工单编号,回执,回执原因\nQH001,驳回,没有联系\nX1,通过,\nQH001,驳回,\n".encode()
    judged = post(hot.clerk, "replies/verdicts/", source=hot.source.id, file=an_upload(verdicts, "v.csv"))
    text = page_text(judged)
    assert "驳回 1 件" in text
    assert "X1" in text
    assert "第 4 行" in text


def test_figures_show_numerator_and_denominator_and_open_to_their_orders(hot: HotTown) -> None:
    arrive(hot, an_order(), an_order("QH002", phone="", urged=2), now=clock.now())
    move(hot, matters.sign, stored().matter_id, "maple-1", "grid_worker", clock.now())
    text = page_text(read(hot.clerk, f"{HOME}figures/"))
    assert "50.0%" in text
    assert "QH002" in page_text(read(hot.clerk, f"{HOME}figures/repeated/kept/?days=30"))
    assert "QH002" not in page_text(read(hot.clerk, f"{HOME}figures/repeated/rest/?days=30"))
    assert read(hot.clerk, f"{HOME}figures/nothing/kept/").status_code == 404


@pytest.mark.parametrize("page", ["?box=sent", "figures/signed/counted/", "import/", "codes/"])
def test_lists_take_as_many_statements_for_three_orders_as_for_one(hot: HotTown, page: str) -> None:
    def more(number: int) -> None:
        arrive(hot, an_order(f"A{number}", phone="", item_code="0101"), now=clock.now())
        arrive(hot, an_order(f"B{number}", phone="", item_code=f"99{number}", item_name=""), now=clock.now())
        with walls.acting(hot.clerk):
            file = a_file([an_order(f"C{number}")])
            actions.examine(source_id=hot.source.id, content=file, file_name="a", actor=hot.clerk, now=clock.now())

    more(1)
    statements(hot.clerk, HOME + page)  # the name of the place is asked once a minute
    one = len(statements(hot.clerk, HOME + page))
    more(2)
    more(3)
    assert len(statements(hot.clerk, HOME + page)) == one <= 8


def test_the_order_page_takes_as_many_statements_for_a_long_history_as_for_a_short_one(hot: HotTown) -> None:
    arrive(hot, an_order())
    page = HOME + of_order()
    statements(hot.clerk, page)
    short = len(statements(hot.clerk, page))
    for n in range(1, 4):
        arrive(hot, an_order(urged=n), now=MORNING + n * HOUR)
    assert len(statements(hot.clerk, page)) == short <= 10


@pytest.mark.parametrize("page", [page for page in PAGES if "new" not in page])
def test_pages_are_english_for_english_readers_but_for_a_platforms_own_words(hot: HotTown, page: str) -> None:
    assert left_in_chinese(page_text(client_of(hot.clerk).get(HOME + page, headers=ENGLISH))) <= {"市"}


def test_an_unknown_order_is_not_found(hot: HotTown) -> None:
    assert read(hot.clerk, f"{HOME}orders/{UUID(int=1)}/").status_code == 404
