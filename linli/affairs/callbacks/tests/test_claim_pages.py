"""Claims by their pages: the unit, those above it, the resident, everyone."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from linli.affairs.callbacks import actions
from linli.affairs.callbacks.models import Call, Claim
from linli.affairs.callbacks.tests.factories import a_draw, a_town, by, calls_of, page_text
from linli.affairs.callbacks.tests.test_claims import BAD, WORDS, evidence
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import (
    ENGLISH,
    MORNING,
    a_filed,
    an_account_matter,
    left_in_chinese,
    read,
    send,
)
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.tests.factories import resident as themselves

pytestmark = pytest.mark.django_db
CLAIMS = "/desk/callbacks/claims/"


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile("proof.png", out.getvalue(), "image/png")


def in_english(actor: Actor, one: str) -> None:
    for address in (CLAIMS, one):
        english = read(actor, address, headers=ENGLISH).content.decode().split("<main")[1]
        assert left_in_chinese(english) <= {"费用应自理", "依据条例", "不同意", WORDS}


def shows_picture(actor: Actor, address: str) -> None:
    response = read(actor, address)
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)


def test_a_claim_goes_its_way_by_the_pages_and_the_resident_contests_it() -> None:
    town = a_town()
    filed = a_filed(town, contact_phone="19900001234")
    worker, leader = town.actor("maple-1", "grid_worker"), town.actor("east", "street_leader")
    by(worker, matters.sign, matter_id=filed.id, now=MORNING)
    by(worker, matters.answer, matter_id=filed.id, note="已清运。", now=MORNING)
    by(worker, matters.close, matter_id=filed.id, now=MORNING)
    (call,) = calls_of(a_draw(town))
    by(town.actor("county", "county_caller"), actions.answer, call_id=call.id, said=BAD)
    assert Client().get(CLAIMS).status_code == 302
    assert read(town.actor("county", "county_caller"), CLAIMS).status_code == 403
    assert "可以申请认定的回答" in page_text(read(worker, CLAIMS))
    about = f"{CLAIMS}about/{call.id}/"
    assert send(worker, about, reason="费用应自理。").status_code == 400
    assert send(worker, about, reason="费用应自理。", evidence=picture()).status_code == 302
    with walls.acting(Actor.system("test")):
        claim = Claim.objects.get()
    one = f"{CLAIMS}{claim.id}/"
    assert read(town.actor("west", "street_leader"), one).status_code == 404
    page = page_text(read(leader, one))
    assert "费用应自理。" in page
    (shown,) = re.findall(f"{one}evidence/[0-9a-f-]+/", page)
    shows_picture(leader, shown)
    assert send(worker, f"{one}allow/", note="依据。", public_words=WORDS).status_code == 403
    assert send(leader, f"{one}allow/", note="依据。", public_words="").status_code == 400
    assert send(leader, f"{one}allow/", note="依据条例。", public_words=WORDS).status_code == 302
    assert WORDS not in page_text(Client().get("/callbacks/not-counted/"))
    assert send(leader, f"{one}publish/").status_code == 302
    public = page_text(Client().get("/callbacks/not-counted/"))
    assert WORDS in public
    assert filed.number not in public
    browser, address = Client(), f"/track/{filed.number}/callback/"
    browser.post("/track/", {"number": filed.number, "code": filed.code})
    assert "不计入满意度" in page_text(browser.get(f"/track/{filed.number}/"))
    assert WORDS in page_text(browser.get(address))
    assert Client().post(f"{address}contest/", {"note": "不同意。"}).status_code == 404
    assert browser.post(f"{address}contest/", {"note": "不同意。"}).status_code == 302
    with walls.acting(Actor.system("test")):
        assert (Claim.objects.get().state, Call.objects.get().is_left_out) == ("contested", False)
    in_english(leader, one)


def test_a_resident_who_is_signed_in_contests_without_the_key_and_nobody_else_does() -> None:
    town = a_town()
    filed = an_account_matter(town, contact_phone="19900001234")
    worker, leader = town.actor("maple-1", "grid_worker"), town.actor("east", "street_leader")
    by(worker, matters.sign, matter_id=filed.id, now=MORNING)
    by(worker, matters.answer, matter_id=filed.id, note="已清运。", now=MORNING)
    by(worker, matters.close, matter_id=filed.id, now=MORNING)
    (call,) = calls_of(a_draw(town))
    by(town.actor("county", "county_caller"), actions.answer, call_id=call.id, said=BAD)
    claim = by(worker, actions.propose, call_id=call.id, reason="费用应自理。", photos=evidence())
    by(leader, actions.decide, claim_id=claim.id, move="allow", note="依据条例。", public_words=WORDS)
    owner = Actor(sight=Sight.SELF, label="resident", role="resident", account_id=town.account_id)
    other, address = themselves(None), f"/my/callbacks/{filed.number}/"
    assert send(owner, f"{address}contest/", note="不同意。").status_code == 404
    by(leader, actions.publish, claim_id=claim.id, now=clock.now())
    assert f'href="{address}"' in page_text(read(owner, f"/my/matters/{filed.id}/"))
    assert f'action="{address}contest/"' in page_text(read(owner, address))
    english = read(owner, address, headers=ENGLISH).content.decode().split("<main")[1]
    assert left_in_chinese(english) <= {"依据条例", WORDS}
    assert Client().post(f"{address}contest/", {"note": "不同意。"}).status_code == 401
    assert send(other, f"{address}contest/", note="不同意。").status_code == 404
    assert send(leader, f"{address}contest/", note="不同意。").status_code == 404
    assert send(owner, f"{address}contest/", note=" ").status_code == 400
    assert send(owner, f"{address}contest/", note="不同意。")["Location"] == f"/my/matters/{filed.id}/"
    with walls.acting(Actor.system("test")):
        assert (Claim.objects.get().state, Call.objects.get().is_left_out) == ("contested", False)
