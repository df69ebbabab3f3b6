"""One item in one place over some days, by the places of a level below: what a campaign is measured by (HB-86)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.affairs.matters.states import OPEN
from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Level

_OPEN = ", ".join(f"'{state}'" for state in OPEN)


@dataclass(frozen=True, slots=True)
class ItemCount:
    """Matters of an item: filed in the period, how many of those are closed, open, open and past their deadline."""

    filed: int = 0
    closed: int = 0
    open: int = 0
    overdue: int = 0


def item_counts(
    place_id: UUID, level: Level, below: Level, item_code: str, *, since: datetime, until: datetime, now: datetime
) -> dict[UUID | None, ItemCount]:
    """Counts by the places of a level below (None: of none of them), of what was filed in the period; one statement."""
    statement = f"""
      SELECT m.{SCOPE_COLUMN[below]} AS place, count(*)::int AS filed, (count(*) FILTER (WHERE state = 'closed'))::int AS closed,
             (count(*) FILTER (WHERE state IN ({_OPEN})))::int AS open,
             (count(*) FILTER (WHERE state IN ({_OPEN}) AND due_at < %(now)s))::int AS overdue
        FROM matters_matter m
       WHERE m.{SCOPE_COLUMN[level]} = %(place)s AND m.item_code = %(item)s AND m.part_of_id IS NULL
         AND m.filed_at >= %(since)s AND m.filed_at < %(until)s
       GROUP BY 1"""  # noqa: S608 -- composed of our own names; values are bound
    values = {"place": place_id, "item": item_code, "since": since, "until": until, "now": now}
    return {row.pop("place"): ItemCount(**row) for row in hot.rows(statement, values)}
