"""Accounts are seen by their owners and by the sign-in; attacked below Django, with another account present."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from linli.base.accounts.actions.sessions import digest_of
from linli.base.accounts.models import Account
from linli.base.accounts.tests.factories import an_account, client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Raw SQL as the application role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.django_db
def test_one_sees_ones_own_account_alone() -> None:
    mine, _other = an_account("zhao"), an_account("qian")
    for actor in (replace(resident(None), account_id=mine.id), replace(post(Area(), Level.CITY), account_id=mine.id)):
        with walls.acting(actor):
            assert run("SELECT username FROM accounts_account") == [("zhao",)]
            assert run("UPDATE accounts_account SET is_active = true RETURNING username") == [("zhao",)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    [
        lambda _mine: Actor.intake(),
        lambda mine: Actor.tracking(mine.id),
        lambda mine: resident(mine.person_id),
        lambda mine: replace(post(Area(), Level.CITY, "people bodies journal"), person_id=mine.person_id),
    ],
    ids=["intake", "tracking", "the same person", "another post"],
)
def test_nobody_else_sees_or_changes_an_account(who: Callable[[Account], Actor]) -> None:
    mine = an_account("zhao", person_id=new_id())
    with walls.acting(who(mine)):
        assert run("SELECT count(*) FROM accounts_account") == [(0,)]
        assert run("UPDATE accounts_account SET is_active = false RETURNING id") == []
        assert run("DELETE FROM accounts_account RETURNING id") == []
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            run(
                "INSERT INTO accounts_account (id, username, password, is_active, created_at)"
                " VALUES (%s, 'x', 'x', true, now())",
                new_id(),
            )


def test_without_an_actor_no_account_is_seen(committed_db: str, app_sql: psycopg.Connection[Any]) -> None:
    an_account("zhao")
    assert app_sql.execute("SELECT count(*) FROM accounts_account").fetchone() == (0,)
    assert app_sql.execute("UPDATE accounts_account SET password = 'x'").rowcount == 0


FACTOR_AND_SESSION = {
    "accounts_factor": "INSERT INTO accounts_factor (id, account_id, kind, name, seed_sealed, last_count, created_at)"
    " VALUES (%s, %s, 'codes', 'x', 'x', 0, now())",
    "accounts_sparecode": "INSERT INTO accounts_sparecode (id, account_id, digest) VALUES (%s, %s, 'x')",
    "accounts_session": "INSERT INTO accounts_session (id, account_id, key_digest, content, browser, address, opened_at, seen_at,"
    " ends_at) VALUES (%s, %s, 'x', '', '', '', now(), now(), now() + interval '1 hour')",
    "accounts_identity": "INSERT INTO accounts_identity (id, account_id, provider, subject, linked_at)"
    " VALUES (%s, %s, 'city', 'x', now())",
}


CODES = {
    "accounts_handover": "INSERT INTO accounts_handover (id, account_id, kind, digest, issued_at, ends_at)"
    " VALUES (%s, %s, 'recover', 'x', now(), now())",
    "accounts_phonecode": "INSERT INTO accounts_phonecode (id, phone_digest, phone_sealed, code_digest, ends_at, tries)"
    " VALUES (%s, 'x', %s::text::bytea, 'x', now(), 0)",
}


@pytest.mark.django_db
@pytest.mark.parametrize("table", CODES)
def test_codes_are_nobody_s_to_read_or_to_write(table: str) -> None:
    mine = an_account("zhao", person_id=new_id())
    with walls.acting(Actor.system("test")):
        run(CODES[table], new_id(), mine.id)
    everybody = [
        Actor.intake(),
        replace(resident(mine.person_id), account_id=mine.id),
        replace(post(Area(), Level.CITY, "people bodies journal accounts security enrol"), account_id=mine.id),
    ]
    for actor in everybody:
        with walls.acting(actor):
            assert run(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 -- a table of ours
            assert run(f"UPDATE {table} SET used_at = NULL RETURNING id") == []  # noqa: S608 -- likewise
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                run(CODES[table], new_id(), mine.id)


@pytest.mark.django_db
@pytest.mark.parametrize("table", FACTOR_AND_SESSION)
def test_factors_codes_and_sessions_are_their_owner_s(table: str) -> None:
    mine, other = an_account("zhao", person_id=new_id()), an_account("qian")
    with walls.acting(Actor.system("test")):
        run(FACTOR_AND_SESSION[table], new_id(), mine.id)
    with walls.acting(replace(resident(None), account_id=mine.id)):
        assert run(f"SELECT account_id FROM {table}") == [(mine.id,)]  # noqa: S608 -- a table of ours
    strangers = [
        Actor.intake(),
        replace(resident(None), account_id=other.id),
        replace(resident(mine.person_id), account_id=other.id),
        replace(post(Area(), Level.CITY, "people bodies journal accounts security"), account_id=other.id),
    ]
    for actor in strangers:
        with walls.acting(actor):
            assert run(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 -- a table of ours
            assert run(f"DELETE FROM {table} RETURNING id") == []  # noqa: S608 -- likewise
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                run(FACTOR_AND_SESSION[table], new_id(), mine.id)


def test_without_an_actor_a_session_opens_only_to_its_key(committed_db: str, app_sql: psycopg.Connection[Any]) -> None:
    client = client_of(replace(resident(None), account_id=new_id()))
    key = client.session.session_key or ""
    assert app_sql.execute("SELECT count(*) FROM accounts_session").fetchone() == (0,)
    read = "SELECT accounts_session_read(%s, now(), interval '30 minutes') IS NOT NULL"
    assert app_sql.execute(read, [digest_of(key)]).fetchone() == (True,)
    assert app_sql.execute(read, [digest_of(key[:-1])]).fetchone() == (False,)
    assert app_sql.execute(read, [key.encode()]).fetchone() == (False,)
