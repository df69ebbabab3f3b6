"""What the parties are sent: when to come, what to sign, until when the court can be asked; each once, and nothing personal in it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from linli.affairs.matters.tests.factories import page_text, read
from linli.affairs.mediation import actions
from linli.affairs.mediation.actions import NewAgreement, NewParty, NewTerm
from linli.affairs.mediation.models import Agreement, Dispute, Term
from linli.affairs.mediation.tests.factories import (
    MORNING,
    SYSTEM,
    Town,
    a_mediation_town,
    accepted,
    agreed,
    by,
    drawn,
    head,
    parties,
    party_ids,
)
from linli.base.accounts.tests.factories import an_account
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotAllowed
from linli.base.notices.public import send_due, told_of
from linli.registers.people import public as people
from linli.registers.people.tests.factories import make_resident

pytestmark = pytest.mark.django_db
AT = MORNING + timedelta(hours=1)
UPSTAIRS, DOWNSTAIRS = "13900000001", "13900000002"
PRIVATE = ("王秀英", "李建国", "漏水", "顶棚", "3200", "3 号楼", "邻里纠纷")
WARNED = datetime(2026, 12, 17, 16, 0, tzinfo=UTC)
"""Seven days before the court's time ends for what was agreed on 24 November."""


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> Town:
    settings.LINLI_SMS, settings.VAR_DIR, settings.LINLI_ADDRESS = "file", tmp_path, "https://linli.example.cn"
    return a_mediation_town()


def _heard(tmp_path: Path) -> list[tuple[str, str]]:
    """Phone and words of what was sent, once everything due went out."""
    send_due(at=lambda: datetime(2100, 1, 4, 2, tzinfo=UTC))
    path = tmp_path / "sms.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(line[:11], line[12:]) for line in lines]


def _announced(dispute_id: UUID, move: str, at: datetime = AT) -> None:
    """The job that follows a move, run twice as a job may be."""
    with walls.acting(SYSTEM):
        for _ in range(2):
            actions.announce(dispute_id=dispute_id, move=move, at=at)


def _night(now: datetime) -> int:
    with walls.acting(SYSTEM):
        return actions.remind_of_court(now=now)


def _arranged(town: Town, dispute: Dispute) -> None:
    by(head(town), "arrange", dispute_id=dispute.id, at=MORNING + timedelta(days=2), where="社区调解室")
    _announced(dispute.id, "arrange")


def test_both_sides_are_sent_when_and_where_to_come_once_each(town: Town, tmp_path: Path, caplog: Any) -> None:
    _arranged(town, accepted(town))
    heard = _heard(tmp_path)
    assert sorted(phone for phone, _words in heard) == [UPSTAIRS, DOWNSTAIRS]
    for _phone, words in heard:
        assert f"{MORNING + timedelta(days=2, hours=8):%Y-%m-%d %H:%M}，社区调解室" in words
        assert "maple office" in words
        assert [private for private in PRIVATE if private in words] == []
    assert [private for private in (*PRIVATE, UPSTAIRS, DOWNSTAIRS) if private in caplog.text] == []


def test_an_appointment_moved_before_the_message_left_is_sent_once_with_the_new_hour(
    town: Town, tmp_path: Path
) -> None:
    dispute = accepted(town)
    _arranged(town, dispute)
    moved = AT + timedelta(minutes=10)
    later = MORNING + timedelta(days=3)
    by(head(town), "arrange", dispute_id=dispute.id, at=later, where="街道调解室", now=moved)
    _announced(dispute.id, "arrange", moved)
    heard = _heard(tmp_path)
    assert sorted(phone for phone, _words in heard) == [UPSTAIRS, DOWNSTAIRS]
    assert all(f"{later + timedelta(hours=8):%Y-%m-%d %H:%M}，街道调解室" in words for _phone, words in heard)
    with walls.acting(SYSTEM), override("zh-hans"):
        told = sorted(str(row.status) for row in told_of(dispute.id, moved) if row.address)
    assert told == ["已发出", "已发出", "改发新的", "改发新的"]


def test_a_minor_is_met_through_their_guardian_and_others_concerned_are_not_sent_for(
    town: Town, tmp_path: Path
) -> None:
    minor = NewParty(side="respondent", name="李小宝", phone="13900000003", is_minor=True)
    witness = NewParty(side="third", name="赵证", phone="13900000005")
    dispute = accepted(town, parties=[parties()[0], parties()[1]])
    for new in (minor, witness):
        by(head(town), "add_party", dispute_id=dispute.id, new=new)
    guardian = NewParty(
        side="respondent",
        name="李父",
        phone="13900000004",
        represents_id=party_ids(dispute.id)["李小宝"],
        capacity="guardian",
    )
    by(head(town), "add_party", dispute_id=dispute.id, new=guardian)
    _arranged(town, dispute)
    assert sorted(phone for phone, _words in _heard(tmp_path)) == [UPSTAIRS, DOWNSTAIRS, "13900000004"]


