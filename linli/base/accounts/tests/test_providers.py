"""Signing in by an identity provider: with a real one run here as a process, and with one that lies."""

import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from linli.base.accounts import queries
from linli.base.accounts.models import Account, Identity
from linli.base.accounts.queries.providers import _finders, register_person_finder
from linli.base.accounts.tests import provider
from linli.base.accounts.tests.factories import PASSWORD, an_account, an_app, client_of
from linli.base.accounts.tests.provider import SECRET, Liar
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from tools import processes

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
NUMBER = "130302199001010015"


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """A real provider, oidc-provider-mock, in a process of its own; it asks who one is and believes it."""
    port = processes.free_port()
    claims = '{"sub": "zhao", "id_number": "' + NUMBER + '"}'
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", claims]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    deadline = monotonic() + 40
    while monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5).close()  # noqa: S310 -- a provider that we run
            break
        except OSError:
            sleep(0.1)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def liar() -> Iterator[Liar]:
    with provider.running() as running:
        yield running


def configure(settings: Settings, folder: Path, **said: str | dict[str, str]) -> None:
    """One provider called `city`."""
    lines = ["[providers.city]", 'title = "城市统一身份"', 'client_id = "linli"', f'client_secret = "{SECRET}"']
    lines += [f'{name} = "{value}"' for name, value in said.items() if isinstance(value, str)]
    for name, table in said.items():
        if isinstance(table, dict):
            lines += [f"[providers.city.{name}]", *(f'{key} = "{value}"' for key, value in table.items())]
    file = folder / f"providers-{new_id()}.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    settings.LINLI_PROVIDERS = str(file)


def left_with(client: Client, path: str = "/accounts/with/city/") -> dict[str, str]:
    """What the browser takes along to the provider."""
    there = client.get(path)["Location"]
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(there).query))


def consented(there: str, sub: str) -> str:
    """What a person does at the real provider: say who they are; returns the path and query they come back with."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args: object) -> None:
            """Keep the address."""

    opener = urllib.request.build_opener(Stay)
    try:
        opener.open(urllib.request.Request(there, urllib.parse.urlencode({"sub": sub}).encode()), timeout=10)  # noqa: S310 -- a provider that we run
    except urllib.error.HTTPError as redirect:
        back = urllib.parse.urlsplit(redirect.headers["Location"])
        return f"{back.path}?{back.query}"
    raise AssertionError("the provider did not lead back")


def linking(client: Client) -> str:
    """The address by which one's own page leads to linking the provider."""
    found = re.search(r"/accounts/with/city/\?link=\w{32}", client.get("/accounts/own/").content.decode())
    assert found
    return found[0]


def account_of(sub: str) -> Account:
    with walls.acting(SYSTEM):
        return Identity.objects.select_related("account").get(provider="city", subject=sub).account


def test_one_signs_in_by_a_real_provider_again_and_again(issuer: str, settings: Settings, tmp_path: Path) -> None:
    configure(settings, tmp_path, issuer=issuer)
    assert "用城市统一身份登录" in Client().get("/accounts/sign-in/").content.decode()
    for _ in range(2):
        client = Client(SERVER_NAME="localhost")
        there = client.get("/accounts/with/city/?next=/my/looks/")["Location"]
        assert there.startswith(issuer)
        assert {"code_challenge", "nonce", "state"} <= set(dict(urllib.parse.parse_qsl(there)))
        back = consented(there, "qian")
        done = client.get(back)
        assert done["Location"] == "/my/looks/"
        assert client.get(back).status_code == 403, "an answer is good once"
    account = account_of("qian")
    assert (account.person_id, account.has_usable_password()) == (None, False)
    with walls.acting(SYSTEM):
        assert Account.objects.count() == 1


@pytest.mark.parametrize(("binds", "is_bound"), [("id_number", True), ("", False)])
def test_only_a_provider_that_may_vouch_binds_an_account(
    binds: str, is_bound: bool, issuer: str, settings: Settings, tmp_path: Path
) -> None:
    person: UUID = new_id()
    former = _finders[:]
    register_person_finder(lambda number: person if number == NUMBER else None)
    configure(settings, tmp_path, issuer=issuer, binds=binds)
    client = Client(SERVER_NAME="localhost")
    client.get(consented(client.get("/accounts/with/city/")["Location"], "zhao"))
    _finders[:] = former
    assert account_of("zhao").person_id == (person if is_bound else None)


