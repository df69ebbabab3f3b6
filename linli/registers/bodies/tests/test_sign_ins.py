"""Accounts of those in office: who reaches whose, the three offices apart, and sessions that end with a post."""

import re
from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from linli.base.accounts.public import Account
from linli.base.accounts.tests.factories import PASSWORD, an_account, an_app, client_of
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.ui.templatetags.ui import called
from linli.registers.bodies import actions, errors, queries
from linli.registers.bodies.models import Post, Tenure
from linli.registers.bodies.permissions import OFFICES, ROLES
from linli.registers.bodies.tests import factories
from linli.registers.bodies.tests.factories import SYSTEM, TODAY

pytestmark = pytest.mark.django_db
NOW = clock.now()
LIST = "/desk/bodies/sign-ins/"


@pytest.fixture
def office() -> factories.Office:
    return factories.office()


def officer(office: factories.Office, role: str, *, elsewhere: bool = False) -> Actor:
    """The holder of one of the three offices, of the town's county or of the other one."""
    at = office.town.other_county if elsewhere else office.town.county
    held = factories.post(factories.body(at, "county_office", name=f"{role}{elsewhere}"), role, at)
    person = factories.hold(held, "管理员").person_id
    return factories.acting_as(held, at, person_id=person)


def page(actor: Actor, address: str, **fields: str) -> Any:
    client = client_of(actor)
    response = client.post(address, fields) if fields else client.get(address)
    if response.status_code in {200, 409, 422}:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def holder(office: factories.Office, username: str = "") -> tuple[Any, str]:
    """The secretary's person, with an account if it is named, and the address of their page."""
    with walls.acting(SYSTEM):
        person = Tenure.objects.get(post=office.secretary).person_id
    if username:
        an_account(username, person)
    return person, reverse("bodies:sign_in_of", args=[person])


def test_the_pages_open_to_administrator_and_security_officer_alone(office: factories.Office) -> None:
    _person, one = holder(office, "secretary1")
    for role in ROLES:
        at = getattr(office.town, ROLES[role].level.value, office.town.grid)
        held = factories.post(factories.body(at, name=f"x{role}"), role, at)
        expected = 200 if role in {"administrator", "security_officer"} else 403
        for address in (LIST, one):
            assert page(factories.acting_as(held, at), address).status_code == expected, role
    for address in (LIST, one):
        assert Client().get(address)["Location"].startswith("/accounts/sign-in/")
        assert Client().post(address).status_code == 401


def test_another_county_s_officers_see_and_do_nothing(office: factories.Office) -> None:
    _person, one = holder(office, "secretary1")
    for role, act in (("administrator", "issue_code"), ("security_officer", "lock")):
        stranger = officer(office, role, elsewhere=True)
        assert "secretary1" not in page(stranger, LIST).content.decode()
        assert page(stranger, one).status_code == 404
        assert page(stranger, one, act=act).status_code == 404
    with walls.acting(SYSTEM):
        assert Account.objects.get(username="secretary1").is_active


def test_the_list_finds_by_name_and_by_post(office: factories.Office) -> None:
    holder(office, "secretary1")
    administrator = officer(office, "administrator")
    assert "secretary1" in page(administrator, LIST + "?q=王").content.decode()
    assert "secretary1" in page(administrator, LIST + "?q=社区书记").content.decode()
    nothing = page(administrator, LIST + "?q=没有这个人").content.decode()
    assert ("secretary1" in nothing, "没有找到" in nothing) == (False, True)


def test_the_list_asks_as_much_for_three_as_for_one(office: factories.Office) -> None:
    administrator = officer(office, "administrator")

    def statements(words: str) -> int:
        client = client_of(administrator)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"{LIST}?q={words}")
        return len(asked)

    one = statements("管理员")
    three = statements("王秀英")
    assert one == three


def test_the_administrator_opens_an_account_and_its_owner_sets_it_up(office: factories.Office) -> None:
    person, one = holder(office)
    administrator = officer(office, "administrator")
    assert page(administrator, one, act="open_account", username="X Y").status_code == 422
    printed = page(administrator, one, act="open_account", username="wang.xiuying").content.decode()
    code = re.search(r"<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", printed)
    assert code
    assert page(administrator, one, act="open_account", username="wang.xiuying").status_code == 409
    client = Client()
    new = {"username": "wang.xiuying", "code": code[1], "new": "a better horse 9", "again": "a better horse 9"}
    there = client.post("/accounts/recover/", new)["Location"]
    setting_up = client.get(client.get(there)["Location"]).content.decode()
    seed = re.search(r"<code>([A-Z2-7 ]{30,})</code>", setting_up)
    assert seed
    app = totp.code_at(seed[1].replace(" ", ""), clock.now())
    assert "十个备用码" in client.post("/accounts/second/set-up/", {"name": "x", "code": app}).content.decode()
    assert client.session["post"] == str(office.secretary.id)
    with walls.acting(SYSTEM):
        assert Account.objects.get(username="wang.xiuying").person_id == person


@pytest.mark.parametrize(
    ("role", "does"),
    [("administrator", {"issue_code"}), ("security_officer", {"lock", "unlock", "end_sessions", "withdraw_factors"})],
)
def test_each_officer_does_their_own_part_alone(role: str, does: set[str], office: factories.Office) -> None:
    _person, one = holder(office, "secretary1")
    actor = officer(office, role)
    answers = {
        act: page(actor, one, act=act).status_code
        for act in ("issue_code", "lock", "unlock", "end_sessions", "withdraw_factors", "nonsense")
    }
    assert {act for act, status in answers.items() if status in {200, 302}} == does
    assert {status for act, status in answers.items() if act not in does} == {403}


