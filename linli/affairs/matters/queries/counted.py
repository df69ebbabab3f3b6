"""The rows behind a figure: the very steps it counts, by the same conditions the summaries are counted with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.lists import _FIELDS, PAGE, Row, rows
from linli.base.kit import clock
from linli.base.kit.actor import SCOPE_COLUMN, Level

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
    """One page of them, newest first. `hidden`: how many of all that are counted avoidance keeps from the reader (回避)."""

    rows: list[CountedRow]
    number: int
    has_next: bool
    hidden: int


_STEP = "s.id, s.matter_id, s.at, s.in_time, s.rating, s.is_solved, s.post_id IS NOT NULL AS by_staff"
# A wide area has a row of nearly every stretch of time: from the newest step back until the page is full. The sorted subquery
# and the OFFSET keep a planner that takes the walls for narrower than they are from beginning with every matter.
_BY_TIME = f"""
  SELECT s.* FROM (SELECT {_STEP} FROM matters_step s WHERE s.at >= %(since)s AND s.at < %(until)s AND {{counted}}
                    ORDER BY s.at DESC, s.id DESC) s
    JOIN LATERAL (SELECT 1 FROM matters_matter m WHERE m.id = s.matter_id AND m.{{column}} = %(place)s AND m.part_of_id IS NULL OFFSET 0) m ON true
   ORDER BY s.at DESC, s.id DESC LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608 -- composed of our own names; values are bound
# A narrow one has few matters: all their steps of the time, sorted.
_BY_PLACE = f"""
  WITH here AS MATERIALIZED (SELECT m.id FROM matters_matter m WHERE m.{{column}} = %(place)s AND m.part_of_id IS NULL AND m.filed_at < %(until)s)
  SELECT {_STEP} FROM here JOIN matters_step s ON s.matter_id = here.id
   WHERE s.at >= %(since)s AND s.at < %(until)s AND {{counted}}
   ORDER BY s.at DESC, s.id DESC LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608 -- composed of our own names; values are bound
_WIDE = (Level.CITY, Level.COUNTY)


def counted_rows(
    place_id: UUID, level: Level, measure: str, *, since: date, until: date, now: datetime, page: int = 1
) -> CountedPage:
    """The steps that `measure` (a key of `LISTED`) counts at a place from `since` up to but not including `until`.

    Three statements at any size. A matter about the reader's own body is counted but never listed to them (回避).
    """
    page = max(1, min(page, 200))
    counted = LISTED[measure]
    statement = (_BY_TIME if level in _WIDE else _BY_PLACE).format(counted=counted, column=SCOPE_COLUMN[level])
    values: dict[str, Any] = {
        "place": place_id,
        "since": _midnight(since),
        "until": _midnight(until),
        "limit": PAGE + 1,
        "offset": (page - 1) * PAGE,
    }
    hidden = f"SELECT count(*) FROM matters_kept_out(%(place)s, %(since)s, %(until)s) s WHERE {counted}"  # noqa: S608 -- likewise
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
        cursor.execute(hidden, values)
        (kept_out,) = cursor.fetchone() or (0,)
    shown = found[:PAGE]
    matters = _matters({row[1] for row in shown}, now)
    return CountedPage(
        rows=[CountedRow(matters[row[1]], *row[2:7]) for row in shown],
        number=page,
        has_next=len(found) > PAGE,
        hidden=kept_out,
    )


def _matters(matter_ids: set[UUID], now: datetime) -> dict[UUID, Row]:
    values = list(Matter.objects.filter(id__in=matter_ids).values(*_FIELDS)) if matter_ids else []
    return {row.id: row for row in rows(values, now)}


def _midnight(day: date) -> datetime:
    return clock.midnight(day)
