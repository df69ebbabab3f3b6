"""Notices: told once, read by whom they are for, marked when read; the walls attacked below Django."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident
from linli.base.notices import public as notices
from linli.base.notices.models import Notice

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
JOB = Actor.system("test")


def tell(post_id: UUID | None = None, account_id: UUID | None = None, at: datetime = NOW, **words: Any) -> None:
    """A notice, left by a job."""
    with walls.acting(JOB):
        notices.tell(
            kind="test",
            subject_kind="thing",
            subject_id=SUBJECT,
            at=at,
            post_id=post_id,
            account_id=account_id,
            **words,
        )


SUBJECT = new_id()


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Raw SQL as the application role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.django_db
def test_a_post_reads_its_notices_newest_first_and_marks_them_read() -> None:
    clerk, other = post(Area(), Level.GRID), post(Area(), Level.GRID)
    tell(clerk.post_id, number="1")
    tell(clerk.post_id, number="2", at=NOW + timedelta(minutes=1))
    tell(other.post_id, number="3")
    with walls.acting(clerk):
        assert [notice.words for notice in notices.notices_of(clerk)] == [{"number": "2"}, {"number": "1"}]
        assert notices.unread_count(clerk) == 2
        assert notices.mark_read(actor=clerk, now=NOW) == 2
        assert (notices.unread_count(clerk), notices.mark_read(actor=clerk, now=NOW)) == (0, 0)
    with walls.acting(other):
        assert notices.unread_count(other) == 1


@pytest.mark.django_db
def test_an_account_reads_what_was_told_to_it_as_itself() -> None:
    own = resident(new_id())
    tell(account_id=own.account_id)
    tell(account_id=new_id())
    with walls.acting(own):
        assert notices.unread_count(own) == 1
    at_work = replace(post(Area(), Level.GRID), account_id=own.account_id)
    with walls.acting(at_work):
        assert notices.unread_count(at_work) == 0


@pytest.mark.django_db
def test_a_job_that_runs_twice_tells_once() -> None:
    post_id = new_id()
    tell(post_id)
    tell(post_id)
    tell(post_id, at=NOW + timedelta(seconds=1))
    tell(new_id())
    with walls.acting(JOB):
        assert Notice.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("both", [True, False])
def test_a_notice_goes_to_a_post_or_an_account(both: bool) -> None:
    ids = {"post_id": new_id(), "account_id": new_id()} if both else {}
    with (
        walls.acting(JOB),
        pytest.raises(IntegrityError, match="a_notice_goes_to_a_post_or_an_account"),
        transaction.atomic(),
    ):
        Notice.objects.create(kind="x", subject_kind="x", subject_id=SUBJECT, at=NOW, **ids)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who",
    [
        lambda _for: post(Area(), Level.CITY, "matters people journal"),
        lambda _for: post(Area(), Level.COUNTY, "matters", sight=Sight.HELD),
        lambda _for: resident(new_id()),
        lambda _for: Actor.intake(),
        lambda _for: Actor.tracking(SUBJECT),
    ],
    ids=["another post", "held", "another resident", "visitor", "tracker"],
)
def test_nobody_else_sees_changes_or_writes_notices(who: Callable[[None], Actor]) -> None:
    tell(new_id())
    tell(account_id=new_id())
    with walls.acting(who(None)):
        assert run("SELECT count(*) FROM notices_notice") == [(0,)]
        assert run("UPDATE notices_notice SET read_at = now() RETURNING id") == []
        assert run("DELETE FROM notices_notice RETURNING id") == []
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            run(
                "INSERT INTO notices_notice (id, kind, post_id, subject_kind, subject_id, words, at)"
                " VALUES (%s, 'x', %s, 'x', %s, '{}', now())",
                new_id(),
                new_id(),
                SUBJECT,
            )


def test_without_an_actor_no_notice_is_seen(committed_db: str, app_sql: psycopg.Connection[Any]) -> None:
    tell(new_id())
    assert app_sql.execute("SELECT count(*) FROM notices_notice").fetchone() == (0,)
    assert app_sql.execute("UPDATE notices_notice SET read_at = now()").rowcount == 0
