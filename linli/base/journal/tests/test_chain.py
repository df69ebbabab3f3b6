"""The chain: closed in batches, whole when nobody touched it, broken wherever the owner of the database did."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from linli.base.journal.actions import record, seal
from linli.base.journal.queries import breaches, last_seal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
JOB = Actor.system("test")
PATIENCE = timedelta(seconds=60)


def act(**what: Any) -> None:
    """One act on record, committed."""
    with walls.acting(JOB):
        record(JOB, "test.done", "thing", new_id(), at=NOW, **what)


def seal_all(wanted: int) -> None:
    """Seal until so many entries are: a transaction still open elsewhere in the cluster may hold a batch back."""
    deadline, sealed = time.monotonic() + PATIENCE.total_seconds(), 0
    while sealed < wanted:
        with walls.acting(JOB):
            sealed += seal()
        if sealed < wanted:
            assert time.monotonic() < deadline, "no batch could be closed"
            time.sleep(0.1)
    assert sealed == wanted


def found() -> int:
    """How many breaches there are."""
    with walls.acting(JOB):
        return len(breaches())


def test_batches_follow_each_other_and_the_chain_is_whole(committed_db: str) -> None:
    with walls.acting(JOB):
        assert last_seal() is None
    act(note="一")
    act(note="二")
    seal_all(2)
    act(note="三")
    seal_all(1)
    with walls.acting(JOB):
        assert seal() == 0
        closed = last_seal()
    assert closed is not None
    assert closed.number >= 2
    assert found() == 0


TAMPERING = {
    "who": "UPDATE journal_entry SET label = '别人' WHERE id = %(id)s",
    "when": "UPDATE journal_entry SET at = at + interval '1 second' WHERE id = %(id)s",
    "where": "UPDATE journal_entry SET community_id = gen_random_uuid() WHERE id = %(id)s",
    "an id moved one column on": "UPDATE journal_entry SET person_id = NULL, post_id = subject_id WHERE id = %(id)s",
    "about whom": "UPDATE journal_entry SET about_person_id = gen_random_uuid() WHERE id = %(id)s",
    "its digest": "UPDATE journal_entry SET digest = sha256('x') WHERE id = %(id)s",
    "its order": "UPDATE journal_entry SET transaction = transaction - 1 WHERE id = %(id)s",
    "what was said": "UPDATE journal_payload SET what = '{}' WHERE entry_id = %(id)s",
    "the salt": "UPDATE journal_payload SET salt = 'x' WHERE entry_id = %(id)s",
    "an entry gone": "DELETE FROM journal_entry WHERE id = %(id)s",
    "an entry slipped in": "INSERT INTO journal_entry SELECT (e).* FROM (SELECT jsonb_populate_record(e, jsonb_build_object("
    "'id', gen_random_uuid())) AS e FROM journal_entry e WHERE id = %(id)s) copied",
    "a link gone": "DELETE FROM journal_seal WHERE number = 1",
    "a link changed": "UPDATE journal_seal SET hash = sha256('x') WHERE number = 1",
    "a later link changed": "UPDATE journal_seal SET hash = sha256('x') WHERE number = 2",
}


def test_whatever_the_owner_touches_shows(committed_db: str, owner_sql: psycopg.Cursor[Any]) -> None:
    for note in ("一", "二"):
        act(note=note)
        seal_all(1)
    owner_sql.execute("SELECT id FROM journal_entry ORDER BY transaction LIMIT 1")
    [entry_id] = owner_sql.fetchone() or [None]
    unnoticed = []
    for name, sql in TAMPERING.items():
        owner_sql.execute("SET CONSTRAINTS ALL DEFERRED")
        owner_sql.execute(sql, {"id": entry_id})
        assert owner_sql.rowcount == 1, name
        owner_sql.execute("SELECT count(*) FROM journal_breaches()")
        if owner_sql.fetchone() == (0,):
            unnoticed.append(name)
        owner_sql.connection.rollback()
    assert unnoticed == []
    assert found() == 0


def test_retention_may_erase_what_was_said(committed_db: str, owner_sql: psycopg.Cursor[Any]) -> None:
    act(note="一年后删去")
    seal_all(1)
    owner_sql.execute("DELETE FROM journal_payload")
    owner_sql.connection.commit()
    assert found() == 0


def test_an_open_transaction_holds_its_batch_back_and_is_not_lost(
    committed_db: str, app_sql: psycopg.Connection[Any]
) -> None:
    """An entry that commits late gets into a later batch; were the batch closed over it, it would look slipped in."""
    app_sql.execute("SELECT set_config('linli.sight', 'system', true)")
    app_sql.execute(
        "INSERT INTO journal_entry (id, at, act, subject_kind, sight, label, digest)"
        " VALUES (gen_random_uuid(), now(), 'late', 'thing', 'system', 'late', '')"
    )
    act(note="在它之后")
    with walls.acting(JOB):
        assert seal() == 0
    app_sql.commit()
    seal_all(2)
    assert found() == 0


def test_the_command_says_whether_the_journal_is_whole(
    committed_db: str, owner_sql: psycopg.Cursor[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    act()
    seal_all(1)
    call_command("journal", "verify")
    assert "whole" in capsys.readouterr().out
    owner_sql.execute("UPDATE journal_entry SET label = '别人'")
    owner_sql.connection.commit()
    with pytest.raises(CommandError, match="broken in 1 place"):
        call_command("journal", "verify")
