"""One matter at the desk: who may open it, what it offers, what is refused in place, and the sheets."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from linli.affairs.matters import actions
from linli.affairs.matters.queries import Matter
from linli.affairs.matters.tests.desk import read, send, statements, words
from linli.affairs.matters.tests.factories import Town, a_filed, a_matter, a_town, stored
from linli.base.files import public as files
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.tests.factories import resident as themselves

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def page_of(matter_id: UUID) -> str:
    return reverse("matters:desk_matter", args=[matter_id])


def do(actor: Actor, matter_id: UUID, move: str, **fields: Any) -> Any:
    """One move, by its form."""
    return send(actor, reverse("matters:move", args=[matter_id, move]), **fields)


def moved(actor: Actor, matter_id: UUID, *verbs: str) -> Matter:
    """The matter after some moves made elsewhere."""
    with walls.acting(actor):
        for verb in verbs:
            words = {"note": "办好了。"} if verb == "answer" else {}
            getattr(actions, verb)(matter_id=matter_id, actor=actor, now=clock.now(), **words)
    return stored(matter_id)


ADDRESSES = ["", "same-phone/", "sheet/assign/", "sheet/reply/"]


@pytest.mark.parametrize("rest", ADDRESSES)
def test_the_wrong_people_see_nothing_of_a_matter(town: Town, rest: str) -> None:
    address = f"{page_of(a_matter(town))}{rest}"
    assert Client().get(address).status_code == 302
    assert read(themselves(None), address).status_code == 403
    assert read(town.actor("county", "administrator"), address).status_code == 403
    assert read(town.actor("west", "street_clerk"), address).status_code == 404


@pytest.mark.parametrize("rest", ADDRESSES)
def test_the_holder_reads_every_page_of_it(town: Town, worker: Actor, rest: str) -> None:
    assert read(worker, f"{page_of(a_matter(town))}{rest}").status_code == 200


def test_moves_are_shown_with_their_consequence_and_only_those_open_now(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    page = words(read(worker, page_of(matter_id)))
    assert "签收后由您负责，答复时限开始计算。" in page
    assert reverse("matters:move", args=[matter_id, "answer"]) not in page
    street = words(read(town.actor("east", "street_clerk"), page_of(matter_id)))
    assert reverse("matters:move", args=[matter_id, "sign"]) not in street
    assert reverse("matters:move", args=[matter_id, "assign_down"]) in street


def test_a_matter_costs_no_more_than_fourteen_statements(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    a_matter(town)
    moved(worker, matter_id, "sign")
    statements(worker, page_of(matter_id))
    asked = statements(worker, page_of(matter_id))
    assert len(asked) <= 14, "\n".join(asked)


def test_signing_leads_back_to_the_matter_and_to_the_list_it_came_from(town: Town, worker: Actor) -> None:
    first, second = a_matter(town), a_matter(town)
    assert do(worker, first, "sign")["Location"] == f"{page_of(first)}?moved=sign"
    back = do(worker, second, "sign", back="/desk/?box=area&open=1")["Location"]
    assert back == f"/desk/?box=area&open={second}&moved=sign"
    third = a_matter(town)
    assert do(worker, third, "sign", back="https://example.org/desk/")["Location"].startswith("/desk/matters/")


def test_a_move_that_came_too_late_is_refused_in_place_and_the_words_stay(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    moved(worker, matter_id, "sign", "answer", "close")
    answer = do(worker, matter_id, "answer", note="换好了灯泡，请您看看。")
    assert answer.status_code == 409
    assert "已办结" in words(answer)
    assert "换好了灯泡，请您看看。" in words(answer)


def test_a_note_that_is_missing_or_has_blanks_keeps_the_form_open(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    assert do(worker, matter_id, "return", note=" ").status_code == 400
    answer = do(worker, matter_id, "return", note="地点在【地址】，不在本辖区。")
    assert (answer.status_code, "地点在【地址】，不在本辖区。" in words(answer)) == (400, True)
    assert stored(matter_id).state == "filed"


def test_a_template_is_picked_without_scripts(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    page = words(read(worker, f"{page_of(matter_id)}?do=return&template=return-wrong-place"))
    assert f"{stored(matter_id).number} 地点在【地址】" in page.split('id="note-return"')[1]


def test_handing_over_without_a_receiver_is_refused_and_with_one_is_done(town: Town) -> None:
    matter_id = a_matter(town)
    street = town.actor("east", "street_clerk")
    post = town.posts["maple", "community_secretary"]
    opened = words(read(street, f"{page_of(matter_id)}?do=assign_down"))
    assert str(post.id) in opened
    refused = do(street, matter_id, "assign_down", note="请核实。")
    assert (refused.status_code, "请核实。" in words(refused)) == (409, True)
    assert do(street, matter_id, "assign_down", note="请核实。", to_post=post.id).status_code == 302
    assert stored(matter_id).holder_post_id == post.id


def test_an_answer_takes_photos_and_the_timeline_shows_them(
    town: Town, worker: Actor, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    matter_id = a_matter(town)
    moved(worker, matter_id, "sign")
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "JPEG")
    photo = SimpleUploadedFile("done.jpg", picture.getvalue(), "image/jpeg")
    assert do(worker, matter_id, "answer", note="清运完了。", photos=photo).status_code == 302
    with walls.acting(worker):
        [stored_photo] = files.files_of([matter_id])
    assert reverse("files:show", args=[stored_photo.id]) in words(read(worker, page_of(matter_id)))
    broken = SimpleUploadedFile("no.jpg", b"PK\x03\x04", "image/jpeg")
    other = a_matter(town)
    moved(worker, other, "sign")
    refused = do(worker, other, "answer", note="还没有发出的话。", photos=broken)
    assert (refused.status_code, "还没有发出的话。" in words(refused)) == (400, True)


def test_a_rating_entered_by_staff_is_marked_as_such(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    moved(worker, matter_id, "sign", "answer", "close")
    clerk = town.actor("maple", "community_clerk")
    assert do(clerk, matter_id, "rate", note="电话里说的。").status_code == 409
    assert do(clerk, matter_id, "rate", rating=4, is_solved="on", note="电话里说的。").status_code == 302
    assert stored(matter_id).rated_by == "staff"
    assert "工作人员代录" in words(read(clerk, page_of(matter_id)))
    assert reverse("matters:move", args=[matter_id, "rate"]) not in words(read(clerk, page_of(matter_id)))


def test_whoever_asked_to_be_hidden_is_hidden_from_the_holder_too(town: Town, worker: Actor) -> None:
    hidden = a_filed(town, now=clock.now(), is_hidden=True, contact_name="王秀英")
    open_one = a_filed(town, now=clock.now(), contact_name="李雷", text="同一个电话的另一件。")
    page = words(read(worker, page_of(hidden.id)))
    assert "居民要求不公开身份" in page
    assert ("王秀英" in page, "19900001234" in page) == (False, False)
    assert "同一个电话的另一件。" not in words(read(worker, f"{page_of(hidden.id)}same-phone/"))
    assert "三号楼东侧" not in words(read(worker, f"{page_of(open_one.id)}same-phone/"))


def test_the_phone_is_whole_for_the_holder_and_masked_for_others(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    assert "19900001234" in words(read(worker, page_of(matter_id)))
    assert "19900001234" not in words(read(town.actor("east", "street_clerk"), page_of(matter_id)))


def test_what_else_came_from_the_phone_is_found(town: Town, worker: Actor) -> None:
    a_filed(town, now=clock.now(), text="上个月的另一件。")
    matter_id = a_matter(town)
    address = f"{page_of(matter_id)}same-phone/"
    assert "上个月的另一件。" in words(read(worker, address))
    assert "<html" not in words(read(worker, address, headers={"HX-Request": "true"}))


def test_the_pane_gets_the_body_alone_and_keeps_the_lists_address(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?box=area"}
    response = read(worker, page_of(matter_id), headers=headers)
    assert "<html" not in words(response)
    assert response["HX-Push-Url"] == f"/desk/?box=area&open={matter_id}"
    assert "HX-Push-Url" not in read(worker, f"{page_of(matter_id)}?first=1", headers=headers)


def test_what_to_do_now_depends_on_the_state_and_the_clock(town: Town, worker: Actor) -> None:
    late = a_filed(town, now=clock.now() - timedelta(days=9))
    assert "签收已经超时" in words(read(worker, page_of(late.id)))
    fresh = a_filed(town, now=clock.now())
    assert "先签收；不归您办的，退回并说明。" in words(read(worker, page_of(fresh.id)))
    assert "现在由maple-1 grid_worker负责。" in words(read(town.actor("east", "street_clerk"), page_of(fresh.id)))


def test_the_form_of_a_move_is_fetched_when_it_is_opened(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    address, asked = (
        f"{page_of(matter_id)}transfer/",
        {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/"},
    )
    page = words(read(worker, page_of(matter_id)))
    assert f'hx-get="{address}"' in page
    assert f'action="{address}"' not in page
    opened = words(read(worker, f"{page_of(matter_id)}?do=transfer"))
    fetched = words(read(worker, address, headers=asked))
    for said in (f'action="{address}"', 'name="to_post"', 'name="note"'):
        assert said in opened, said
        assert said in fetched, said
    assert 'name="back" value="/desk/' in fetched
    assert read(worker, f"{page_of(matter_id)}answer/", headers=asked).status_code == 404
    assert read(themselves(None), address, headers=asked).status_code == 403
    assert read(town.actor("west", "street_clerk"), address, headers=asked).status_code == 404


def test_unknown_moves_and_sheets_are_not_there(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    assert do(worker, matter_id, "withdraw").status_code == 404
    assert do(worker, matter_id, "dance").status_code == 404
    assert read(worker, f"{page_of(matter_id)}sheet/other/").status_code == 404
    assert read(worker, f"{page_of(matter_id)}sign/")["Location"] == f"{page_of(matter_id)}?do=sign"


def test_the_sheets_say_who_what_and_until_when(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    with walls.acting(town.actor("east", "street_clerk")) as street:
        actions.assign_down(
            matter_id=matter_id,
            to_post_id=town.posts["maple", "community_secretary"].id,
            note="请今天到现场。",
            actor=street,
            now=clock.now(),
        )
    secretary = town.actor("maple", "community_secretary")
    assignment = words(read(secretary, f"{page_of(matter_id)}sheet/assign/"))
    assert all(part in assignment for part in (stored(matter_id).number, "请今天到现场。", "maple community_secretary"))
    assert "还没有答复。" in words(read(secretary, f"{page_of(matter_id)}sheet/reply/"))
    moved(secretary, matter_id, "sign", "answer")
    assert "办好了。" in words(read(secretary, f"{page_of(matter_id)}sheet/reply/"))
