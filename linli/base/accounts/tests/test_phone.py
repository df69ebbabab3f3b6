"""Signing in by phone: eleven digits, six digits, the same answer for everybody, and no person behind it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from linli.base.accounts import actions, errors, queries
from linli.base.accounts.models import Account, PhoneCode
from linli.base.accounts.queries import messages
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.sealed import unseal

pytestmark = pytest.mark.django_db
SYSTEM, NOW = Actor.system("test"), clock.now()
HERE = actions.Caller("10.0.0.1")
PHONE, CODE = "/accounts/phone/", "/accounts/phone/code/"
Sent = list[tuple[str, str]]


@pytest.fixture
def sent() -> Iterator[Sent]:
    """What the gateway was given: a real sender, registered as the gateway's context registers its own."""
    kept: Sent = []
    former = messages._senders[:]
    messages.register_sender(lambda phone, words: kept.append((phone, words)))
    yield kept
    messages._senders[:] = former


def digits(words: str) -> str:
    found = re.search(r"\b(\d{6})\b", words)
    assert found
    return found[1]


def signed_in(sent: Sent, phone: str = "13800001234") -> Client:
    client = Client()
    client.post(PHONE, {"phone": phone})
    assert client.post(CODE, {"code": digits(sent[-1][1])})["Location"] == "/my/"
    return client


def test_a_phone_opens_an_account_that_is_nobody_yet(sent: Sent) -> None:
    own = signed_in(sent).get("/accounts/own/").content.decode()
    assert ("账号：138****1234" in own, "phone-" in own, "更换密码" in own) == (True, False, False)
    with walls.acting(SYSTEM):
        account = Account.objects.get()
    assert (account.person_id, account.has_usable_password(), queries.posts_for(account)) == (None, False, [])
    assert unseal(account.phone_sealed or b"") == "13800001234"
    assert "1380000" not in account.username
    signed_in(sent, "+86 138-0000-1234")
    with walls.acting(SYSTEM):
        assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "phone", ["1380000123", "138000012345", "23800001234", "12800001234", "", "abc", "１３８００００１２３４"]
)
def test_what_is_no_mobile_phone_is_sent_nothing(phone: str, sent: Sent) -> None:
    answer = Client().post(PHONE, {"phone": phone})
    assert answer.status_code == 422
    assert sent == []


def test_known_and_unknown_phones_are_answered_alike(sent: Sent) -> None:
    signed_in(sent)
    answers = [Client().post(PHONE, {"phone": phone}) for phone in ("13800001234", "13900001234")]
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, CODE)] * 2
    assert [phone for phone, _words in sent[-2:]] == ["13800001234", "13900001234"]


def test_a_code_is_good_once_and_in_its_own_browser(sent: Sent) -> None:
    asked, other = Client(), Client()
    asked.post(PHONE, {"phone": "13800001234"})
    code = digits(sent[-1][1])
    assert other.post(CODE, {"code": code})["Location"] == PHONE
    code_id = UUID(asked.session["phone_code"])
    assert asked.post(CODE, {"code": code}).status_code == 302
    with pytest.raises(errors.WrongPhoneCode):
        actions.pass_phone(code_id=code_id, code=code, now=NOW)


def test_five_wrong_tries_end_a_code_and_it_ends_by_itself(sent: Sent) -> None:
    client = Client()
    client.post(PHONE, {"phone": "13800001234"})
    right = digits(sent[-1][1])
    wrong = "000000" if right != "000000" else "111111"
    assert [client.post(CODE, {"code": wrong}).status_code for _ in range(5)] == [403] * 5
    assert client.post(CODE, {"code": right}).status_code == 403
    code_id = actions.send_code(phone="13800001234", words="{code}", caller=HERE, now=NOW)
    with pytest.raises(errors.WrongPhoneCode):
        actions.pass_phone(code_id=code_id, code=sent[-1][1], now=NOW + timedelta(minutes=10))
    actions.pass_phone(code_id=code_id, code=sent[-1][1], now=NOW + timedelta(minutes=9))


def test_six_messages_an_hour_to_a_phone_and_its_owner_s_browser_counts_apart(sent: Sent, settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    own = signed_in(sent)
    own.post("/accounts/sign-out/")
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [Client(**elsewhere).post(PHONE, {"phone": "13800001234"}).status_code for _ in range(7)]  # type: ignore[arg-type] # -- headers
    assert answers[-1] == 429
    assert own.post(PHONE, {"phone": "13800001234"}).status_code == 302


def test_thirty_messages_an_hour_from_an_address(sent: Sent, settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    answers = [Client().post(PHONE, {"phone": f"138{number:08d}"}).status_code for number in range(31)]
    assert answers == [302] * 30 + [429]


def test_codes_are_stored_as_digests_and_old_ones_go(sent: Sent) -> None:
    actions.send_code(phone="13800001234", words="{code}", caller=HERE, now=NOW - timedelta(hours=1))
    actions.send_code(phone="13800001234", words="{code}", caller=HERE, now=NOW)
    with walls.acting(SYSTEM):
        kept = PhoneCode.objects.get()
    assert sent[-1][1].encode() not in bytes(kept.code_digest)


def test_a_locked_account_stays_out(sent: Sent) -> None:
    signed_in(sent)
    with walls.acting(SYSTEM):
        Account.objects.update(is_active=False)
    client = Client()
    client.post(PHONE, {"phone": "13800001234"})
    refused = client.post(CODE, {"code": digits(sent[-1][1])})
    assert (refused.status_code, "account" in client.session) == (403, False)


def test_without_a_gateway_nobody_signs_in_by_phone(settings: Settings) -> None:
    assert "手机号登录" not in Client().get("/accounts/sign-in/").content.decode()
    assert Client().post(PHONE, {"phone": "13800001234"}).status_code == 503


def test_in_a_demo_messages_are_written_down(settings: Settings, tmp_path: Path) -> None:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path
    client = Client()
    client.post(PHONE, {"phone": "13800001234"})
    assert "var/sms.txt" in client.get(CODE).content.decode()
    assert client.post(CODE, {"code": digits((tmp_path / "sms.txt").read_text().split(" ", 1)[1])}).status_code == 302


def test_a_bound_phone_never_acts_as_a_post(sent: Sent) -> None:
    client = signed_in(sent)
    with walls.acting(SYSTEM):
        Account.objects.update(person_id=new_id())
    assert client.post("/accounts/posts/", {"post": str(new_id())}).status_code == 403
