"""What lies with posts that nobody answers for (社区服务无缝隙, HB-70): counted by place, and listed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.lists import _FIELDS, PAGE, Page, rows
from linli.affairs.matters.states import OPEN
from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Level

_STATES = ", ".join(f"'{state}'" for state in OPEN)


def counted_with(place_id: UUID, level: Level, below: Level, post_ids: Collection[UUID]) -> dict[UUID | None, int]:
    """Open matters of a place that lie with some posts, by the places of a level below (None: of none of them); one statement.

    Parts are among them: each has a holder of its own who has to be there.
    """
    statement = f"""
      SELECT m.{SCOPE_COLUMN[below]} AS place, count(*)::int AS many FROM matters_matter m
       WHERE m.holder_post_id = ANY(%(posts)s) AND m.{SCOPE_COLUMN[level]} = %(place)s AND m.state IN ({_STATES})
       GROUP BY 1"""  # noqa: S608 -- our own names; values are bound
    return {row["place"]: row["many"] for row in hot.rows(statement, {"place": place_id, "posts": list(post_ids)})}


def open_with(
    place_id: UUID, level: Level, post_ids: Collection[UUID], *, now: datetime, page: int = 1, size: int = PAGE
) -> Page:
    """A page of the open matters of a place that lie with some posts, what burns first; two statements at any size."""
    page = max(1, min(page, 200))
    found = Matter.objects.filter(
        **{SCOPE_COLUMN[level]: place_id}, state__in=OPEN, holder_post_id__in=list(post_ids)
    ).order_by("due_at", "id")
    taken = list(found.values(*_FIELDS)[(page - 1) * size : page * size + 1])
    return Page(rows(taken[:size], now), page, len(taken) > size)
