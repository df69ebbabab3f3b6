"""The second factor: required of every post, good once, set up on the first day, and in a demo only printed beside the field."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from linli.base.accounts import actions, errors, queries
from linli.base.accounts.models import Account, Factor
from linli.base.accounts.queries import Known, PostChoice, acting
from linli.base.accounts.tests.factories import PASSWORD, an_account, an_app
from linli.base.accounts.tests.keys import SoftKey
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND, SET_UP, OWN = "/accounts/sign-in/", "/accounts/second/", "/accounts/second/set-up/", "/accounts/own/"
POST = new_id()
HERE = actions.Caller("10.0.0.1")


@pytest.fixture(autouse=True)
def posts() -> Iterator[list[UUID]]:
    """The posts everyone holds in this test."""
    former = acting._actor_sources[:], acting._post_sources[:]
    held = [POST]

    def actor_source(account_id: UUID, post_id: UUID | None) -> Known | None:
        with walls.acting(Actor.system("test")):
            account = Account.objects.filter(id=account_id, is_active=True).first()
        if account is None or (post_id is not None and post_id not in held):
            return None
        own = Actor(sight=Sight.SELF, label="resident", account_id=account_id)
        staff = replace(post(Area(), Level.COMMUNITY, "people matters"), account_id=account_id, post_id=post_id)
        return Known(staff if post_id else own, account.password)

    queries.register_sources(
        actor_source,
        lambda _account: [PostChoice(each, "书记", "居委会", "文化里", is_substitute=False) for each in held],
    )
    yield held
    acting._actor_sources[:], acting._post_sources[:] = former


def half_way(username: str = "zhao", client: Client | None = None) -> Client:
    """A browser in which the password was right."""
    client = client or Client(SERVER_NAME="localhost")
    assert client.post(SIGN_IN, {"username": username, "password": PASSWORD})["Location"].startswith(SECOND)
    return client


def signed_in(account: Account) -> Client:
    """A browser in which both steps were passed just now."""
    seed = an_app(account)
    client = half_way(account.username)
    assert client.post(SECOND, {"code": totp.code_at(seed, clock.now())})["Location"] == "/desk/"
    return client


def text_of(response: "Response") -> str:
    """A page's text, when it is valid HTML."""
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def every_view() -> list[tuple[str, Callable[..., HttpResponse]]]:
    """All views of the house that declare who may call them, with their addresses' patterns."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
        for each in resolver.url_patterns:
            if isinstance(each, URLPattern):
                yield prefix + str(each.pattern), each.callback
            else:
                yield from walk(each, prefix + str(each.pattern))

    return [(address, view) for address, view in walk(get_resolver(), "/") if hasattr(view, "rule")]


def test_every_view_for_staff_wants_the_second_factor() -> None:
    """Through the middleware itself: a session that acts as a post without a factor is nobody, wherever it goes."""
    from linli.base.accounts.middleware import ActorMiddleware  # noqa: PLC0415 -- nothing else here needs it

    account = an_account("zhao")
    client = Client()
    session = client.session
    session.update(
        {"account": str(account.id), "post": str(POST), "stamp": queries.stamp(account.id, account.password)}
    )
    session.save()
    middleware = ActorMiddleware(lambda _request: HttpResponse())
    closed = [(address, view) for address, view in every_view() if view.rule.needs_sign_in]  # type: ignore[attr-defined] # -- marked by guards
    assert len(closed) > 40
    for address, view in closed:
        request = RequestFactory().get("/x/")
        request.session = session
        answer = middleware.process_view(request, view, (), {})  # type: ignore[arg-type] # -- what the middleware makes of it
        assert (answer.status_code, answer["Location"]) == (302, f"{SECOND}?next=%2Fx%2F"), address
        assert request.actor.sight is Sight.INTAKE  # type: ignore[attr-defined] # -- set by the middleware


def test_posting_without_the_factor_is_refused_with_what_to_do() -> None:
    account = an_account("zhao")
    client = Client()
    session = client.session
    session.update(
        {"account": str(account.id), "post": str(POST), "stamp": queries.stamp(account.id, account.password)}
    )
    session.save()
    refused = client.post("/accounts/posts/", {"post": str(POST)})
    assert refused.status_code == 403
    assert "第二步验证" in text_of(refused)


def test_a_resident_without_a_factor_signs_in_with_the_password_alone(posts: list[UUID]) -> None:
    posts.clear()
    an_account("wang")
    client = Client()
    assert client.post(SIGN_IN, {"username": "wang", "password": PASSWORD})["Location"] == "/my/"
    posts.append(POST)
    assert client.post("/accounts/posts/", {"post": str(POST)})["Location"] == SECOND
    assert client.get(SECOND)["Location"] == SET_UP


def test_a_resident_who_has_a_factor_is_asked_for_it(posts: list[UUID]) -> None:
    posts.clear()
    seed = an_app(an_account("wang"))
    client = half_way("wang")
    assert client.get("/my/").status_code == 302
    assert client.post(SECOND, {"code": totp.code_at(seed, clock.now())})["Location"] == "/my/"


def test_a_code_is_good_once() -> None:
    seed = an_app(an_account("zhao"))
    code = totp.code_at(seed, clock.now())
    assert half_way().post(SECOND, {"code": code}).status_code == 302
    again = half_way().post(SECOND, {"code": code})
    assert again.status_code == 403
    assert "已经用过" in text_of(again)


@pytest.mark.parametrize(("seconds", "status"), [(-90, 403), (-30, 302), (0, 302), (30, 302), (90, 403)])
def test_a_code_of_the_half_minute_before_or_after_is_taken(seconds: int, status: int) -> None:
    seed = an_app(an_account("zhao"))
    code = totp.code_at(seed, clock.now() + timedelta(seconds=seconds))
    assert half_way().post(SECOND, {"code": code}).status_code == status


def test_another_account_s_code_opens_nothing() -> None:
    an_app(an_account("zhao"))
    seed = an_app(an_account("qian"))
    client = half_way()
    assert client.post(SECOND, {"code": totp.code_at(seed, clock.now())}).status_code == 403
    assert "account" not in client.session


@pytest.mark.parametrize("code", ["", "12", "abcdef", "１２３４５６", "0" * 20, "' OR 1=1 --"])
def test_what_is_no_code_is_refused(code: str) -> None:
    an_app(an_account("zhao"))
    client = half_way()
    assert client.post(SECOND, {"code": code}).status_code in {200, 403}
    assert "account" not in client.session


def test_codes_can_be_tried_eight_times_and_a_right_one_is_late_then(settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    seed = an_app(an_account("zhao"))
    client = half_way()
    answers = [client.post(SECOND, {"code": "000000"}).status_code for _ in range(9)]
    assert answers == [403] * 8 + [429]
    assert client.post(SECOND, {"code": totp.code_at(seed, clock.now())}).status_code == 429


def test_half_way_is_nobody_and_ends_after_ten_minutes() -> None:
    account = an_account("zhao")
    an_app(account)
    client = half_way()
    assert queries.actor_of(client.session).account_id is None
    now = clock.now()
    assert queries.account_in(client.session, now + timedelta(minutes=9)) == account
    assert queries.account_in(client.session, now + timedelta(minutes=11)) is None
    assert Client().get(SECOND)["Location"] == SIGN_IN


def test_staff_without_a_factor_are_led_to_set_one_up_and_keep_spare_codes() -> None:
    account = an_account("zhao")
    client = half_way()
    assert client.get(f"{SECOND}?next=/desk/people/")["Location"] == f"{SET_UP}?next=%2Fdesk%2Fpeople%2F"
    page = text_of(client.get(SET_UP))
    seed = re.search(r"<code>([A-Z2-7 ]{30,})</code>", page)
    assert seed
    assert client.post(SET_UP, {"name": "手机", "code": "000000"}).status_code == 403
    code = totp.code_at(seed[1].replace(" ", ""), clock.now())
    done = client.post(SET_UP, {"name": "手机", "code": code, "next": "/desk/people/"})
    spare = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", text_of(done))
    assert len(set(spare)) == 10
    assert 'href="/desk/people/"' in done.content.decode()
    assert client.session["post"] == str(POST)
    with walls.acting(queries.self_of(account)):
        assert [(each.kind, each.name) for each in queries.factors_of(account)] == [("codes", "手机")]
        assert queries.spare_left(account) == 10
    again = half_way()
    assert again.post(SECOND, {"code": code}).status_code == 403, "the code that set it up was its first use"
    assert again.post(SECOND, {"code": spare[0].upper()}).status_code == 302
    assert half_way().post(SECOND, {"code": spare[0]}).status_code == 403


def test_the_seed_is_stored_sealed_and_never_in_the_session() -> None:
    account = an_account("zhao")
    client = half_way()
    seed = re.search(r"<code>([A-Z2-7 ]{30,})</code>", client.get(SET_UP).content.decode())
    assert seed
    plain = seed[1].replace(" ", "")
    assert plain not in json.dumps(dict(client.session.items()))
    client.post(SET_UP, {"name": "手机", "code": totp.code_at(plain, clock.now())})
    with walls.acting(queries.self_of(account)):
        assert plain.encode() not in bytes(Factor.objects.get(account=account).seed_sealed or b"")


def test_whoever_has_only_the_password_adds_no_second_factor_beside_the_first() -> None:
    an_app(an_account("zhao"))
    client = half_way()
    assert client.get(SET_UP)["Location"] == SECOND
    assert client.post(SET_UP, {"name": "x", "code": "123456"})["Location"] == SECOND


def test_a_key_is_set_up_and_signs_in() -> None:
    account = an_account("zhao")
    client = half_way()
    key = SoftKey("localhost", "http://localhost")
    asked = re.search(r'data-question="([^"]+)"', client.get(SET_UP).content.decode())
    assert asked
    done = client.post(SET_UP, {"name": "密钥", "key": key.register(asked[1])})
    assert "十个备用码" in text_of(done)
    with walls.acting(queries.self_of(account)):
        assert [(each.kind, each.name) for each in queries.factors_of(account)] == [("key", "密钥")]
    browser = half_way()
    question = re.search(r'data-question="([^"]+)"', browser.get(SECOND).content.decode())
    assert question
    answer = key.answer(question[1])
    assert browser.post(SECOND, {"key": answer})["Location"] == "/desk/"
    replayed = half_way()
    replayed.get(SECOND)
    assert replayed.post(SECOND, {"key": answer}).status_code == 403, "an answer to another question"


@pytest.mark.parametrize("wrong", ["origin", "key", "count", "nothing"])
def test_a_key_s_answer_from_elsewhere_is_refused(wrong: str) -> None:
    account = an_account("zhao")
    client = half_way()
    key = SoftKey("localhost", "http://localhost")
    asked = re.search(r'data-question="([^"]+)"', client.get(SET_UP).content.decode())
    assert asked
    client.post(SET_UP, {"name": "密钥", "key": key.register(asked[1])})
    if wrong == "count":
        with walls.acting(queries.self_of(account)):
            Factor.objects.filter(account=account).update(last_count=99)
    if wrong == "origin":
        key.origin = "http://localhost:9999"
    if wrong == "key":
        key = SoftKey("localhost", "http://localhost", credential_id=key.credential_id)
    browser = half_way()
    question = re.search(r'data-question="([^"]+)"', browser.get(SECOND).content.decode())
    assert question
    answer = key.answer(question[1]) if wrong != "nothing" else '{"id": 1}'
    assert browser.post(SECOND, {"key": answer}).status_code == 403
    assert "account" not in browser.session


def test_on_a_bare_address_no_key_is_asked_for() -> None:
    an_account("zhao")
    page = half_way(client=Client(SERVER_NAME="127.0.0.1")).get(SET_UP)
    assert "data-question" not in page.content.decode()
    assert "请换成域名访问" in text_of(page)


def test_ones_own_page_lists_factors_and_sessions_and_ends_another() -> None:
    account = an_account("zhao")
    seed = an_app(account)
    client = half_way(
        client=Client(SERVER_NAME="localhost", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    )
    client.post(SECOND, {"code": totp.code_at(seed, clock.now())})
    phone = half_way(
        client=Client(SERVER_NAME="localhost", HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/140")
    )
    phone.post(SECOND, {"code": totp.code_at(seed, clock.now() + timedelta(seconds=30))})
    page = text_of(client.get(OWN))
    assert [page.count(words) for words in ("删除phone", "Firefox · Windows", "Chrome · Android", "这一台")] == [
        1,
        1,
        1,
        1,
    ]
    end = re.search(r"/accounts/own/sessions/([0-9a-f-]+)/end/", page)
    assert end
    assert phone.get(OWN).status_code == 200
    assert client.post(end[0])["Location"] == OWN
    assert phone.get(OWN)["Location"].startswith(SIGN_IN)
    assert client.post(end[0]).status_code == 404


def test_nobody_ends_another_s_session_or_removes_another_s_factor() -> None:
    mine, other = an_account("zhao"), an_account("qian")
    client, theirs = signed_in(mine), signed_in(other)
    with walls.acting(Actor.system("test")):
        session = queries.sessions_of(queries.self_of(other), b"", clock.now())[0]
        factor = Factor.objects.get(account=other)
    assert client.post(f"/accounts/own/sessions/{session.id}/end/").status_code == 404
    assert client.post(f"/accounts/own/factors/{factor.id}/remove/").status_code == 404
    assert theirs.get(OWN).status_code == 200


def test_the_last_factor_of_a_post_stays_and_another_may_go() -> None:
    account = an_account("zhao")
    client = signed_in(account)
    with walls.acting(Actor.system("test")):
        first = Factor.objects.get(account=account)
    remove = f"/accounts/own/factors/{first.id}/remove/"
    assert client.post(remove).status_code == 409
    other = half_way()
    other.post(SECOND, {"code": totp.code_at(an_app(account), clock.now())})
    assert client.post(remove)["Location"] == OWN
    assert other.get(OWN)["Location"].startswith(SIGN_IN), "the other sessions end with the factor"


def test_changing_what_one_signs_in_with_wants_the_factor_anew() -> None:
    account = an_account("zhao")
    client = signed_in(account)
    session = client.session
    session["factor_at"] = (clock.now() - timedelta(minutes=16)).isoformat()
    session.save()
    with walls.acting(Actor.system("test")):
        factor = Factor.objects.get(account=account)
    assert client.post(f"/accounts/own/factors/{factor.id}/remove/")["Location"] == SECOND
    assert client.post("/accounts/own/spare-codes/")["Location"] == SECOND
    assert client.get(SET_UP)["Location"] == SECOND
    new = {"old": PASSWORD, "new": "a better horse 9", "again": "a better horse 9"}
    assert client.post("/accounts/own/password/", new)["Location"] == SECOND


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    account = an_account("zhao")
    client = signed_in(account)
    other = half_way()
    other.post(SECOND, {"code": totp.code_at(an_app(account), clock.now())})
    bad = client.post(
        "/accounts/own/password/", {"old": "wrong", "new": "a better horse 9", "again": "a better horse 9"}
    )
    assert bad.status_code == 403
    assert (
        client.post("/accounts/own/password/", {"old": PASSWORD, "new": "short", "again": "short"}).status_code == 422
    )
    assert client.post("/accounts/own/password/", {"old": PASSWORD, "new": "a", "again": "b"}).status_code == 400
    key = client.session.session_key
    good = client.post(
        "/accounts/own/password/", {"old": PASSWORD, "new": "a better horse 9", "again": "a better horse 9"}
    )
    assert good["Location"] == OWN
    assert client.session.session_key != key
    assert client.get(OWN).status_code == 200
    assert other.get(OWN)["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("address", [OWN, "/accounts/posts/"])
def test_ones_own_pages_want_a_sign_in(address: str) -> None:
    assert Client().get(address)["Location"].startswith(SIGN_IN)


def test_forms_of_signing_in_want_their_token() -> None:
    an_app(an_account("zhao"))
    client = Client(enforce_csrf_checks=True)
    for address in (
        SIGN_IN,
        SECOND,
        SET_UP,
        "/accounts/own/password/",
        "/accounts/own/spare-codes/",
        "/accounts/sign-out/",
    ):
        assert client.post(address, {"username": "zhao", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("step", [SECOND, SET_UP])
def test_no_step_leads_out_of_the_house(step: str, posts: list[UUID]) -> None:
    account = an_account("zhao")
    seed = an_app(account) if step == SECOND else ""
    client = half_way()
    page = client.get(f"{step}?next=https://elsewhere.example/").content.decode()
    assert 'value="https:' not in page
    found = re.search(r"<code>([A-Z2-7 ]{30,})</code>", page)
    code = totp.code_at(seed or (found[1].replace(" ", "") if found else ""), clock.now())
    done = client.post(step, {"code": code, "name": "x", "next": "//elsewhere.example/"})
    assert "/desk/" in done.get("Location", "") + done.content.decode()
    assert "elsewhere" not in done.get("Location", "") + done.content.decode()


def test_a_demo_prints_the_code_and_elsewhere_nothing_does(settings: Settings) -> None:
    seed = an_app(an_account("zhao"))
    client = half_way()
    assert 'value=""' in client.get(SECOND).content.decode()
    settings.LINLI_SECOND_FACTOR = "demo"
    page = text_of(client.get(SECOND))
    assert "演示环境" in page
    code = totp.code_at(seed, clock.now())
    assert client.post(SECOND, {"code": code}).status_code == 302
    assert half_way().post(SECOND, {"code": code}).status_code == 302


DEMO = {"LINLI_SECOND_FACTOR": "demo", "LINLI_DEMO": "1", "LINLI_HTTPS": "", "LINLI_HOSTS": "localhost"}


@pytest.mark.parametrize(
    ("change", "starts"),
    [
        ({}, True),
        ({"LINLI_DEMO": ""}, False),
        ({"LINLI_HTTPS": "1"}, False),
        ({"LINLI_HOSTS": "linli.example"}, False),
        ({"LINLI_HOSTS": "localhost,linli.example"}, False),
        ({"LINLI_HOSTS": "*"}, False),
        ({"LINLI_SECOND_FACTOR": "off"}, False),
        ({"LINLI_SECOND_FACTOR": ""}, False),
        ({"LINLI_SECOND_FACTOR": "required", "LINLI_DEMO": "", "LINLI_HOSTS": "linli.example"}, True),
    ],
)
def test_codes_are_printed_on_the_machine_of_a_demo_alone(change: dict[str, str], starts: bool) -> None:
    environment = {**os.environ, **DEMO, **change}
    done = subprocess.run(
        [sys.executable, "-c", "import linli.config.settings"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) is starts
    assert ("LINLI_SECOND_FACTOR may be" in done.stderr) is not starts


def test_the_factor_is_required_unless_said_otherwise() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "LINLI_SECOND_FACTOR"}
    done = subprocess.run(
        [sys.executable, "-c", "from linli.config import settings; print(settings.LINLI_SECOND_FACTOR)"],
        env=environment | {"LINLI_DEMO": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "required\n"


def test_too_many_factors_are_refused() -> None:
    account = an_account("zhao")
    for _ in range(6):
        an_app(account)
    own = queries.self_of(account)
    seed = totp.new_seed()
    now = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    with walls.acting(own), pytest.raises(errors.TooManyFactors):
        actions.add_app(account=account, seed=seed, code=totp.code_at(seed, now), name="x", actor=own, now=now)