def test_a_provider_linked_to_an_account_is_its_first_step_alone(
    issuer: str, settings: Settings, tmp_path: Path
) -> None:
    configure(settings, tmp_path, issuer=issuer)
    account = an_account("sun")
    client = Client(SERVER_NAME="localhost")
    client.post("/accounts/sign-in/", {"username": "sun", "password": PASSWORD})
    there = client.get(linking(client))["Location"]
    assert client.get(consented(there, "sun-outside"))["Location"] == "/accounts/own/"
    assert "已连接" in client.get("/accounts/own/").content.decode()
    assert account_of("sun-outside") == account
    browser = Client(SERVER_NAME="localhost")
    back = consented(browser.get("/accounts/with/city/")["Location"], "sun-outside")
    assert browser.get(back)["Location"] == "/my/"
    other = Client(SERVER_NAME="localhost")
    an_account("li")
    other.post("/accounts/sign-in/", {"username": "li", "password": PASSWORD})
    there = other.get(linking(other))["Location"]
    assert other.get(consented(there, "sun-outside")).status_code == 409


def test_a_second_factor_is_owed_after_a_provider_too(issuer: str, settings: Settings, tmp_path: Path) -> None:
    configure(settings, tmp_path, issuer=issuer)
    client = Client(SERVER_NAME="localhost")
    client.get(consented(client.get("/accounts/with/city/")["Location"], "wu"))
    an_app(account_of("wu"))
    again = Client(SERVER_NAME="localhost")
    done = again.get(consented(again.get("/accounts/with/city/")["Location"], "wu"))
    assert done["Location"] == "/accounts/second/"
    assert "account" not in again.session


def came_back(client: Client, liar: Liar, **claims: object) -> int:
    """Leave, have the provider say its claims (with the right nonce unless one is given), come back."""
    asked = left_with(client)
    liar.claims = {"nonce": asked["nonce"]} | claims
    return client.get("/accounts/with/city/back/", {"code": "c", "state": asked["state"]}).status_code


def test_an_honest_answer_is_taken(liar: Liar, settings: Settings, tmp_path: Path) -> None:
    configure(settings, tmp_path, issuer=liar.address)
    assert came_back(Client(), liar) == 302
    token = next(given for path, given, _header in liar.asked if path == "/token")
    assert (token["grant_type"], token["client_secret"], len(token["code_verifier"])) == (
        "authorization_code",
        SECRET,
        64,
    )


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_refused(
    claims: dict[str, object], liar: Liar, settings: Settings, tmp_path: Path
) -> None:
    configure(settings, tmp_path, issuer=liar.address)
    client = Client()
    assert came_back(client, liar, **claims) == 403
    assert "account" not in client.session


@pytest.mark.parametrize("signs_with", ["secret", "nobody", "strange"])
def test_a_token_that_the_issuer_did_not_sign_is_refused(
    signs_with: str, liar: Liar, settings: Settings, tmp_path: Path
) -> None:
    configure(settings, tmp_path, issuer=liar.address)
    liar.signs_with = signs_with
    assert came_back(Client(), liar) == 403


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(liar: Liar, settings: Settings, tmp_path: Path) -> None:
    """Somebody else's answer, sent as a link, must not sign anyone in."""
    configure(settings, tmp_path, issuer=liar.address)
    attacker, victim = Client(), Client()
    asked = left_with(attacker)
    liar.claims = {"nonce": asked["nonce"]}
    assert victim.get("/accounts/with/city/back/", {"code": "c", "state": asked["state"]}).status_code == 403
    left_with(victim)
    assert victim.get("/accounts/with/city/back/", {"code": "c", "state": asked["state"]}).status_code == 403
    assert victim.get("/accounts/with/city/back/", {"code": "c"}).status_code == 403
    assert victim.get("/accounts/with/city/back/", {"error": "access_denied"}).status_code == 403


