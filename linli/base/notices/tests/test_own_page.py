"""One's own page: an address counts once its code came back, wishes are kept, nobody sees another's."""

import email
import email.policy
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.test import Client

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident
from linli.base.notices import actions
from linli.base.notices.models import Address, Reach
from linli.base.notices.tests.factories import ENGLISH, JOB, a_reach, left_in_chinese, messages

pytestmark = pytest.mark.django_db
PAGE = "/notices/settings/"


@pytest.fixture
def mail(settings: Any, tmp_path: Path) -> Path:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path
    return tmp_path / "mail"


def worker() -> Actor:
    """Somebody at a desk."""
    return post(Area(), Level.COMMUNITY, "matters")


def code_sent(mail: Path) -> str:
    """The code in the newest mail."""
    actions.send_due()
    newest = max(mail.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    subject = str(email.message_from_bytes(newest.read_bytes(), policy=email.policy.default)["Subject"])
    (code,) = re.findall(r"\d{6}", subject)
    return str(code)


def own(actor: Actor) -> Reach:
    """The actor's row."""
    with walls.acting(JOB):
        return Reach.objects.get(account_id=actor.account_id or new_id())


@pytest.mark.parametrize("actor", [worker(), resident(new_id())], ids=["staff", "resident"])
def test_an_address_counts_once_its_code_came_back(actor: Actor, mail: Path) -> None:
    client = client_of(actor)
    assert client.post(f"{PAGE}address/", {"email": "Wang@example.cn"}).status_code == 302
    assert own(actor).confirmed_at is None
    code = code_sent(mail)
    assert client.post(f"{PAGE}confirm/", {"code": "000000" if code != "000000" else "111111"}).status_code == 409
    assert client.post(f"{PAGE}confirm/", {"code": code}).status_code == 302
    assert own(actor).confirmed_at is not None
    page = client.get(PAGE)
    html5lib.HTMLParser(strict=True).parse(page.content.decode())
    assert "Wang@example.cn" in page.content.decode()
    assert client.post(f"{PAGE}confirm/", {"code": code}).status_code == 409
    client.post(f"{PAGE}address/", {"forget": "yes"})
    assert (own(actor).email_sealed, own(actor).confirmed_at) == (None, None)


def test_after_five_tries_even_the_right_code_is_refused(mail: Path) -> None:
    actor = worker()
    client = client_of(actor)
    client.post(f"{PAGE}address/", {"email": "wang@example.cn"})
    code = code_sent(mail)
    wrong = "000000" if code != "000000" else "111111"
    assert [client.post(f"{PAGE}confirm/", {"code": each}).status_code for each in [wrong] * 5 + [code]] == [409] * 6


def test_a_code_is_good_for_half_an_hour(mail: Path) -> None:
    actor = worker()
    client = client_of(actor)
    client.post(f"{PAGE}address/", {"email": "wang@example.cn"})
    code = code_sent(mail)
    with walls.acting(JOB):
        Reach.objects.update(code_until=clock.now() - timedelta(seconds=1))
    assert client.post(f"{PAGE}confirm/", {"code": code}).status_code == 409


def test_another_address_gets_nothing_until_it_is_confirmed_too(mail: Path) -> None:
    actor = worker()
    a_reach(actor.account_id or new_id())
    client_of(actor).post(f"{PAGE}address/", {"email": "li@example.cn"})
    assert own(actor).confirmed_at is None


def test_a_dead_address_is_said_to_be_and_its_code_revives_it(mail: Path) -> None:
    actor = worker()
    reach = a_reach(actor.account_id or new_id())
    with walls.acting(JOB):
        Address.objects.create(digest=reach.email_digest, bounces=2, bounced_at=clock.now())
    client = client_of(actor)
    assert "退回过两次" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}address/", {"email": "wang@example.cn"})
    client.post(f"{PAGE}confirm/", {"code": code_sent(mail)})
    with walls.acting(JOB):
        assert Address.objects.get().bounces == 0
    assert "退回过两次" not in client.get(PAGE).content.decode()


def test_wishes_are_kept_and_ask_each_kind_of_person_their_own(mail: Path) -> None:
    actor, own_self = worker(), resident(new_id())
    staff = client_of(actor)
    assert staff.post(PAGE, {"mail": "each", "digest_hour": "7", "language": "en"}).status_code == 302
    assert (own(actor).mail, own(actor).digest_hour, own(actor).language) == ("each", 7, "en")
    assert staff.post(PAGE, {"mail": "hourly", "language": "en"}).status_code == 400
    at_home = client_of(own_self)
    assert at_home.post(PAGE, {"mail": "digest", "language": "en"}).status_code == 400
    assert at_home.post(PAGE, {"mail": "none", "language": "zh-hans"}).status_code == 302
    assert (own(own_self).mail, own(own_self).is_texted) == ("none", False)


def test_without_mail_no_address_is_asked_for() -> None:
    actor = worker()
    client = client_of(actor)
    assert "还没有接通电子邮件" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}address/", {"email": "wang@example.cn"}).status_code == 409


def test_nobody_else_comes_in_and_all_is_english_in_english(mail: Path) -> None:
    for address in ("", "address/", "confirm/"):
        assert Client().post(PAGE + address).status_code == 401
    client = client_of(worker())
    assert left_in_chinese(client.get(PAGE, headers=ENGLISH)) == set()


def test_a_signer_in_by_phone_gets_the_code_through_the_outbox(mail: Path) -> None:
    actions.text_phone("19900001234", "验证码 123456")
    (message,) = messages()
    assert (message.kind, message.is_urgent, "123456" in str(message.values)) == ("account.code", True, False)
    actions.send_due()
    assert (mail.parent / "sms.txt").read_text(encoding="utf-8") == "19900001234 【邻里】验证码 123456\n"
