"""Events: stored as jobs with the change that caused them, and gone with it when it is rolled back."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import TaskNotFound

from linli.base.kit import events


@dataclass(frozen=True)
class LampMended:
    """Something happened."""

    lamp_id: UUID
    at: datetime
    on: date
    watts: int
    note: str | None


MENDED = LampMended(UUID(int=7), datetime(2026, 11, 20, 1, 30, tzinfo=UTC), date(2026, 11, 20), 40, None)
TOLD = {"lamp_id": str(UUID(int=7)), "at": "2026-11-20T01:30:00+00:00", "on": "2026-11-20", "watts": 40, "note": None}


@jobs.task(name="test.hear_of_lamps")
def hear(**_told: object) -> None:
    """Somebody who listens."""


def waiting() -> list[tuple[str, dict[str, object]]]:
    """The jobs stored by these tests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs WHERE task_name LIKE 'test.%' ORDER BY id")
        return [(name, json.loads(args) if isinstance(args, str) else args) for name, args in cursor.fetchall()]


@pytest.mark.django_db
def test_an_event_is_stored_once_for_each_listener() -> None:
    for _ in range(2):
        events.subscribe(LampMended, "test.hear_of_lamps")
    assert events.subscribers(LampMended) == ("test.hear_of_lamps",)
    events.publish(MENDED)
    assert waiting() == [("test.hear_of_lamps", TOLD)]


@pytest.mark.django_db
def test_an_event_nobody_hears_costs_nothing() -> None:
    @dataclass(frozen=True)
    class Unheard:
        n: int

    events.publish(Unheard(1))
    assert waiting() == []


@pytest.mark.django_db
def test_news_of_what_did_not_happen_is_not_told() -> None:
    events.subscribe(LampMended, "test.hear_of_lamps")
    with transaction.atomic():
        events.publish(MENDED)
        transaction.set_rollback(True)
    assert waiting() == []


@pytest.mark.django_db
@pytest.mark.parametrize("many", [0, 1, 3])
def test_one_statement_stores_what_publish_would(many: int) -> None:
    events.subscribe(LampMended, "test.hear_of_lamps")
    news = [replace(MENDED, watts=number) for number in range(many)]
    tasks, args = events.stored(news)
    with connection.cursor() as cursor:
        cursor.execute(events.STORE_JOBS, {"job_tasks": tasks, "job_args": args})
    assert waiting() == [("test.hear_of_lamps", TOLD | {"watts": number}) for number in range(many)]


@pytest.mark.django_db
def test_what_serves_nobody_is_not_stored_until_it_is_heeded_again() -> None:
    events.subscribe(LampMended, "test.hear_of_lamps")
    for _ in range(2):
        events.silence("test.hear_of_lamps")
    events.publish(MENDED)
    tasks, args = events.stored([MENDED])
    with connection.cursor() as cursor:
        cursor.execute(events.STORE_JOBS, {"job_tasks": tasks, "job_args": args})
    assert waiting() == []
    events.heed("test.hear_of_lamps")
    events.publish(MENDED)
    assert waiting() == [("test.hear_of_lamps", TOLD)]


@pytest.mark.django_db
def test_a_listener_without_a_job_is_a_bug_and_rises() -> None:
    @dataclass(frozen=True)
    class Misheard:
        n: int

    events.subscribe(Misheard, "test.no_such_job")
    with pytest.raises(TaskNotFound):
        events.publish(Misheard(1))
