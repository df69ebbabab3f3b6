"""Finding a place by what people say: its name, an estate, a road, a building, a code, or a whole address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base.kit.actor import Level

SEARCHED = (Level.COMMUNITY, Level.GRID)

# One statement: names, English names and landmarks through their trigram indexes, codes through theirs. A place keeps its
# best reason: whole before beginning before anywhere in it; a community's name before a code, a landmark, a grid's name.
_FIND = """
WITH hits AS (
  SELECT p.id, p.name AS matched, 'name' AS why, CASE WHEN p.level IN ('grid', 'block', 'group') THEN 3 ELSE 0 END AS kin,
         similarity(p.name, %(text)s) AS likeness
    FROM places_place p
   WHERE p.name ILIKE %(part)s AND p.level = ANY(%(levels)s) AND p.valid_until IS NULL
  UNION ALL
  SELECT p.id, p.name_en, 'name', CASE WHEN p.level IN ('grid', 'block', 'group') THEN 3 ELSE 0 END, similarity(p.name_en, %(text)s)
    FROM places_place p
   WHERE p.name_en ILIKE %(part)s AND p.level = ANY(%(levels)s) AND p.valid_until IS NULL
  UNION ALL
  SELECT c.place_id, c.code, 'code', 1, 1 FROM places_placecode c WHERE c.code = %(text)s
  UNION ALL
  SELECT l.place_id, l.name, l.kind, 2, similarity(l.name, %(text)s) FROM places_landmark l WHERE l.name ILIKE %(part)s
), best AS (
  SELECT DISTINCT ON (id) * FROM hits ORDER BY id, (matched = %(text)s) DESC, kin, likeness DESC, matched
)
SELECT p.id, p.name, p.level, COALESCE(s.name, ''), b.why, b.matched, p.community_id, COALESCE(m.name, '')
  FROM best b
  JOIN places_place p ON p.id = b.id AND p.valid_until IS NULL
  LEFT JOIN places_place s ON s.id = p.street_id
  LEFT JOIN places_place m ON m.id = p.community_id
 WHERE %(county)s::uuid IS NULL OR p.county_id = %(county)s::uuid
 ORDER BY (b.matched = %(text)s) DESC, starts_with(b.matched, %(text)s) DESC, b.kin, b.likeness DESC, p.name, p.id
 LIMIT %(limit)s
"""

# Whoever types a whole address ("和平里小区12号楼") names a landmark or a community somewhere in it; the longest name wins.
_FIND_WITHIN = """
WITH hits AS (
  SELECT l.place_id AS id, l.name AS matched, l.kind AS why, 1 AS kin
    FROM places_landmark l WHERE position(l.name IN %(text)s) > 0
  UNION ALL
  SELECT p.id, p.short_name, 'name', 0
    FROM places_place p
   WHERE p.level = ANY(%(levels)s) AND p.valid_until IS NULL AND length(p.short_name) > 2 AND position(p.short_name IN %(text)s) > 0
), best AS (
  SELECT DISTINCT ON (id) * FROM hits ORDER BY id, length(matched) DESC, kin, matched
)
SELECT p.id, p.name, p.level, COALESCE(s.name, ''), b.why, b.matched, p.community_id, COALESCE(m.name, '')
  FROM best b
  JOIN places_place p ON p.id = b.id AND p.valid_until IS NULL
  LEFT JOIN places_place s ON s.id = p.street_id
  LEFT JOIN places_place m ON m.id = p.community_id
 WHERE %(county)s::uuid IS NULL OR p.county_id = %(county)s::uuid
 ORDER BY length(b.matched) DESC, b.kin, p.name, p.id
 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a search led to. `why` is name, code, estate, road or building; `matched` is what was found there."""

    place_id: UUID
    name: str
    level: str
    street_name: str
    why: str
    matched: str
    community_id: UUID | None
    community_name: str


def find_places(
    text: str, county_id: UUID | None = None, limit: int = 10, *, levels: Sequence[Level] = SEARCHED
) -> list[Found]:
    """Places by name, English name, landmark or code, best first, ties by name; a landmark leads to its place at any level.

    `levels` narrows what is found by its own name. At most two statements: when nothing contains `text`, names inside `text`.
    """
    text = " ".join(text.split())[:80]
    if not text:
        return []
    values = {
        "text": text,
        "part": f"%{_literal(text)}%",
        "levels": [level.value for level in levels],
        "county": county_id,
        "limit": limit,
    }
    return _read(_FIND, values) or (_read(_FIND_WITHIN, values) if len(text) > 2 else [])


def _literal(text: str) -> str:
    """The text with LIKE's own signs made plain."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _read(statement: str, values: dict[str, Any]) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Found(*row) for row in cursor.fetchall()]
