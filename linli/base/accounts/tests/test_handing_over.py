"""Codes handed over in person: good once, for a day, for one account; and what officers may do about another's account."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from linli.base.accounts import actions, errors, queries
from linli.base.accounts.models import Account, Factor, Handover
from linli.base.accounts.permissions import CAPABILITY
from linli.base.accounts.tests.factories import PASSWORD, an_account, an_app, client_of
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotAllowed
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident

pytestmark = pytest.mark.django_db
SYSTEM, NOW = Actor.system("test"), clock.now()
HERE = actions.Caller("10.0.0.1")
NEW = "a better horse 9"
RECOVER = "/accounts/recover/"


def officer(capabilities: str) -> Actor:
    return replace(post(Area(), Level.COUNTY, capabilities), account_id=new_id(), person_id=new_id())


ADMINISTRATOR, SECURITY = officer("accounts"), officer("security")


def code_for(account: Account) -> str:
    return actions.issue_recovery(account_id=account.id, is_officer=False, actor=ADMINISTRATOR, now=NOW).code


def sent(username: str, code: str, new: str = NEW, again: str = NEW, client: Client | None = None) -> int:
    values = {"username": username, "code": code, "new": new, "again": again}
    return (client or Client()).post(RECOVER, values).status_code


def test_a_code_gives_a_new_password_and_voids_everything_else() -> None:
    account = an_account("zhao", new_id())
    an_app(account)
    session = client_of(replace(resident(account.person_id), account_id=account.id))
    code = code_for(account)
    assert session.get("/accounts/posts/").status_code == 200, "nothing changes until the code is used"
    client = Client()
    assert (
        client.post(RECOVER, {"username": "zhao", "code": code.upper().replace("-", " "), "new": NEW, "again": NEW})[
            "Location"
        ]
        == "/my/"
    )
    assert session.get("/accounts/posts/").status_code == 302
    with walls.acting(SYSTEM):
        assert not Factor.objects.filter(account=account).exists()
    assert actions.sign_in(username="zhao", password=NEW, caller=HERE, now=NOW) == account
    with pytest.raises(errors.WrongPassword):
        actions.sign_in(username="zhao", password=PASSWORD, caller=HERE, now=NOW)
    assert sent("zhao", code) == 403, "good once"


@pytest.mark.parametrize("wrong", ["code", "name", "late", "later one", "bind", "locked"])
def test_a_code_that_is_not_good_changes_nothing(wrong: str) -> None:
    account, other = an_account("zhao", new_id()), an_account("qian")
    code = code_for(account)
    name = "qian" if wrong == "name" else "zhao"
    if wrong == "code":
        code = "aaaa-bbbb-cccc"
    if wrong == "later one":
        code_for(account)
    if wrong == "bind":
        code = actions.issue_binding(person_id=new_id(), actor=officer("enrol"), now=NOW).code
    with walls.acting(SYSTEM):
        if wrong == "late":
            Handover.objects.update(ends_at=NOW - timedelta(seconds=1))
        if wrong == "locked":
            Account.objects.filter(id=account.id).update(is_active=False)
    assert sent(name, code) == 403
    with walls.acting(SYSTEM):
        assert {each.password for each in Account.objects.all()} == {account.password, other.password}
    if wrong == "name":
        assert sent("zhao", code) == 302, "tried for another name, the code is still good for its own"


def test_a_weak_password_is_refused_and_the_code_stays_good() -> None:
    account = an_account("zhao", new_id())
    code = code_for(account)
    assert sent("zhao", code, "password", "password") == 422
    assert sent("zhao", code, NEW, "another one") == 422
    assert sent("zhao", code) == 302


def test_codes_can_be_tried_eight_times_from_one_address(settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False
    assert [sent("zhao", "aaaa-bbbb-cccc") for _ in range(9)] == [403] * 8 + [429]


def test_staff_go_on_to_set_up_a_new_factor() -> None:
    account = an_account("zhao", new_id())
    code = code_for(account)
    former = queries.posts_of(account.id)
    assert former == []
    with walls.acting(SYSTEM):
        paper = actions.open_for(person_id=new_id(), username="new.one", is_officer=False, actor=ADMINISTRATOR, now=NOW)
    assert (paper.username, paper.until) == ("new.one", NOW + timedelta(hours=24))
    with pytest.raises(errors.WrongPassword):
        actions.sign_in(username="new.one", password="", caller=HERE, now=NOW)
    assert sent("new.one", paper.code) == 302
    assert sent("zhao", code) == 302


ACTS: dict[str, Callable[[UUID, Actor], object]] = {
    "open_account": lambda _of, by: actions.open_for(
        person_id=new_id(), username="x", is_officer=False, actor=by, now=NOW
    ),
    "issue_code": lambda of, by: actions.issue_recovery(account_id=of, is_officer=False, actor=by, now=NOW),
    "issue_code_to_officer": lambda of, by: actions.issue_recovery(account_id=of, is_officer=True, actor=by, now=NOW),
    "lock": lambda of, by: actions.set_locked(account_id=of, is_locked=True, actor=by, now=NOW),
    "unlock": lambda of, by: actions.set_locked(account_id=of, is_locked=False, actor=by, now=NOW),
    "end_sessions": lambda of, by: actions.end_sessions_of(account_id=of, actor=by, now=NOW),
    "withdraw_factors": lambda of, by: actions.withdraw_factors(account_id=of, actor=by, now=NOW),
    "issue_binding": lambda of, by: actions.issue_binding(person_id=of, actor=by, now=NOW),
}


def test_every_act_is_in_the_table() -> None:
    assert set(ACTS) == set(CAPABILITY)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("capability", ["accounts", "security", "enrol", "journal", "bodies people reveal"])
def test_each_act_asks_for_its_own_capability(act: str, capability: str) -> None:
    account = an_account("zhao", new_id())
    try:
        ACTS[act](account.id, officer(capability))
    except NotAllowed:
        done = False
    else:
        done = True
    assert done is (CAPABILITY[act] in capability.split())


@pytest.mark.parametrize(
    "act", ["issue_code", "lock", "unlock", "end_sessions", "withdraw_factors", "issue_code_to_officer"]
)
def test_nobody_does_any_of_it_for_themselves(act: str) -> None:
    own = an_account("zhao", new_id())
    second = an_account("zhao2", own.person_id)
    actor = replace(officer("accounts security"), account_id=own.id, person_id=own.person_id)
    for account in (own, second):
        with pytest.raises(errors.NotForOneself):
            ACTS[act](account.id, actor)


def test_a_locked_account_is_out_at_once_and_in_again_later() -> None:
    account = an_account("zhao", new_id())
    client = Client()
    client.post("/accounts/sign-in/", {"username": "zhao", "password": PASSWORD})
    assert "account" in client.session
    actions.set_locked(account_id=account.id, is_locked=True, actor=SECURITY, now=NOW)
    assert "account" not in client.session
    with pytest.raises(errors.WrongPassword):
        actions.sign_in(username="zhao", password=PASSWORD, caller=HERE, now=NOW)
    actions.set_locked(account_id=account.id, is_locked=False, actor=SECURITY, now=NOW)
    assert actions.sign_in(username="zhao", password=PASSWORD, caller=HERE, now=NOW) == account


def test_withdrawn_factors_leave_no_way_in_but_a_code_in_person() -> None:
    account = an_account("zhao", new_id())
    an_app(account)
    actions.withdraw_factors(account_id=account.id, actor=SECURITY, now=NOW)
    with pytest.raises(errors.WrongPassword):
        actions.sign_in(username="zhao", password=PASSWORD, caller=HERE, now=NOW)
    assert sent("zhao", code_for(account)) == 302


def test_every_act_is_on_record() -> None:
    account = an_account("zhao", new_id())
    client_of(replace(resident(account.person_id), account_id=account.id))
    for act in ("issue_code", "end_sessions", "lock", "unlock", "withdraw_factors", "issue_binding"):
        actor = replace(officer(CAPABILITY[act]), label=act)
        ACTS[act](account.id, actor)
    with walls.acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT label, act FROM journal_entry ORDER BY id")
        assert cursor.fetchall() == [
            ("issue_code", "account.recovery_issued"),
            ("end_sessions", "account.sessions_ended"),
            ("lock", "account.locked"),
            ("unlock", "account.unlocked"),
            ("withdraw_factors", "account.factors_withdrawn"),
            ("issue_binding", "account.binding_issued"),
        ]
        cursor.execute("SELECT count(*) FROM journal_payload WHERE what ~ '[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}'")
        assert cursor.fetchone() == (0,), "no code is ever put on record"


def test_an_account_is_bound_by_the_code_alone_and_once() -> None:
    account, person = an_account("wang"), new_id()
    own = queries.self_of(account)
    client = client_of(own)
    paper = actions.issue_binding(person_id=person, actor=officer("enrol"), now=NOW)
    assert "和本人绑定" in client.get("/accounts/own/").content.decode()
    assert client.post("/accounts/own/bind/", {"code": "aaaa-bbbb-cccc"}).status_code == 403
    assert client.post("/accounts/own/bind/", {"code": paper.code})["Location"] == "/my/"
    with walls.acting(SYSTEM):
        assert Account.objects.get(id=account.id).person_id == person
    other = an_account("li")
    assert client_of(queries.self_of(other)).post("/accounts/own/bind/", {"code": paper.code}).status_code == 403
    again = actions.issue_binding(person_id=new_id(), actor=officer("enrol"), now=NOW)
    refused = client.post("/accounts/own/bind/", {"code": again.code})
    assert refused.status_code == 409
    with walls.acting(SYSTEM):
        assert Account.objects.get(id=account.id).person_id == person


def test_binding_wants_somebody_signed_in() -> None:
    assert Client().post("/accounts/own/bind/", {"code": "x"}).status_code == 401


def test_the_console_opens_the_first_accounts() -> None:
    person, out = new_id(), io.StringIO()
    call_command("hand_over", "first", person=person, stdout=out)
    code = out.getvalue().split()[1]
    assert sent("first", code) == 302
    with walls.acting(SYSTEM):
        assert Account.objects.get(username="first").person_id == person
    with pytest.raises(errors.NoAccount):
        call_command("hand_over", "nobody", stdout=out)


def test_who_leaves_office_is_out_everywhere() -> None:
    person: UUID = new_id()
    first, second, other = an_account("zhao", person), an_account("zhao2", person), an_account("qian", new_id())
    clients = [client_of(replace(resident(each.person_id), account_id=each.id)) for each in (first, second, other)]
    assert actions.leave_office(person_id=person, actor=SYSTEM, now=NOW) == 2
    assert ["account" in each.session for each in clients] == [False, False, True]


def test_a_recovered_code_of_an_app_is_worthless() -> None:
    account = an_account("zhao", new_id())
    seed = an_app(account)
    sent("zhao", code_for(account))
    with walls.acting(SYSTEM), pytest.raises(errors.WrongCode):
        actions.pass_code(account=account, code=totp.code_at(seed, NOW), caller=HERE, now=NOW)
