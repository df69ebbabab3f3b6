"""The rows behind a figure: the very steps it counts, by the same conditions the summaries are counted with."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.lists import _FIELDS, PAGE, Row, rows
from linli.base.kit.actor import SCOPE_COLUMN, Level
from linli.base.kit.clock import CHINA

_ENDS = "s.move IN ('close', 'file_and_close', 'decline')"
_SIGNS = "s.move IN ('sign', 'file_and_close')"
_BY_RESIDENT = "s.move = 'rate' AND s.post_id IS NULL"
_BY_STAFF = "s.move = 'rate' AND s.post_id IS NOT NULL"

COUNTED: dict[str, str] = {
    "filed": "s.move IN ('file', 'file_and_close')",
    "closed": _ENDS,
    "closed_in_time": f"{_ENDS} AND s.in_time",
    "signed": _SIGNS,
    "signed_in_time": f"{_SIGNS} AND s.in_time",
    "reopened": "s.move = 'reopen'",
    "rated": _BY_RESIDENT,
    "satisfied": f"{_BY_RESIDENT} AND s.rating >= 4",
    "solved": "s.move = 'rate' AND s.is_solved",
    "rated_by_staff": _BY_STAFF,
    "satisfied_by_staff": f"{_BY_STAFF} AND s.rating >= 4",
}
"""SQL: which steps each measure counts. Summaries are rebuilt from these, and rows are listed by them."""

LISTED: dict[str, str] = {
    **COUNTED,
    "closed_late": f"{_ENDS} AND s.in_time IS NOT TRUE",
    "signed_late": f"{_SIGNS} AND s.in_time IS NOT TRUE",
    "dissatisfied": f"{_BY_RESIDENT} AND s.rating < 4",
    "asked": "s.move = 'rate'",
    "unsolved": "s.move = 'rate' AND s.is_solved IS NOT TRUE",
    "dissatisfied_by_staff": f"{_BY_STAFF} AND s.rating < 4",
}
"""SQL: what can be listed: every measure, what a rate is taken of, and the remainder that it leaves."""


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A step that a figure counts, with the matter it belongs to. `by_staff`: the step was made by a post."""

    matter: Row
    at: datetime
    in_time: bool | None
    rating: int | None
    is_solved: bool | None
    by_staff: bool


@dataclass(frozen=True, slots=True)
class CountedPage:
    """One page of them, newest first; `total` counts all that the reader may see."""

    rows: list[CountedRow]
    number: int
    has_next: bool
    total: int


def counted_rows(
    place_id: UUID, level: Level, measure: str, *, since: date, until: date, now: datetime, page: int = 1
) -> CountedPage:
    """The steps that `measure` (a key of `LISTED`) counts at a place from `since` up to but not including `until`.

    Three statements at any size. A matter about the reader's own body is counted but never listed to them (回避).
    """
    page = max(1, min(page, 200))
    # The steps of the days first: a planner that takes the walls for narrower than they are would begin with every matter.
    statement = f"""
      WITH found AS MATERIALIZED (
        SELECT s.id, s.matter_id, s.at, s.in_time, s.rating, s.is_solved, s.post_id IS NOT NULL AS by_staff
          FROM matters_step s WHERE s.at >= %(since)s AND s.at < %(until)s AND {LISTED[measure]})
      SELECT found.matter_id, found.at, found.in_time, found.rating, found.is_solved, found.by_staff, count(*) OVER ()
        FROM found JOIN matters_matter m ON m.id = found.matter_id
       WHERE m.{SCOPE_COLUMN[level]} = %(place)s AND m.part_of_id IS NULL
       ORDER BY found.at DESC, found.id LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608 -- composed of our own names; values are bound
    values: dict[str, Any] = {
        "place": place_id,
        "since": _midnight(since),
        "until": _midnight(until),
        "limit": PAGE,
        "offset": (page - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    matters = _matters({row[0] for row in found}, now)
    total = found[0][6] if found else 0
    return CountedPage(
        rows=[CountedRow(matters[row[0]], *row[1:6]) for row in found],
        number=page,
        has_next=total > page * PAGE,
        total=total,
    )


def _matters(matter_ids: set[UUID], now: datetime) -> dict[UUID, Row]:
    values = list(Matter.objects.filter(id__in=matter_ids).values(*_FIELDS)) if matter_ids else []
    return {row.id: row for row in rows(values, now)}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
