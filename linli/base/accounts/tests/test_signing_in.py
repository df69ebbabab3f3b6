"""Signing in, choosing a post, signing out; and the session that ends with its post or its password."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import html5lib
import pytest
from django.contrib.auth.hashers import BasePasswordHasher, get_hasher
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from linli.base.accounts import actions, errors, queries
from linli.base.accounts.models import Account
from linli.base.accounts.queries import Known, PostChoice, acting
from linli.base.accounts.tests.factories import PASSWORD, an_account, an_app
from linli.base.journal import public as journal
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import TooMany
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
SIGN_IN, POSTS, SIGN_OUT = "/accounts/sign-in/", "/accounts/posts/", "/accounts/sign-out/"
SECOND_STEP = "/accounts/second/"
FIRST, SECOND = new_id(), new_id()


@pytest.fixture
def held() -> Iterator[list[UUID]]:
    """The posts everyone holds in this test, in a registry of its own."""
    former = acting._actor_sources[:], acting._post_sources[:]
    posts = [FIRST, SECOND]

    def actor_source(account_id: UUID, post_id: UUID | None) -> Known | None:
        with walls.acting(Actor.system("test")):
            account = Account.objects.filter(id=account_id, is_active=True).first()
        if account is None or (post_id is not None and post_id not in posts):
            return None
        if post_id is None:
            own = Actor(sight=Sight.SELF, label="resident", account_id=account_id, person_id=account.person_id)
            return Known(own, account.password)
        acting = replace(post(Area(), Level.COMMUNITY), account_id=account_id, post_id=post_id)
        return Known(acting, account.password)

    def post_source(_account_id: UUID) -> list[PostChoice]:
        return [
            PostChoice(each, f"职务{number}", "居委会", "文化里", number == 2) for number, each in enumerate(posts, 1)
        ]

    queries.register_sources(actor_source, post_source)
    yield posts
    acting._actor_sources[:], acting._post_sources[:] = former


def sign_in(client: Client, username: str = "zhao", password: str = PASSWORD, **more: str) -> "Response":
    """Name and password, sent."""
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def sign_in_fully(client: Client, username: str = "zhao", **more: str) -> "Response":
    """Name and password, then the code of a new app of theirs."""
    with walls.acting(Actor.system("test")):
        account = Account.objects.get(username=username)
    seed = an_app(account)
    there = sign_in(client, username, **more)["Location"]
    return client.post(there, {"code": totp.code_at(seed, clock.now())})


def valid(response: "Response") -> str:
    """A page's text, when it is valid HTML."""
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def test_staff_sign_in_and_act_as_their_first_post(held: list[UUID]) -> None:
    an_account("zhao")
    client = Client()
    assert "居民办事不用登录" in valid(client.get(SIGN_IN))
    assert sign_in(client)["Location"] == SECOND_STEP
    assert "account" not in client.session
    assert sign_in_fully(client)["Location"] == "/desk/"
    assert client.session["post"] == str(FIRST)


def test_who_holds_no_post_goes_to_their_own_page(held: list[UUID]) -> None:
    held.clear()
    an_account("zhao")
    client = Client()
    assert sign_in(client)["Location"] == "/my/"
    assert client.session["post"] is None
    assert "您现在没有职务" in valid(client.get(POSTS))


@pytest.mark.parametrize(
    ("username", "password", "is_active"),
    [("zhao", "wrong", True), ("nobody", PASSWORD, True), ("zhao", PASSWORD, False), ("ZHAO", PASSWORD, True)],
)
def test_whatever_is_wrong_is_refused_alike(username: str, password: str, is_active: bool, held: list[UUID]) -> None:
    an_account("zhao", is_active=is_active)
    client = Client()
    refused = sign_in(client, username, password)
    assert refused.status_code == 403
    assert "用户名或密码不对" in valid(refused)
    assert username in refused.content.decode()
    assert "account" not in client.session


