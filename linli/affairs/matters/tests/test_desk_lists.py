"""The inbox, its filters, and moves over several matters: who may see them, what they cost, what is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from linli.affairs.matters import actions
from linli.affairs.matters.tests.desk import read, send, statements, words
from linli.affairs.matters.tests.factories import Town, a_filed, a_matter, a_town, stored
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.tests.factories import resident as themselves

pytestmark = pytest.mark.django_db
INBOX = "/desk/"


@pytest.fixture
def town() -> Town:
    return a_town()


def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    response = Client().get(INBOX)
    assert (response.status_code, response["Location"]) == (302, "/accounts/sign-in/?next=%2Fdesk%2F")


def test_a_resident_has_no_desk_and_an_administrator_begins_elsewhere(town: Town) -> None:
    administrator = town.actor("county", "administrator")
    assert read(themselves(None), INBOX).status_code == 403
    assert read(administrator, INBOX)["Location"] == "/desk/search/"
    for place, role in (("east", "police_officer"), ("maple", "mediator"), ("county", "county_mediator")):
        assert read(town.actor(place, role), INBOX)["Location"] == "/desk/mediation/", role
    for actor in (themselves(None), administrator):
        assert send(actor, "/desk/bulk/", move="sign").status_code == 403


def test_the_inbox_holds_what_the_post_holds_and_nothing_else(town: Town) -> None:
    now = clock.now()
    mine = a_filed(town, now=now, text="一片区的路灯不亮。")
    a_filed(town, now=now, place="cedar-1", text="别的社区的事。")
    page = words(read(worker(town), INBOX))
    assert "一片区的路灯不亮。" in page
    assert f"/desk/matters/{mine.id}/" in page
    assert "别的社区的事。" not in page


def test_an_empty_inbox_teaches(town: Town) -> None:
    assert "都办完了" in words(read(worker(town), INBOX))


def test_rows_burn_in_order_and_say_so(town: Town) -> None:
    now = clock.now()
    a_filed(town, now=now, text="刚来的。")
    a_filed(town, now=now - timedelta(days=9), text="拖了很久的。")
    page = words(read(worker(town), INBOX))
    assert page.index("拖了很久的。") < page.index("刚来的。")
    assert "超时" in words(read(worker(town), f"{INBOX}?clock=overdue"))
    assert "刚来的。" not in words(read(worker(town), f"{INBOX}?clock=overdue"))


@pytest.mark.parametrize(
    "query",
    [
        "box=body", "box=area", "state=waiting", "state=any&rating_below=3", "clock=soon", "urgency=urgent", "channel=phone",
        "item=t-rubbish", "place=maple", "place=nowhere", "q=2026", "page=3", "page=x&state=x&box=x&clock=x", "rating_below=x",
        "filed_from=2026-02-30", "open=nonsense",
    ],
)  # fmt: skip
def test_every_filter_is_an_address(town: Town, query: str) -> None:
    a_filed(town, now=clock.now())
    assert read(worker(town), f"{INBOX}?{query}").status_code == 200


def test_an_item_is_narrowed_to_by_its_name_or_its_code(town: Town) -> None:
    a_filed(town, now=clock.now(), text="楼道里堆了垃圾。")
    for asked, is_found in (("t-rubbish", True), ("垃圾成堆", True), ("t-repair", False)):
        page = words(read(worker(town), f"{INBOX}?item={asked}"))
        assert ("楼道里堆了垃圾。" in page) is is_found, asked
    unknown = words(read(worker(town), f"{INBOX}?item=qqqq"))
    assert "没有找到这个事项" in unknown
    assert "楼道里堆了垃圾。" in unknown


def test_items_are_suggested_while_typing_to_those_who_handle_matters(town: Town) -> None:
    answer = read(worker(town), f"{INBOX}items/?q=垃圾成堆")
    assert "data-fill" in answer.content.decode()
    assert "t-rubbish" in words(answer)
    assert Client().get(f"{INBOX}items/?q=垃圾成堆").status_code == 302


def test_a_number_or_a_phone_finds_its_matter_in_the_whole_area(town: Town) -> None:
    filed = a_filed(town, now=clock.now(), text="手机号能找到。")
    secretary = town.actor("maple", "community_secretary")
    assert "手机号能找到。" in words(read(secretary, f"{INBOX}?q={filed.number}"))
    assert "手机号能找到。" in words(read(secretary, f"{INBOX}?q=19900001234"))
    assert "手机号能找到。" not in words(read(town.actor("cedar", "community_secretary"), f"{INBOX}?q={filed.number}"))


def test_the_list_costs_the_same_for_one_row_and_for_three(town: Town) -> None:
    a_filed(town, now=clock.now())
    statements(worker(town), INBOX)
    one = statements(worker(town), INBOX)
    a_filed(town, now=clock.now())
    a_filed(town, now=clock.now())
    three = statements(worker(town), INBOX)
    assert len(one) == len(three)
    assert len(three) <= 8, "\n".join(three)


def test_a_matter_opens_beside_its_list_without_scripts(town: Town) -> None:
    filed = a_filed(town, now=clock.now(), text="并排看。")
    page = words(read(worker(town), f"{INBOX}?open={filed.id}"))
    assert 'data-showing="detail"' in page
    assert f'data-matter="{filed.id}"' in page
    elsewhere = words(read(town.actor("cedar-1", "grid_worker"), f"{INBOX}?open={filed.id}"))
    assert "并排看。" not in elsewhere


def test_several_are_signed_at_once_and_each_is_told(town: Town) -> None:
    first, second = a_matter(town), a_matter(town)
    with walls.acting(worker(town)):
        actions.sign(matter_id=second, actor=worker(town), now=clock.now())
    answer = send(worker(town), reverse("matters:bulk"), move="sign", picked=[first, second])
    assert [(each.matter_id, each.is_done) for each in answer.context["outcomes"]] == [(first, True), (second, False)]
    assert stored(first).state == "signed"
    assert "已签收" in words(answer)


def test_a_stranger_signs_nothing_and_is_told_so(town: Town) -> None:
    matter_id = a_matter(town)
    answer = send(town.actor("west", "street_clerk"), reverse("matters:bulk"), move="sign", picked=[matter_id])
    assert [each.is_done for each in answer.context["outcomes"]] == [False]
    assert stored(matter_id).state == "filed"


def test_handing_several_over_asks_to_whom_and_why_then_tells_each(town: Town) -> None:
    matter_ids = [a_matter(town), a_matter(town)]
    secretary = town.actor("maple", "community_secretary")
    other = town.posts["maple", "community_clerk"]
    address = reverse("matters:bulk")
    asked = send(secretary, address, move="transfer", picked=matter_ids)
    assert (asked.status_code, str(other.id) in words(asked)) == (200, True)
    again = send(secretary, address, move="transfer", picked=matter_ids, to_post="", note="请服务大厅办理。")
    assert (again.status_code, "请服务大厅办理。" in words(again)) == (400, True)
    done = send(secretary, address, move="transfer", picked=matter_ids, to_post=other.id, note="请服务大厅办理。")
    assert done.context["done"] == 2
    assert {stored(matter_id).holder_post_id for matter_id in matter_ids} == {other.id}


def test_nothing_picked_or_an_unknown_move_leads_back_to_the_list(town: Town) -> None:
    for fields in ({"move": "sign"}, {"move": "rate", "picked": [uuid4()]}, {"move": "sign", "picked": ["x"]}):
        answer = send(worker(town), reverse("matters:bulk"), back="https://example.org/", **fields)
        assert (answer.status_code, answer["Location"]) == (302, INBOX)