def test_an_issuer_that_calls_itself_otherwise_is_refused(liar: Liar, settings: Settings, tmp_path: Path) -> None:
    configure(settings, tmp_path, issuer=liar.address)
    liar.issuer = "https://elsewhere.example"
    assert Client().get("/accounts/with/city/").status_code == 403


def test_a_provider_that_is_away_and_one_without_https(settings: Settings, tmp_path: Path) -> None:
    configure(settings, tmp_path, issuer=f"http://127.0.0.1:{processes.free_port()}")
    away = Client().get("/accounts/with/city/")
    assert (away.status_code, "现在没有回应" in away.content.decode()) == (503, True)
    configure(settings, tmp_path, issuer="http://elsewhere.example")
    assert Client().get("/accounts/with/city/").status_code == 403


@pytest.mark.parametrize(
    ("answer", "subject"),
    [
        ({"openid": "o1", "unionid": "un1"}, "un1"),
        ({"openid": "o1"}, "o1"),
        ({"errcode": 40029, "errmsg": "invalid code"}, None),
    ],
)
def test_wechat_by_its_own_manner(
    answer: dict[str, str], subject: str | None, liar: Liar, settings: Settings, tmp_path: Path
) -> None:
    addresses = {"authorize": "https://open.weixin.qq.com/connect/qrconnect", "token": f"{liar.address}/sns"}
    configure(settings, tmp_path, kind="wechat", addresses=addresses)
    liar.answers["/sns"] = answer
    client = Client()
    there = client.get("/accounts/with/city/")["Location"]
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(there).query))
    assert there.endswith("#wechat_redirect")
    assert (asked["appid"], asked["scope"], asked["response_type"]) == ("linli", "snsapi_login", "code")
    done = client.get("/accounts/with/city/back/", {"code": "c", "state": asked["state"]})
    assert done.status_code == (302 if subject else 403)
    if subject:
        assert account_of(subject).person_id is None
        expected = {"appid": "linli", "secret": SECRET, "code": "c", "grant_type": "authorization_code"}
        assert liar.asked == [("/sns", expected, "")]


def test_dingtalk_by_its_own_manner(liar: Liar, settings: Settings, tmp_path: Path) -> None:
    addresses = {
        "authorize": "https://login.dingtalk.com/oauth2/auth",
        "token": f"{liar.address}/t",
        "user": f"{liar.address}/me",
    }
    configure(settings, tmp_path, kind="dingtalk", addresses=addresses)
    liar.answers |= {"/t": {"accessToken": "at"}, "/me": {"unionId": "ding1", "nick": "赵"}}
    client = Client()
    asked = left_with(client)
    assert (asked["client_id"], asked["prompt"]) == ("linli", "consent")
    assert client.get("/accounts/with/city/back/", {"authCode": "c", "state": asked["state"]})["Location"] == "/my/"
    assert account_of("ding1").person_id is None
    expected = {"clientId": "linli", "clientSecret": SECRET, "code": "c", "grantType": "authorization_code"}
    assert liar.asked == [("/t", expected, ""), ("/me", {}, "at")]


def test_an_unknown_provider_is_not_found_and_a_wrong_file_says_so(settings: Settings, tmp_path: Path) -> None:
    assert Client().get("/accounts/with/city/").status_code == 404
    configure(settings, tmp_path, kind="carrier-pigeon")
    with pytest.raises(ImproperlyConfigured, match="kind is one of"):
        queries.providers()


def test_nobody_is_sent_to_linking_by_another_s_link(liar: Liar, settings: Settings, tmp_path: Path) -> None:
    """Else an attacker would have their own identity open the victim's account."""
    configure(settings, tmp_path, issuer=liar.address)
    victim, attacker = (client_of(queries.self_of(an_account(name))) for name in ("zhao", "qian"))
    for address in ("/accounts/with/city/?link=1", linking(attacker)):
        assert victim.get(address).status_code == 403
        assert Client().get(address).status_code == 403
    left_with(victim, linking(victim))
    assert victim.session["outside"]["link"] == "1"
