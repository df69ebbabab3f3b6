"""The caller's pages and the resident's: by their forms, without scripts; the wrong post, the wrong place, nobody signed in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from linli.affairs.callbacks.models import Answer, Call, FollowUp, Round
from linli.affairs.callbacks.tests.factories import Town, a_closed, a_draw, a_town, calls_of, page_text
from linli.affairs.matters.tests.factories import a_filed, read, send
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules

pytestmark = pytest.mark.django_db
SAID = {"responded": "yes", "solved": "no", "grade": "2", "note": "没清干净。"}


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def call(town: Town) -> Call:
    a_closed(town, phone="19900001234")
    (made,) = calls_of(a_draw(town))
    return made


@pytest.fixture
def all_day(town: Town) -> None:
    """Calls at any hour, for the pages go by the real clock."""
    with walls.acting(Actor.system("test")):
        rules.set_parameter(
            name="callback.hours",
            area_id=town.places["county"].id,
            value="00:00-23:59",
            valid_from=clock.local_date(clock.now()) + timedelta(days=0),
            basis="试",
            actor=Actor.system("test"),
            now=clock.now(),
        )
    rules.forget()


def test_calls_are_for_callers(town: Town, call: Call) -> None:
    for address in ("/desk/callbacks/calls/", f"/desk/callbacks/calls/{call.id}/"):
        assert Client().get(address).status_code == 302
        assert read(town.actor("county", "county_desk"), address).status_code == 403
        assert read(town.actor("east", "street_leader"), address).status_code == 403
        assert read(town.actor("county", "county_caller"), address).status_code == 200
    with walls.acting(Actor.system("test")):
        Call.objects.update(handled_by=[town.actor("county", "county_caller").post_id])
    assert read(town.actor("county", "county_caller"), f"/desk/callbacks/calls/{call.id}/").status_code == 404


@pytest.mark.usefixtures("all_day")
def test_a_call_is_made_from_its_page(town: Town, call: Call) -> None:
    caller, base = town.actor("county", "county_caller"), f"/desk/callbacks/calls/{call.id}/"
    assert "199****1234" in page_text(read(caller, base))
    assert send(caller, f"{base}show/", purpose="").status_code == 400
    assert send(caller, f"{base}show/", purpose="第一轮回访").status_code == 302
    assert "19900001234" in page_text(read(caller, base))
    assert send(caller, f"{base}answer/", responded="yes").status_code == 400
    assert send(caller, f"{base}answer/", **SAID).status_code == 302
    assert send(caller, f"{base}attempt/", outcome="no_answer").status_code == 409
    assert send(caller, f"{base}correct/", **SAID).status_code == 400
    assert send(caller, f"{base}correct/", **{**SAID, "grade": "1"}, reason="记错了。").status_code == 302
    assert "非常不满意" in page_text(read(caller, base))
    with walls.acting(Actor.system("test")):
        follow_up = FollowUp.objects.get(call=call)
    street = town.actor("east", "street_clerk")
    assert "没清干净。" in page_text(read(street, "/desk/callbacks/follow-ups/"))
    assert (
        send(town.actor("west", "street_clerk"), f"/desk/callbacks/follow-ups/{follow_up.id}/", text="看了").status_code
        == 404
    )
    assert send(street, f"/desk/callbacks/follow-ups/{follow_up.id}/", text="已督促。").status_code == 302
    assert "已督促。" in page_text(read(street, "/desk/callbacks/follow-ups/"))


def test_each_post_begins_with_its_own_page(town: Town, call: Call) -> None:
    begins = {
        ("county", "county_caller"): "/desk/callbacks/calls/",
        ("county", "county_callback_lead"): "/desk/callbacks/calls/",
        ("county", "county_leader"): "/desk/callbacks/results/",
        ("county", "department_clerk"): "/desk/callbacks/follow-ups/",
    }
    found = {key: read(town.actor(*key), "/desk/callbacks/")["Location"] for key in begins}
    assert found == begins


def test_a_resident_answers_by_the_key_of_their_matter(town: Town) -> None:
    morning = datetime(2026, 11, 24, 2, 10, tzinfo=UTC)
    filed = a_filed(town, now=morning, contact_phone="")
    a_closed(town)
    with walls.acting(Actor.system("test")):
        Call.objects.exists()
    browser, address = Client(), f"/track/{filed.number}/callback/"
    assert browser.get(address)["Location"] == f"/track/?number={filed.number}"
    browser.post("/track/", {"number": filed.number, "code": filed.code})
    assert browser.get(address).status_code == 404
    drawn = a_draw(town)
    with walls.acting(Actor.system("test")):
        other = Call.objects.get(round=drawn)
        other.pk, other.matter_id, other.number = None, filed.id, filed.number
        other.id = filed.id
        other.save(force_insert=True)
    assert f'href="{address}"' in page_text(browser.get(f"/track/{filed.number}/"))
    assert page_text(browser.get(address))
    assert browser.post(address, {"grade": "9"}).status_code == 400
    assert browser.post(address, SAID)["Location"] == f"/track/{filed.number}/"
    with walls.acting(Actor.system("test")):
        assert list(Answer.objects.values_list("way", "grade", "post_id")) == [("link", 2, None)]
        assert Round.objects.get().state == "drawn"
    assert browser.post(address, SAID).status_code == 409