def test_who_has_an_account_reads_it_there_and_is_led_to_their_page(town: Town, tmp_path: Path) -> None:
    account = an_account()
    own = NewParty(side="applicant", name="王秀英", account_id=account.id)
    dispute = accepted(town, parties=[own, parties()[1]])
    _arranged(town, dispute)
    who = Actor(sight=Sight.SELF, label="resident", role="resident", account_id=account.id)
    page = page_text(read(who, "/my/"))
    assert page.count("约好了调解的时间") == 1
    assert f'href="/my/mediation/{dispute.id}/"' in page
    assert [phone for phone, _words in _heard(tmp_path)] == [DOWNSTAIRS]
    other = Actor(sight=Sight.SELF, label="resident", role="resident", account_id=an_account("other").id)
    assert "约好了调解的时间" not in page_text(read(other, "/my/"))


def test_a_resident_is_reached_by_the_phone_of_the_register_which_no_post_reads_this_way(
    town: Town, tmp_path: Path
) -> None:
    place = town.places["maple-1"]
    scope = {name: getattr(place, name) for name in ("grid_id", "community_id", "street_id", "county_id", "city_id")}
    resident = make_resident({"place_id": place.id, **scope}, name="陈册在", phone="13900000009")
    dispute = accepted(town)
    new = NewParty(side="respondent", name="", resident_id=resident.id)
    by(head(town), "add_party", dispute_id=dispute.id, new=new)
    _arranged(town, dispute)
    assert sorted(phone for phone, _words in _heard(tmp_path)) == [UPSTAIRS, DOWNSTAIRS, "13900000009"]
    with walls.acting(head(town)), pytest.raises(NotAllowed):
        people.phone_for_message(head(town), resident.person_id)


def test_a_written_agreement_to_sign_is_told_of_once_however_often_its_words_are_mended(
    town: Town, tmp_path: Path
) -> None:
    dispute = drawn(town)
    _announced(dispute.id, "draw")
    assert sorted(phone for phone, _words in _heard(tmp_path)) == [UPSTAIRS, DOWNSTAIRS]
    assert all("协议已拟好" in words and not any(p in words for p in PRIVATE) for _phone, words in _heard(tmp_path))
    term = NewTerm(party_id=party_ids(dispute.id)["李建国"], how="act", text="修好防水", due_on=date(2026, 12, 20))
    later = AT + timedelta(hours=1)
    anew = NewAgreement(form="written", facts="漏水。", terms=[term])
    by(town.actor("maple", "mediator"), "draw", dispute_id=dispute.id, new=anew, now=later)
    _announced(dispute.id, "draw", later)
    assert len(_heard(tmp_path)) == 2


def test_who_works_on_it_sees_what_was_sent_to_which_masked_phone(town: Town) -> None:
    dispute = accepted(town)
    page = f"/desk/mediation/{dispute.id}/"
    assert "发给当事人的消息" not in page_text(read(head(town), page))
    _arranged(town, dispute)
    said = page_text(read(head(town), page))
    assert (said.count("约好了调解的时间"), said.count("139****0001"), UPSTAIRS in said) == (2, 2, False)
    assert "约好了调解的时间" not in page_text(read(town.actor("east", "street_leader"), page))


def test_an_agreement_by_word_has_nothing_to_sign(town: Town, tmp_path: Path) -> None:
    dispute = drawn(town, form="oral")
    _announced(dispute.id, "draw")
    assert _heard(tmp_path) == []


def test_the_court_s_last_day_is_told_a_week_before_and_once(town: Town, tmp_path: Path) -> None:
    agreed(town)
    assert _night(WARNED - timedelta(seconds=1)) == 0
    for night in range(3):
        assert _night(WARNED + timedelta(days=night)) == 1
    assert _night(WARNED + timedelta(days=8)) == 0
    heard = _heard(tmp_path)
    assert sorted(phone for phone, _words in heard) == [UPSTAIRS, DOWNSTAIRS]
    assert all("最晚2026-12-24" in words and not any(p in words for p in PRIVATE) for _phone, words in heard)


@pytest.mark.parametrize("how", ["asked", "performed", "void"])
def test_nobody_is_hurried_to_the_court_once_it_was_asked_or_all_is_done(town: Town, tmp_path: Path, how: str) -> None:
    dispute = agreed(town)
    mediator = town.actor("maple", "mediator")
    if how == "performed":
        with walls.acting(SYSTEM):
            terms = Term.objects.filter(agreement__dispute_id=dispute.id).values_list("id", flat=True)
            outcomes = dict.fromkeys(terms, "done")
        by(mediator, "follow", dispute_id=dispute.id, outcomes=outcomes, note="都办到了。")
    else:
        by(mediator, "apply", dispute_id=dispute.id, on=date(2026, 11, 24), court="海城区人民法院", now=AT)
    if how == "void":
        by(mediator, "void", dispute_id=dispute.id, court_number="（2026）2号", note="内容不明确。", now=AT)
        with walls.acting(SYSTEM):
            assert Agreement.objects.filter(dispute_id=dispute.id, void_at=None).count() == 0
    assert _night(WARNED) == 0
    assert _heard(tmp_path) == []
