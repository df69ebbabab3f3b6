"""A party's own pages, and the page where anyone checks a paper they were shown."""

from datetime import timedelta
from uuid import UUID

import pytest

from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import a_request, page_text, read
from linli.affairs.mediation import actions, errors
from linli.affairs.mediation.actions import NewParty
from linli.affairs.mediation.models import Agreement, Dispute
from linli.affairs.mediation.tests.factories import (
    MORNING,
    SYSTEM,
    Town,
    a_dispute,
    a_mediation_town,
    accepted,
    agreed,
    by,
    head,
    parties,
)
from linli.base.accounts.tests.factories import an_account, client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight

pytestmark = pytest.mark.django_db


def resident(account_id: UUID) -> Actor:
    return Actor(sight=Sight.SELF, label="resident", role="resident", account_id=account_id)


def settled(town: Town, account_id: UUID) -> Dispute:
    own = NewParty(side="applicant", name="王秀英", phone="13900000001", account_id=account_id)
    return agreed(town, parties=[own, parties()[1]])


def test_a_party_follows_their_dispute_and_reads_their_agreement() -> None:
    town, account = a_mediation_town(), an_account()
    dispute = settled(town, account.id)
    listed = page_text(read(resident(account.id), "/my/mediation/"))
    assert f"/my/mediation/{dispute.id}/" in listed
    said = page_text(read(resident(account.id), f"/my/mediation/{dispute.id}/"))
    for words in (
        "赔偿顶棚修理费",
        "2026-12-04",
        "可以一起去法院确认协议",
        "双方最晚 2026-12-24 共同申请",
        "已达成协议",
    ):
        assert words in said, words
    assert [words for words in ("李建国", "139", "再让五百") if words in said] == []


def test_another_resident_and_a_visitor_find_nothing() -> None:
    town, account = a_mediation_town(), an_account()
    dispute = settled(town, account.id)
    other = an_account("other")
    assert read(resident(other.id), f"/my/mediation/{dispute.id}/").status_code == 404
    assert str(dispute.id) not in page_text(read(resident(other.id), "/my/mediation/"))
    assert read(Actor.intake(), "/my/mediation/").status_code == 302
    assert read(resident(other.id), f"/desk/mediation/{dispute.id}/").status_code == 403


def test_a_dispute_grown_from_a_request_is_followed_by_who_filed_it() -> None:
    town, account = a_mediation_town(), an_account()
    who = resident(account.id)
    with walls.acting(who):
        filed = matters.file(new=a_request(town, contact_name="王秀英"), actor=who, now=MORNING)
    secretary = town.actor("maple", "community_secretary")
    named = [NewParty(side="applicant", name="王秀英"), parties()[1]]
    dispute = a_dispute(town, by=secretary, source="matter", matter_id=filed.id, parties=named)
    assert dispute.party_account_ids == [account.id]
    assert f"/my/mediation/{dispute.id}/" in page_text(read(who, "/my/mediation/"))
    page = page_text(read(secretary, f"/desk/mediation/new/?matter={filed.id}"))
    assert "三号楼东侧垃圾三天没有清运" in page


def test_a_request_grows_one_open_dispute() -> None:
    town, account = a_mediation_town(), an_account()
    who = resident(account.id)
    with walls.acting(who):
        filed = matters.file(new=a_request(town), actor=who, now=MORNING)
    secretary = town.actor("maple", "community_secretary")
    a_dispute(town, by=secretary, source="matter", matter_id=filed.id)
    with pytest.raises(errors.AlreadyGrown):
        a_dispute(town, by=secretary, source="matter", matter_id=filed.id)


def test_the_parties_see_the_next_appointment() -> None:
    town, account = a_mediation_town(), an_account()
    own = NewParty(side="applicant", name="王秀英", account_id=account.id)
    dispute = accepted(town, parties=[own, parties()[1]])
    by(head(town), "arrange", dispute_id=dispute.id, at=MORNING + timedelta(days=2), where="社区调解室")
    assert "社区调解室" in page_text(read(resident(account.id), f"/my/mediation/{dispute.id}/"))


def test_a_paper_is_checked_by_its_number_and_code() -> None:
    town, account = a_mediation_town(), an_account()
    dispute = settled(town, account.id)
    with walls.acting(SYSTEM):
        agreement = Agreement.objects.get(dispute_id=dispute.id)
    code = actions.code_of(agreement)
    visitor = client_of(Actor.intake())
    found = visitor.post("/mediation/check/", {"number": agreement.number, "code": code.lower()})
    assert found.status_code == 200
    said = found.content.decode()
    assert "协议是真的" in said
    assert [words for words in ("王秀英", "李建国", "3200") if words in said] == []
    wrong = visitor.post("/mediation/check/", {"number": agreement.number, "code": "AAAAAAAA"})
    assert wrong.status_code == 404
    assert visitor.get("/mediation/check/").status_code == 200