def test_signing_in_is_on_record(held: list[UUID]) -> None:
    account = an_account("zhao")
    with pytest.raises(errors.WrongPassword):
        actions.sign_in(username="zhao", password="wrong", caller=actions.Caller("10.0.0.1"), now=NOW)
    sign_in_fully(Client())
    with walls.acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT act, subject_id FROM journal_entry")
        assert cursor.fetchall() == [("account.signed_in", account.id)]
    assert journal.act_name("account.signed_in") == "登录了系统"


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/desk/people/", "/desk/people/"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_after_signing_in_one_stays_in_the_house(wanted: str, leads_to: str, held: list[UUID]) -> None:
    an_account("zhao")
    assert sign_in_fully(Client(), next=wanted)["Location"] == leads_to


def test_a_session_gets_a_new_key_when_somebody_signs_in(held: list[UUID]) -> None:
    """Whoever planted a session key in a browser beforehand has nothing of it."""
    an_account("zhao")
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted


def test_one_switches_between_ones_posts_and_oneself(held: list[UUID]) -> None:
    an_account("zhao")
    client = Client()
    sign_in_fully(client)
    shown = valid(client.get(POSTS))
    assert [shown.count(words) for words in ("以职务2办事", "以职务1办事", "替岗")] == [1, 0, 1]
    assert client.post(POSTS, {"post": str(SECOND)})["Location"] == "/desk/"
    assert client.session["post"] == str(SECOND)
    assert client.post(POSTS, {"post": "self"})["Location"] == "/my/"
    assert client.session["post"] is None
    assert client.post(POSTS, {"post": str(FIRST), "next": "/desk/people/"})["Location"] == "/desk/people/"


@pytest.mark.parametrize("wanted", ["", "nonsense", str(UUID(int=7))])
def test_nobody_acts_as_a_post_they_do_not_hold(wanted: str, held: list[UUID]) -> None:
    an_account("zhao")
    client = Client()
    sign_in_fully(client)
    assert client.post(POSTS, {"post": wanted}).status_code == 403
    assert client.session["post"] == str(FIRST)


def test_a_session_whose_post_ended_acts_as_nobody(held: list[UUID]) -> None:
    an_account("zhao")
    client = Client()
    sign_in_fully(client)
    held.remove(FIRST)
    assert queries.actor_of(client.session).sight is Sight.INTAKE
    assert client.get(POSTS)["Location"].startswith(SIGN_IN)


def test_a_new_password_ends_the_old_sessions(held: list[UUID]) -> None:
    account = an_account("zhao")
    client = Client()
    sign_in_fully(client)
    assert queries.actor_of(client.session).account_id == account.id
    with walls.acting(Actor.system("test")):
        account.set_password("another good one")
        account.save(update_fields=["password"])
    assert queries.actor_of(client.session).account_id is None


@pytest.mark.parametrize(
    "change", [{"account": str(new_id())}, {"stamp": ""}, {"stamp": "x" * 32}, {"post": str(new_id())}]
)
def test_a_session_that_was_tampered_with_acts_as_nobody(change: dict[str, str], held: list[UUID]) -> None:
    """A cookie carries only a key, but a session taken over from another account must not pass either."""
    an_account("zhao")
    client = Client()
    sign_in_fully(client)
    session = client.session
    session.update(change)
    session.save()
    assert queries.actor_of(session).sight is Sight.INTAKE


def test_signing_out_ends_the_session(held: list[UUID]) -> None:
    an_account("zhao")
    client = Client()
    sign_in_fully(client)
    assert client.get(SIGN_OUT).status_code == 405
    assert client.post(SIGN_OUT)["Location"] == "/"
    assert "account" not in client.session


def test_a_page_for_the_signed_in_leads_to_signing_in_and_back() -> None:
    response = Client().get(POSTS + "?x=1")
    assert response["Location"] == f"{SIGN_IN}?next=%2Faccounts%2Fposts%2F%3Fx%3D1"
    assert "账号" in Client().post(POSTS).content.decode()
    assert reverse("accounts:posts") == POSTS


