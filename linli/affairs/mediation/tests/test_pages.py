"""The desk's pages: lists, one dispute with its moves, the agreement on paper, the joint desk, figures with their rows."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from linli.affairs.matters.tests.factories import ENGLISH, left_in_chinese, page_text, read, statements
from linli.affairs.mediation.models import Agreement, Dispute, Party, Step
from linli.affairs.mediation.tests.factories import (
    MORNING,
    SYSTEM,
    a_dispute,
    a_mediation_town,
    accepted,
    agreed,
    by,
    drawn,
    graded,
    head,
    meeting,
    party_ids,
    stored,
)
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.bodies.tests import factories as bodies
from linli.registers.people.tests.factories import make_resident

pytestmark = pytest.mark.django_db
LIST, JOINT, FIGURES = "/desk/mediation/", "/desk/mediation/joint/", "/desk/mediation/figures/"

SAID = (
    "楼上漏水，楼下要赔顶棚 201 卫生间漏水，101 顶棚泡坏，双方为赔多少争了两次。王秀英 李建国 3 号楼 周调解 调解室 双方、调解员"
    "双方同意按报价单的八成赔。申请人私下说可以再让五百。赔偿顶棚修理费 修好卫生间防水 漏水泡坏顶棚。"
)
"""What the people of these tests said, in whatever language it is read."""


def page_of(dispute: Dispute) -> str:
    return f"/desk/mediation/{dispute.id}/"


def send(actor: Actor, address: str, **fields: Any) -> Any:
    return client_of(actor).post(address, fields)


def test_every_page_stands_at_every_stage_and_in_english() -> None:
    town = a_mediation_town()
    for dispute in (a_dispute(town), graded(town), accepted(town), drawn(town), agreed(town)):
        for address in (LIST, JOINT, FIGURES, f"{LIST}new/", page_of(dispute)):
            assert read(head(town), address).status_code == 200, (dispute.state, address)
            left = left_in_chinese(page_text(read(head(town), address, headers=ENGLISH)))
            assert {words for words in left if words not in SAID} == set(), (dispute.state, address)


def test_who_may_not_is_turned_away_and_who_is_elsewhere_finds_nothing() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    stranger = town.actor("willow", "mediation_head")
    clerk, leader = town.actor("county", "department_clerk"), town.actor("east", "street_leader")
    assert read(Actor.intake(), page_of(dispute)).status_code == 302
    assert [read(clerk, page).status_code for page in (LIST, JOINT, FIGURES, page_of(dispute))] == [403] * 4
    assert read(stranger, page_of(dispute)).status_code == 404
    assert send(stranger, f"{page_of(dispute)}fail/", note="越界。").status_code == 404
    assert send(leader, f"{page_of(dispute)}fail/", note="只看不办。").status_code == 403
    assert stored(dispute.id).state == "accepted"


def test_who_supervises_sees_how_far_it_is_and_nobody_s_name() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    said = page_text(read(town.actor("east", "street_leader"), page_of(dispute)))
    assert "已受理" in said
    assert [word for word in ("王秀英", "李建国", "漏水", "139") if word in said] == []
    listed = page_text(read(town.actor("east", "street_leader"), LIST))
    assert dispute.number in listed
    assert "漏水" not in listed


def test_a_list_asks_as_much_for_three_rows_as_for_one() -> None:
    town = a_mediation_town()
    accepted(town)
    read(head(town), LIST)
    ones = [len(statements(head(town), address)) for address in (LIST, f"{LIST}?box=mine", JOINT)]
    for _ in range(2):
        accepted(town)
    assert [len(statements(head(town), address)) for address in (LIST, f"{LIST}?box=mine", JOINT)] == ones


def test_a_grid_worker_registers_one_at_the_page_and_sees_how_far_it_is() -> None:
    town = a_mediation_town()
    worker = town.actor("maple-1", "grid_worker")
    form = {
        "form_token": str(uuid4()),
        "title": "占楼道",
        "kind": "neighbours",
        "source": "screening",
        "place": str(town.places["maple-1"].id),
        "facts": "杂物堆在楼道，吵了两次。",
        "people_count": "3",
        "risk": "medium",
        "applicant_name": "张一",
        "respondent_name": "赵二",
    }
    response = send(worker, f"{LIST}new/", **form)
    assert response.status_code == 302
    assert page_text(read(worker, response["Location"])).count("待分级") >= 1
    assert send(worker, f"{LIST}new/", **{**form, "form_token": str(uuid4()), "title": ""}).status_code == 400


def test_the_moves_are_made_at_the_page_from_grading_to_signing() -> None:
    town = a_mediation_town()
    dispute = a_dispute(town)
    page, mediator = page_of(dispute), town.actor("maple", "mediator")
    own = [str(town.posts["maple", "mediator"].id)]
    assert send(head(town), f"{page}grade/", people_count="2", risk="low").status_code == 302
    assert send(head(town), f"{page}accept/", post_ids=own, is_chosen="on").status_code == 302
    talk = {
        "kind": "meeting",
        "at": "2026-11-24T09:00",
        "where": "调解室",
        "present": "双方",
        "minutes": "谈了赔多少。",
    }
    assert send(mediator, f"{page}meet/", **talk).status_code == 302
    other = str(party_ids(dispute.id)["李建国"])
    lines = {
        "terms-TOTAL_FORMS": "2",
        "terms-INITIAL_FORMS": "0",
        "terms-0-party_id": other,
        "terms-0-how": "money",
        "terms-0-text": "赔偿顶棚修理费",
        "terms-0-amount": "3200",
        "terms-0-due_on": "2030-12-04",
        "terms-1-party_id": other,
        "terms-1-how": "act",
        "terms-1-text": "",
        "terms-1-due_on": "",
    }
    drawn_up = send(mediator, f"{page}agreement/", form="written", facts="漏水。", blame="", **lines)
    assert drawn_up.status_code == 302
    everyone = [str(each) for each in party_ids(dispute.id).values()]
    assert send(mediator, f"{page}sign/", party_ids=everyone[:1], is_sealed="on").status_code == 409
    assert send(mediator, f"{page}sign/", party_ids=everyone, is_sealed="on").status_code == 302
    assert stored(dispute.id).state == "agreed"


def test_a_refused_move_keeps_what_was_typed() -> None:
    town = a_mediation_town()
    dispute = graded(town, parties=[])
    own = [str(town.posts["maple", "mediator"].id)]
    response = send(head(town), f"{page_of(dispute)}accept/", post_ids=own, note="双方电话里都同意")
    assert response.status_code == 409
    assert "双方电话里都同意" in page_text(response)


def test_a_resident_is_found_in_the_register_and_becomes_a_party() -> None:
    town = a_mediation_town()
    place = town.places["maple-1"]
    scope = {name: getattr(place, name) for name in ("grid_id", "community_id", "street_id", "county_id", "city_id")}
    resident = make_resident({"place_id": place.id, **scope}, name="陈册在")
    dispute = a_dispute(town, parties=[])
    found = page_text(read(head(town), f"{page_of(dispute)}?find=陈册在"))
    assert str(resident.id) in found
    sent = send(head(town), f"{page_of(dispute)}parties/", side="applicant", resident=str(resident.id))
    assert sent.status_code == 302
    assert stored(dispute.id).party_person_ids == [resident.person_id]


def test_a_stranger_s_phone_is_masked_and_shown_for_a_purpose_on_record() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    said = page_text(read(head(town), page_of(dispute)))
    assert "139****0001" in said
    assert "13900000001" not in said
    party = party_ids(dispute.id)["王秀英"]
    assert send(head(town), f"{page_of(dispute)}parties/{party}/phone/", purpose="").status_code == 400
    shown = send(head(town), f"{page_of(dispute)}parties/{party}/phone/", purpose="约定调解时间")
    assert "13900000001" in page_text(shown)
    assert "no-store" in shown["Cache-Control"]


def _words(dispute: Dispute, actor: Actor) -> str:
    response = client_of(actor).get(f"{page_of(dispute)}agreement.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(response.content)).pages
    return re.sub(r"[\s\x00]", "", "".join(page.extract_text() for page in pages))


def test_the_agreement_is_printed_with_parties_facts_terms_and_lines_to_sign() -> None:
    town = a_mediation_town()
    dispute = drawn(town)
    said = _words(dispute, town.actor("maple", "mediator"))
    wanted = [
        "人民调解协议书",
        "申请人：王秀英",
        "被申请人：李建国",
        "201漏水泡坏101顶棚",
        "赔偿顶棚修理费",
        "3,200.00元",
    ]
    wanted += ["2026-12-04", "签名、盖章或按指印", "人民调解员maplemediator", "（盖章）", "校验码"]
    assert [words for words in wanted if words not in said] == []
    assert client_of(town.actor("willow", "mediation_head")).get(f"{page_of(dispute)}agreement.pdf").status_code == 404


def test_a_name_the_font_lacks_is_marked_to_be_written_in_by_hand() -> None:
    town = a_mediation_town()
    dispute = drawn(town)
    with walls.acting(SYSTEM):
        Agreement.objects.filter(dispute_id=dispute.id).update(facts="当事人𠮷某漏水。")
    said = _words(dispute, head(town))
    assert "当事人〓某漏水" in said
    assert "请在签字前用笔写上" in said


def test_a_figure_opens_as_many_rows_as_it_counts() -> None:
    town = a_mediation_town()
    agreed(town)
    failed = accepted(town)
    by(town.actor("maple", "mediator"), "fail", dispute_id=failed.id, note="谈不拢。")
    a_dispute(town)
    with walls.acting(SYSTEM):
        Dispute.objects.update(found_at=clock.now())
    page = page_text(read(head(town), FIGURES))
    assert re.sub(r"\s+", " ", page).count("1 / 2") >= 1
    for which, count in (("found", 3), ("accepted", 2), ("concluded", 2), ("agreed", 1), ("failed", 1)):
        link = re.search(rf'href="(/desk/mediation/\?which={which}&amp;[^"]*)"', page)
        assert link, which
        rows = page_text(read(head(town), link[1].replace("&amp;", "&")))
        assert rows.count('class="work-title"') == count, which


def test_the_joint_desk_says_who_owns_what_and_what_waits_to_be_taken() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    police, post = town.actor("east", "police_officer"), town.posts["east", "police_officer"]
    assert dispute.number not in page_text(read(police, JOINT))
    by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=post.id, note="有人扬言动手。")
    assert dispute.number in page_text(read(police, JOINT))
    assert "等您接收" in page_text(read(police, f"{LIST}?box=mine"))
    assert send(police, f"{page_of(dispute)}take/").status_code == 302
    assert dispute.number in page_text(read(police, f"{JOINT}?desk=police"))
    assert dispute.number not in page_text(read(police, f"{JOINT}?desk=justice"))


def test_what_is_said_in_trust_is_for_those_inside_alone() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    by(town.actor("maple", "mediator"), "meet", dispute_id=dispute.id, new=meeting())
    assert "再让五百" in page_text(read(head(town), page_of(dispute)))
    with walls.acting(SYSTEM):
        assert Step.objects.filter(dispute_id=dispute.id, move="meet", is_public=True).count() == 0
        assert Party.objects.filter(dispute_id=dispute.id).count() == 2
    assert stored(dispute.id).found_at == MORNING


def test_a_property_company_of_the_register_is_the_other_side() -> None:
    town = a_mediation_town()
    company = bodies.body(town.places["maple"], "property_company", "枫园物业")
    form = {
        "form_token": str(uuid4()),
        "title": "物业费和漏水",
        "kind": "property_management",
        "source": "party",
        "place": str(town.places["maple"].id),
        "facts": "漏水没修，业主不交物业费。",
        "people_count": "2",
        "risk": "low",
        "applicant_name": "王秀英",
        "respondent_body": str(company.id),
    }
    response = send(town.actor("maple", "mediator"), f"{LIST}new/", **form)
    assert response.status_code == 302
    with walls.acting(SYSTEM):
        party = Party.objects.get(side="respondent")
    assert (party.kind, party.body_id) == ("body", company.id)
    assert "枫园物业" in page_text(read(head(town), response["Location"]))
