"""The same code at the same moment opens one session; ten wrong guesses at once are no more tries than one after another."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from pytest_django import Settings

from linli.base.accounts import actions, errors, queries
from linli.base.accounts.actions.phone import TRIES as PHONE_TRIES
from linli.base.accounts.actions.signing import TRIES
from linli.base.accounts.models import Account, Handover, PhoneCode
from linli.base.accounts.queries import messages
from linli.base.accounts.tests.factories import PASSWORD, an_account, an_app
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import TooMany
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post
from linli.base.kit.tests.together import at_once

SYSTEM, NOW = Actor.system("test"), clock.now()
HERE = actions.Caller("10.0.0.1")
NEW = "a better horse 9"
GUESSES = 10
Sent = list[str]


@pytest.fixture
def sent() -> Iterator[Sent]:
    """The digits a gateway was given: a real sender, registered as the gateway's context registers its own."""
    kept: Sent = []
    former = messages._senders[:]
    messages.register_sender(lambda _phone, words: kept.append(words))
    yield kept
    messages._senders[:] = former


@pytest.fixture(autouse=True)
def _counted(settings: Settings) -> None:
    settings.LINLI_LIMITS_OFF = False


def as_owner(account: Account, act: Callable[[], object]) -> object:
    """What the view of the second step does: a transaction of the account's owner."""
    with walls.acting(queries.self_of(account)):
        return act()


def outcomes(found: list[object]) -> Counter[type]:
    return Counter(type(each) for each in found)


def wrong(code: str) -> str:
    """Six digits that are surely others."""
    return f"{(int(code) + 500_000) % 10**6:06d}"


def test_one_phone_code_used_twice_opens_once(committed_db: str, sent: Sent) -> None:
    code_id = actions.send_code(phone="13800001234", words="{code}", caller=HERE, now=NOW)
    found = at_once([partial(actions.pass_phone, code_id=code_id, code=sent[0], now=NOW)] * 2)
    assert outcomes(found) == {Account: 1, errors.WrongPhoneCode: 1}
    with walls.acting(SYSTEM):
        assert Account.objects.count() == 1


def test_two_codes_of_one_new_phone_open_one_account(committed_db: str, sent: Sent) -> None:
    ids = [actions.send_code(phone="13800001234", words="{code}", caller=HERE, now=NOW) for _ in range(2)]
    found = at_once(
        [partial(actions.pass_phone, code_id=each, code=code, now=NOW) for each, code in zip(ids, sent, strict=True)]
    )
    assert outcomes(found) == {Account: 2}
    assert found[0] == found[1]


def test_ten_wrong_guesses_of_a_phone_code_at_once_are_five_tries(committed_db: str, sent: Sent) -> None:
    code_id = actions.send_code(phone="13800001234", words="{code}", caller=HERE, now=NOW)
    guess = partial(actions.pass_phone, code_id=code_id, code=wrong(sent[0]), now=NOW)
    assert outcomes(at_once([guess] * GUESSES)) == {errors.WrongPhoneCode: GUESSES}
    with walls.acting(SYSTEM):
        assert PhoneCode.objects.get(id=code_id).tries == PHONE_TRIES
    with pytest.raises(errors.WrongPhoneCode):
        actions.pass_phone(code_id=code_id, code=sent[0], now=NOW)


@pytest.mark.parametrize("kind", ["codes", "spare"])
def test_one_code_of_the_second_step_used_twice_passes_once(committed_db: str, kind: str) -> None:
    account = an_account("zhao")
    code = totp.code_at(an_app(account), NOW)
    if kind == "spare":
        with walls.acting(queries.self_of(account)) as own:
            code = actions.new_spare_codes(account=account, actor=own, now=NOW)[0]
    # Each in a bucket of its own: in one bucket they would queue behind the count of tries, and the code's own guard not be asked.
    known = [actions.Caller("10.0.0.1", mark, frozenset({account.id})) for mark in "abcdefgh"]
    found = at_once(
        [
            partial(as_owner, account, partial(actions.pass_code, account=account, code=code, caller=each, now=NOW))
            for each in known
        ]
    )
    assert [each for each in found if each == kind] == [kind]
    assert outcomes(found) == {str: 1, errors.WrongCode: 7}


def test_ten_wrong_codes_of_the_second_step_at_once_are_eight_tries(committed_db: str) -> None:
    account = an_account("zhao")
    right = totp.code_at(an_app(account), NOW)

    def guess() -> object:
        # The view catches the refusal inside its transaction, so that the counted try stays.
        with walls.acting(queries.self_of(account)):
            try:
                return actions.pass_code(account=account, code=wrong(right), caller=HERE, now=NOW)
            except (errors.WrongCode, TooMany) as refusal:
                return refusal

    assert outcomes(at_once([guess] * GUESSES)) == {errors.WrongCode: TRIES, TooMany: GUESSES - TRIES}
    with pytest.raises(TooMany):
        as_owner(account, partial(actions.pass_code, account=account, code=right, caller=HERE, now=NOW))


def test_ten_wrong_passwords_at_once_are_eight_tries(committed_db: str) -> None:
    an_account("zhao")
    guess = partial(actions.sign_in, username="zhao", password="wrong horse", caller=HERE, now=NOW)
    assert outcomes(at_once([guess] * GUESSES)) == {errors.WrongPassword: TRIES, TooMany: GUESSES - TRIES}
    with pytest.raises(TooMany):
        actions.sign_in(username="zhao", password=PASSWORD, caller=HERE, now=NOW)


def test_one_recovery_code_used_twice_sets_one_password(committed_db: str) -> None:
    account = an_account("zhao", new_id())
    officer = replace(post(Area(), Level.COUNTY, "accounts"), account_id=new_id(), person_id=new_id())
    with walls.acting(officer):
        paper = actions.issue_recovery(account_id=account.id, is_officer=False, actor=officer, now=NOW)
    words = [f"{NEW} {who}" for who in ("first", "second")]
    found = at_once(
        [
            partial(actions.recover, username="zhao", code=paper.code, password=each, caller=HERE, now=NOW)
            for each in words
        ]
    )
    assert outcomes(found) == {Account: 1, errors.WrongHandover: 1}
    with walls.acting(SYSTEM):
        stored = Account.objects.get(id=account.id)
        assert Handover.objects.filter(account=account, used_at=NOW).count() == 1
    assert [stored.check_password(each) for each in words] == [isinstance(each, Account) for each in found]