def test_a_name_can_be_tried_eight_times_from_unknown_browsers(held: list[UUID], settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    an_account("zhao")
    answers = [sign_in(Client(), password="wrong").status_code for _ in range(9)]
    assert answers == [403] * 8 + [429]
    assert sign_in(Client()).status_code == 429
    assert "15 分钟" in valid(sign_in(Client()))


def test_whoever_tries_a_name_from_elsewhere_does_not_lock_its_owner_out(held: list[UUID], settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    an_account("zhao")
    own = Client()
    sign_in_fully(own)
    own.post(SIGN_OUT)
    for _ in range(9):
        sign_in(Client(REMOTE_ADDR="203.0.113.9"), password="wrong")
    assert sign_in(Client()).status_code == 429
    assert sign_in(own)["Location"] == SECOND_STEP
    assert [sign_in(own, password="wrong").status_code for _ in range(9)] == [403] * 8 + [429]


def test_a_browser_s_mark_can_not_be_made_up(held: list[UUID], settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    account = an_account("zhao")
    client = Client()
    client.cookies["linli_browser"] = f"0123456789abcdef:{account.id}:forged"
    assert [sign_in(client, password="wrong").status_code for _ in range(9)] == [403] * 8 + [429]
    assert sign_in(Client()).status_code == 429


def test_an_address_is_counted_across_names_but_not_for_those_who_know_their_password(
    held: list[UUID], settings: Settings
) -> None:
    settings.LINLI_LIMITS_OFF = False
    an_account("zhao")
    for _ in range(50):
        assert sign_in(Client()).status_code == 302
    answers = [sign_in(Client(), f"nobody{number}").status_code for number in range(41)]
    assert answers == [403] * 40 + [429]


def test_tries_are_counted_apart_and_forgotten_in_time(settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False

    def hit(what: str = "file", who: str = "10.0.0.1", minutes: int = 0) -> None:
        actions.hit(what=what, who=who, most=2, within=timedelta(minutes=5), now=NOW + timedelta(minutes=minutes))

    hit()
    hit()
    with pytest.raises(TooMany) as refused:
        hit()
    assert refused.value.details == {"minutes": 5}
    hit(who="10.0.0.2")
    hit(what="rate")
    with pytest.raises(TooMany):
        hit(minutes=4)
    hit(minutes=6)


@pytest.mark.parametrize("username", ["zhao", "nobody", "new"])
def test_every_name_costs_one_hash(username: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a name is known must not be heard from how long the answer takes; an account without a password is no different."""
    an_account("zhao")
    fresh = an_account("new")
    with walls.acting(Actor.system("test")):
        fresh.set_unusable_password()
        fresh.save(update_fields=["password"])
    hasher, counted = get_hasher(), []
    encode = type(hasher).encode

    def counting(self: BasePasswordHasher, password: str, salt: str, *more: object) -> str:
        counted.append(salt)
        return str(encode(self, password, salt, *more))

    monkeypatch.setattr(type(hasher), "encode", counting)
    with pytest.raises(errors.WrongPassword):
        actions.sign_in(username=username, password="wrong", caller=actions.Caller("10.0.0.1"), now=NOW)
    assert len(counted) == 1


def test_behind_a_proxy_callers_are_told_apart_by_what_the_proxy_says(held: list[UUID], settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF, settings.LINLI_BEHIND_PROXY = False, True
    for number in range(41):
        Client(headers={"X-Forwarded-For": "10.9.9.9"}).post(SIGN_IN, {"username": f"n{number}", "password": "x"})
    forged = Client(headers={"X-Forwarded-For": "1.2.3.4, 10.9.9.9"})
    assert sign_in(forged, "one more").status_code == 429
    assert sign_in(Client(headers={"X-Forwarded-For": "10.9.9.9, 10.8.8.8"}), "one more").status_code == 403
