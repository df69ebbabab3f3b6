"""Sessions end: when nothing is done in them, when their time is over, when their owner says so. An ended one stays ended."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from pytest_django import Settings

from linli.base.accounts.actions.sessions import SessionStore, digest_of
from linli.base.accounts.jobs import clear_sessions
from linli.base.accounts.models import Session
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


def a_store(**content: str) -> SessionStore:
    """A session that was written."""
    store = SessionStore()
    store.update(content)
    store.save()
    return store


def reread(store: SessionStore) -> SessionStore:
    """The same session in its browser's next request."""
    return SessionStore(store.session_key)


def age(store: SessionStore, **changes: timedelta) -> None:
    """Let time have passed for a session."""
    with walls.acting(SYSTEM):
        session = Session.objects.get(key_digest=digest_of(store.session_key or ""))
        for name, by in changes.items():
            setattr(session, name, getattr(session, name) - by)
        session.save()


def seen_at(store: SessionStore) -> Session:
    with walls.acting(SYSTEM):
        return Session.objects.get(key_digest=digest_of(store.session_key or ""))


def test_a_session_is_read_by_its_key_and_the_key_is_not_kept() -> None:
    store = a_store(colour="green")
    assert reread(store)["colour"] == "green"
    assert SessionStore("x" * 32).get("colour") is None
    with walls.acting(SYSTEM):
        assert [bytes(each.key_digest) for each in Session.objects.all()] == [digest_of(store.session_key or "")]


@pytest.mark.parametrize(("minutes", "is_open"), [(29, True), (31, False)])
def test_an_account_s_session_ends_when_nothing_is_done(minutes: int, is_open: bool, settings: Settings) -> None:
    settings.LINLI_IDLE_SECONDS = 30 * 60
    store = a_store(account=str(new_id()))
    age(store, seen_at=timedelta(minutes=minutes))
    assert ("account" in reread(store)) is is_open


def test_a_visitor_s_session_does_not_idle() -> None:
    store = a_store(colour="green")
    age(store, seen_at=timedelta(hours=3))
    assert reread(store)["colour"] == "green"


def test_being_used_is_written_down_once_a_minute() -> None:
    store = a_store(account=str(new_id()))
    age(store, seen_at=timedelta(seconds=50))
    before = seen_at(store).seen_at
    reread(store).load()
    assert seen_at(store).seen_at == before
    age(store, seen_at=timedelta(seconds=20))
    reread(store).load()
    assert clock.now() - seen_at(store).seen_at < timedelta(seconds=10)


def test_a_session_ends_at_last_however_busy_it_is() -> None:
    store = a_store(account=str(new_id()))
    end = seen_at(store).ends_at
    used = reread(store)
    used["colour"] = "green"
    used.save()
    assert seen_at(store).ends_at == end
    assert timedelta(hours=7) < end - clock.now() <= timedelta(hours=8)
    age(store, ends_at=timedelta(hours=8))
    assert reread(store).get("account") is None


def test_an_ended_session_does_not_come_back_when_a_slow_request_writes_it() -> None:
    store = a_store(account=str(new_id()))
    slow = reread(store)
    slow["colour"] = "green"
    reread(store).flush()
    with pytest.raises(UpdateError):
        slow.save()
    assert reread(store).get("account") is None


def test_a_new_key_makes_the_old_one_worthless() -> None:
    store = a_store(account=str(new_id()))
    old = SessionStore(store.session_key)
    store.cycle_key()
    store.save()
    assert SessionStore(old.session_key).get("account") is None
    assert reread(store)["account"]


def test_what_ended_is_cleared_away() -> None:
    kept, ended = a_store(a="b"), a_store(a="b")
    age(ended, ends_at=timedelta(hours=9))
    clear_sessions(0)
    with walls.acting(SYSTEM):
        assert [bytes(each.key_digest) for each in Session.objects.all()] == [digest_of(kept.session_key or "")]


def test_a_page_after_the_idle_time_leads_to_signing_in() -> None:
    client = client_of(replace(post(Area(), Level.COMMUNITY), account_id=new_id()))
    assert client.get("/accounts/posts/").status_code == 200
    store = SessionStore(client.session.session_key)
    age(store, seen_at=timedelta(minutes=31))
    there = client.get("/accounts/posts/")["Location"]
    assert re.match("/accounts/sign-in/", there)
    assert "登录已经结束" in client.get(there).content.decode()
    assert "登录已经结束" not in client.get(client.get("/accounts/posts/")["Location"]).content.decode(), "said once"


def test_saying_that_one_is_there_keeps_the_session() -> None:
    client = client_of(replace(post(Area(), Level.COMMUNITY), account_id=new_id()))
    store = SessionStore(client.session.session_key)
    age(store, seen_at=timedelta(minutes=29))
    assert client.post("/ui/stay/").status_code == 204
    assert clock.now() - seen_at(store).seen_at < timedelta(seconds=10)
