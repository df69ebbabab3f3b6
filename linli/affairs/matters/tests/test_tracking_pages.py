"""Tracking by number and code, and what the reporter can do there; a signed-in resident has the same pages under /my/."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.affairs.matters import actions
from linli.affairs.matters.actions import Filed
from linli.affairs.matters.models import Matter
from linli.affairs.matters.tests.factories import Town, a_filed, a_request, a_town, stored
from linli.affairs.matters.tests.pages import ENGLISH, left_in_chinese, read
from linli.affairs.matters.tests.test_asking_pages import a_photo
from linli.base.accounts.tests.factories import client_of
from linli.base.files import public as files
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.tests.factories import resident
from linli.base.notices import public as notices

pytestmark = pytest.mark.django_db
TRACK = "/track/"


@pytest.fixture
def town() -> Town:
    return a_town()


def a_recent(town: Town, **fields: Any) -> Filed:
    """A request filed just now."""
    return a_filed(town, clock.now(), **fields)


def tracker(filed: Filed, **kwargs: Any) -> Client:
    """A browser that showed number and code."""
    client = Client(**kwargs)
    answer = client.post(TRACK, {"number": filed.number, "code": filed.code.lower()})
    assert answer["Location"] == page_of(filed)
    return client


def page_of(filed: Filed) -> str:
    return reverse("matters:tracked", args=[filed.number])


def handled(town: Town, matter_id: UUID, *moves: str) -> None:
    """Have the grid worker make some moves."""
    worker = town.actor("maple-1", "grid_worker")
    for move in moves:
        said: dict[str, Any] = {"note": "请问是哪个单元？"} if move in ("ask", "answer", "decline", "wait") else {}
        with walls.acting(worker):
            getattr(actions, move)(matter_id=matter_id, actor=worker, now=clock.now(), **said)


def test_number_and_code_open_the_matter_and_no_address_holds_the_code(town: Town) -> None:
    filed = a_recent(town)
    text = read(tracker(filed).get(page_of(filed)))
    assert filed.number in text
    assert filed.code not in text
    assert "maple-1 grid_worker" in text


@pytest.mark.parametrize("wrong", [{"code": "AAAAAA"}, {"number": "20990101000001"}])
def test_a_wrong_pair_is_refused_without_saying_which_half_is_wrong(town: Town, wrong: dict[str, str]) -> None:
    filed = a_recent(town)
    answer = Client().post(TRACK, {"number": filed.number, "code": filed.code, **wrong})
    assert (answer.status_code, "编号或查询码不对" in read(answer)) == (404, True)


def test_guessing_codes_is_held_back(town: Town) -> None:
    client = Client()
    statuses = [client.post(TRACK, {"number": "1", "code": "A"}).status_code for _ in range(21)]
    assert (set(statuses[:20]), statuses[20]) == ({404}, 429)


def test_without_the_code_every_page_of_a_matter_asks_for_it(town: Town) -> None:
    filed, other = a_recent(town), a_recent(town)
    for client in (Client(), tracker(other)):
        for address in (page_of(filed), reverse("matters:receipt", args=[filed.number])):
            assert client.get(address)["Location"] == f"{TRACK}?number={filed.number}"
        assert client.post(page_of(filed), {"move": "withdraw"})["Location"] == f"{TRACK}?number={filed.number}"
    assert stored(filed.id).state == "filed"


def test_a_key_does_not_open_another_matter_even_by_hand(town: Town) -> None:
    filed, other = a_recent(town), a_recent(town)
    client = tracker(other)
    key = client.cookies["linli_track"].value
    client.cookies.load({"linli_track": key})
    client.cookies["linli_track"]["path"] = "/"
    assert client.get(page_of(filed)).status_code == 302


def test_photos_are_seen_by_whoever_holds_the_key_alone(town: Town) -> None:
    client = Client()
    form = {"item": "t-rubbish", "place": town.places["maple-1"].id, "form_token": UUID(int=7), "text": "垃圾"}
    number = client.post("/ask/", {**form, "photos": a_photo()})["Location"].split("/")[2]
    with walls.acting(Actor.system("test")):
        matter = Matter.objects.get(number=number)
        photo = files.files_of([matter.id])[0].id
    address = reverse("matters:tracked_photo", args=[number, photo])
    assert address in read(client.get(reverse("matters:tracked", args=[number])))
    seen = client.get(address)
    assert (seen.status_code, Client().get(address).status_code) == (200, 404)
    assert seen.getvalue()[:2] == b"\xff\xd8"
    assert Client().get(reverse("files:show", args=[photo])).status_code == 404


def test_a_question_is_answered_with_words_and_a_photo(town: Town) -> None:
    filed = a_recent(town)
    handled(town, filed.id, "sign", "ask")
    client = tracker(filed)
    assert "请问是哪个单元？" in read(client.get(page_of(filed)))
    empty = client.post(page_of(filed), {"move": "supply", "note": ""})
    assert (empty.status_code, "请用一两句话写清楚" in read(empty)) == (400, True)
    client.post(page_of(filed), {"move": "supply", "note": "三单元", "photos": a_photo()})
    assert stored(filed.id).state == "started"


def test_an_answer_is_accepted_rated_and_reopened(town: Town) -> None:
    filed = a_recent(town)
    handled(town, filed.id, "sign", "answer")
    client, page = tracker(filed), page_of(filed)
    client.post(page, {"move": "close"})
    missing = client.post(page, {"move": "rate", "grade": "2"})
    assert (missing.status_code, "请选解决了还是没解决" in read(missing)) == (400, True)
    client.post(page, {"move": "rate", "grade": "2", "solved": "no", "note": "又堆满了"})
    matter = stored(filed.id)
    assert (matter.state, matter.rating, matter.is_solved, matter.rated_by) == ("closed", 2, False, "reporter")
    again = client.post(page, {"move": "rate", "grade": "5", "solved": "yes"})
    assert (again.status_code, stored(filed.id).rating) == (409, 2)
    client.post(page, {"move": "reopen", "note": "没清干净"})
    assert (stored(filed.id).state, stored(filed.id).reopen_count) == ("filed", 1)


def test_a_request_is_withdrawn_until_it_is_answered(town: Town) -> None:
    filed, answered = a_recent(town), a_recent(town)
    handled(town, answered.id, "sign", "answer")
    assert "撤回这件事" not in read(tracker(answered).get(page_of(answered)))
    refused = tracker(answered).post(page_of(answered), {"move": "withdraw"})
    assert (refused.status_code, stored(answered.id).state) == (409, "answered")
    tracker(filed).post(page_of(filed), {"move": "withdraw"})
    assert stored(filed.id).state == "withdrawn"


def test_moves_of_the_staff_cannot_be_made_with_a_key(town: Town) -> None:
    filed = a_recent(town)
    assert tracker(filed).post(page_of(filed), {"move": "sign"}).status_code == 404
    assert stored(filed.id).state == "filed"


def mine(town: Town, actor: Actor, count: int = 1) -> list[Filed]:
    """Requests of a signed-in resident."""
    filed = []
    for _ in range(count):
        with walls.acting(actor):
            filed.append(actions.file(new=a_request(town), actor=actor, now=clock.now()))
    return filed


def test_my_pages_want_somebody_signed_in(town: Town) -> None:
    for address in (reverse("matters:my"), reverse("matters:my_matter", args=[UUID(int=1)])):
        assert Client().get(address)["Location"].startswith("/accounts/sign-in/")


def test_i_see_my_matters_and_nobody_elses(town: Town) -> None:
    me, other = resident(None), resident(None)
    own, theirs = mine(town, me)[0], mine(town, other)[0]
    client = client_of(me)
    text = read(client.get(reverse("matters:my")))
    assert own.number in text
    assert theirs.number not in text
    assert read(client.get(reverse("matters:my_matter", args=[own.id])))
    assert client.get(reverse("matters:my_matter", args=[theirs.id])).status_code == 404
    assert client.post(reverse("matters:my_matter", args=[theirs.id]), {"move": "withdraw"}).status_code == 404
    assert stored(theirs.id).state == "filed"


def test_i_rate_from_my_page_and_read_my_notices(town: Town) -> None:
    me = resident(None)
    own = mine(town, me)[0]
    handled(town, own.id, "sign", "answer", "close")
    with walls.acting(Actor.system("test")):
        actions.announce_moved(matter_id=own.id, move="close", at=clock.now())
    client = client_of(me)
    client.post(reverse("matters:my_matter", args=[own.id]), {"move": "rate", "grade": "5", "solved": "yes"})
    assert stored(own.id).rating == 5
    assert "全部标为已读" in read(client.get(reverse("matters:my")))
    client.post(reverse("matters:read_notices"))
    with walls.acting(me):
        assert notices.unread_count(me) == 0
    assert "全部标为已读" not in read(client.get(reverse("matters:my")))


def test_staff_are_asked_to_be_themselves_first(town: Town) -> None:
    text = read(client_of(town.actor("maple-1", "grid_worker")).get(reverse("matters:my")))
    assert "换成自己" in text


def test_my_list_takes_as_many_statements_for_three_as_for_one(town: Town) -> None:
    counts = []
    for count in (1, 3):
        me = resident(None)
        mine(town, me, count)
        client = client_of(me)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("matters:my"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_the_pages_of_tracking_are_english_for_english_readers(town: Town) -> None:
    filed = a_recent(town, text="Rubbish")
    client, page = tracker(filed, headers=ENGLISH), page_of(filed)
    worker = town.actor("maple-1", "grid_worker")
    steps: list[tuple[str, dict[str, Any]]] = [("sign", {}), ("ask", {"note": "Which door?"}), ("resume", {})]
    steps += [("wait", {"note": "Rain"}), ("resume", {}), ("answer", {"note": "Done"}), ("close", {})]
    for move, said in steps:
        assert left_in_chinese(read(client.get(page))) == set(), move
        with walls.acting(worker):
            getattr(actions, move)(matter_id=filed.id, actor=worker, now=clock.now(), **said)
    assert left_in_chinese(read(client.get(page))) == set()
    assert left_in_chinese(read(client.post(page, {"move": "rate"}))) == set()
    assert left_in_chinese(read(client.post(TRACK, {"number": "1", "code": "A"}))) == set()
    me = resident(None)
    mine(town, me)
    own = client_of(me)
    assert left_in_chinese(read(own.get(reverse("matters:my"), headers=ENGLISH))) == set()
