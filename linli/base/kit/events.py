"""Events: news that goes up. Stored with the change as a job, delivered after it commits.

A context publishes frozen dataclasses from its `events.py`; a higher context subscribes one of its jobs by task name.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app as jobs

from linli.base.kit import hot

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_heard_by: dict[type, list[str]] = defaultdict(list)


def subscribe(event: type, task_name: str) -> None:
    """Have the job `task_name` run once for each published `event`; it gets the event's fields as keywords."""
    if task_name not in _heard_by[event]:
        _heard_by[event].append(task_name)


def subscribers(event: type) -> tuple[str, ...]:
    """The names of the jobs that hear an event."""
    return tuple(_heard_by[event])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def payload(event: "DataclassInstance") -> dict[str, Any]:
    """The event's fields as JSON values: ids and times as text."""
    return {field.name: _plain(getattr(event, field.name)) for field in fields(event)}


def silence(*task_names: str) -> None:
    """Store no such jobs until they are heeded again: nobody is there whom they would serve."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kit_unheard SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [list(task_names)])


def heed(*task_names: str) -> None:
    """Store such jobs from now on."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kit_unheard WHERE task = ANY(%s)", [list(task_names)])


def publish(event: "DataclassInstance") -> None:
    """Store one job for each subscriber that is heeded, in the running transaction; one statement."""
    tasks, arguments = stored([event])
    for task_name in tasks:
        jobs.configure_task(task_name, allow_unknown=False)
    if tasks:
        hot.execute(STORE_JOBS, {"job_tasks": tasks, "job_args": arguments})


def stored(news: "Sequence[DataclassInstance]") -> tuple[list[str], str]:
    """The jobs `publish` would store for events of one kind, for an action that writes one SQL statement.

    Task names, and the JSON list of their arguments, one object for each event.
    """
    tasks = _heard_by[type(news[0])] if news else []
    return tasks, json.dumps([payload(event) for event in news])


STORE_JOBS = """
SELECT procrastinate_defer_jobs_v1(array_agg(
  ROW('default', task.name, 0, NULL, NULL, told.args, NULL)::procrastinate_job_to_defer_v1 ORDER BY told.nth, task.nth))
FROM jsonb_array_elements(%(job_args)s::jsonb) WITH ORDINALITY told(args, nth),
     unnest(%(job_tasks)s::text[]) WITH ORDINALITY task(name, nth)
WHERE NOT EXISTS (SELECT FROM kit_unheard WHERE kit_unheard.task = task.name)
"""
"""SQL: store those jobs; one row, for the last SELECT of such a statement."""
