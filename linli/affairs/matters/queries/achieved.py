"""What came of matters, summed: the numbers filled in with answers, such as square metres planted, by item and place (NT-52)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language

from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Level


@dataclass(frozen=True, slots=True)
class Achieved:
    """One result of one item in one place: in how many answered matters it was measured, and its sum in the result's own unit."""

    place_id: UUID
    item_code: str
    name: str
    label: str
    matters: int
    total: Decimal


def achieved(
    place_id: UUID, level: Level, below: Sequence[Level] = (), *, since: datetime, until: datetime
) -> list[Achieved]:
    """The sums of a place and of every place of the levels `below` it, of what was answered in the period; one statement.

    Parts are left out: the matter they were split from is measured as a whole. Labels are those of the newest version that asks.
    """
    columns = ", ".join(SCOPE_COLUMN[of] for of in dict.fromkeys([level, *below]))
    label = "label_en" if (get_language() or "").startswith("en") else "label_zh"
    statement = f"""
      SELECT child AS place_id, m.item_code, asked ->> 'name' AS name,
             (array_agg(asked ->> '{label}' ORDER BY v.number DESC))[1] AS label,
             count(*)::int AS matters, sum((m.results ->> (asked ->> 'name'))::numeric) AS total
        FROM matters_matter m
        JOIN catalogue_itemversion v ON v.id = m.item_version_id
       CROSS JOIN LATERAL jsonb_array_elements(v.results) WITH ORDINALITY AS q (asked, position)
       CROSS JOIN LATERAL unnest(ARRAY[{columns}]) AS child
       WHERE m.{SCOPE_COLUMN[level]} = %(place)s AND m.results <> '{{}}' AND m.part_of_id IS NULL AND child IS NOT NULL
         AND m.answered_at >= %(since)s AND m.answered_at < %(until)s
         AND asked ->> 'kind' = 'number' AND m.results ? (asked ->> 'name')
       GROUP BY child, m.item_code, asked ->> 'name'
       ORDER BY m.item_code, max(position), asked ->> 'name'"""  # noqa: S608 -- composed of our own names; values are bound
    return [Achieved(**row) for row in hot.rows(statement, {"place": place_id, "since": since, "until": until})]