def test_officers_codes_are_the_security_officer_s_and_nobody_s_own(office: factories.Office) -> None:
    administrator, security = officer(office, "administrator"), officer(office, "security_officer")
    for actor in (administrator, security):
        an_account(f"{actor.role}1", actor.person_id)
    address = {actor.role: reverse("bodies:sign_in_of", args=[actor.person_id]) for actor in (administrator, security)}
    assert page(administrator, address["security_officer"], act="issue_code").status_code == 403
    assert page(security, address["administrator"], act="issue_code").status_code == 200
    assert page(security, address["security_officer"], act="issue_code").status_code == 403
    assert page(security, address["security_officer"], act="lock").status_code == 403


@pytest.mark.parametrize("first", sorted(OFFICES))
@pytest.mark.parametrize("second", sorted(OFFICES))
def test_nobody_holds_two_of_the_three_offices(first: str, second: str, office: factories.Office) -> None:
    at, far = office.town.county, office.town.other_county
    held = factories.hold(factories.post(factories.body(at), first, at), "赵")
    other = factories.post(factories.body(far), second, far)
    with walls.acting(SYSTEM):
        if first == second:
            actions.appoint(
                post_id=other.id, person_id=held.person_id, public_name="赵", since=TODAY, actor=SYSTEM, now=NOW
            )
        else:
            with pytest.raises(errors.TwoOffices):
                actions.appoint(
                    post_id=other.id, person_id=held.person_id, public_name="赵", since=TODAY, actor=SYSTEM, now=NOW
                )


def test_the_database_holds_the_three_offices_apart_too(office: factories.Office) -> None:
    at = office.town.county
    held = factories.hold(factories.post(factories.body(at), "administrator", at), "赵", until=TODAY)
    other = factories.post(factories.body(at, name="y"), "auditor", at)
    with pytest.raises(DatabaseError, match="three offices"), transaction.atomic():
        factories.hold(other, "赵", person_id=held.person_id)
    factories.hold(other, "赵", person_id=held.person_id, since=TODAY)


@pytest.mark.parametrize("substitute", ["security_officer", "auditor", "county_desk"])
def test_none_of_the_three_stands_in_for_another(substitute: str, office: factories.Office) -> None:
    at = office.town.county
    own = factories.post(factories.body(at), "administrator", at)
    other = factories.post(factories.body(at, name="z"), substitute, at)
    for one, two in ((own, other), (other, own)):
        with walls.acting(SYSTEM), pytest.raises(errors.WrongSubstitute):
            actions.set_substitute(post_id=one.id, substitute_id=two.id, actor=SYSTEM, now=NOW)


def test_no_role_carries_two_officers_capabilities() -> None:
    apart = [{"accounts", "bodies", "places"}, {"security"}, set[str]()]
    officers = [ROLES[name].capabilities for name in sorted(OFFICES)]
    assert not officers[0] & officers[1] | officers[1] & officers[2] | officers[0] & officers[2]
    for role in ROLES.values():
        assert not (role.capabilities & apart[0] and role.capabilities & apart[1])


@pytest.mark.parametrize(("days", "is_open"), [(0, False), (1, True)])
def test_sessions_end_with_the_tenure(days: int, is_open: bool, office: factories.Office) -> None:
    person, _one = holder(office)
    account = an_account("secretary1", person)
    seed = an_app(account)
    client = Client()
    there = client.post("/accounts/sign-in/", {"username": "secretary1", "password": PASSWORD})["Location"]
    assert client.post(there, {"code": totp.code_at(seed, clock.now())})["Location"] == "/desk/"
    assert client.session["post"] == str(office.secretary.id)
    with walls.acting(SYSTEM):
        actions.end_tenure(post_id=office.secretary.id, until=TODAY + timedelta(days=days), actor=SYSTEM, now=NOW)
    assert ("account" in client.session) is is_open
    if is_open:
        with walls.acting(SYSTEM):
            Tenure.objects.filter(post=office.secretary).update(until=TODAY)
        assert client.get("/desk/bodies/")["Location"].startswith("/accounts/sign-in/")
        assert "account" not in client.session, "found ended at its next request, it is ended"


def test_a_post_without_an_account_says_so(office: factories.Office) -> None:
    _person, one = holder(office)
    refused = page(officer(office, "security_officer"), one, act="lock")
    assert refused.status_code == 404
    assert page(officer(office, "administrator"), reverse("bodies:sign_in_of", args=[new_id()])).status_code == 404


def test_a_reader_of_english_is_called_by_the_english_name_of_their_post(office: factories.Office) -> None:
    person, _address = holder(office)
    account = an_account("secretary1", person)
    with walls.acting(SYSTEM):
        Post.objects.filter(id=office.secretary.id).update(title="社区书记", title_en="Community secretary")
    known = queries.actor_source(account.id, office.secretary.id)
    assert known is not None
    with override("en"):
        assert called(known.actor).endswith(", Community secretary")
        assert [choice.title for choice in queries.post_choices(account.id)] == ["Community secretary"]
    with override("zh-hans"):
        assert called(known.actor) == known.actor.label
        assert known.actor.label.startswith("社区书记 ")
        assert [choice.title for choice in queries.post_choices(account.id)] == ["社区书记"]
