"""Places that no grid covers (社区管理无盲点, HB-70): communities without a grid, and estates and buildings that lead to none."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from linli.base.kit.actor import SCOPE_COLUMN, Level

PAGE = 50

# A road runs through several grids and may well lead to the community alone. What lies in a community without any grid is
# not counted beside it: the community is the gap.
_BLIND = """
  WITH above AS MATERIALIZED (
    SELECT u.place_id, u.name AS place_name, u.level, u.path, u.grid_id, u.community_id, u.street_id, u.county_id,
           u.street_name, EXISTS (SELECT 1 FROM places_place g
                         WHERE g.community_id = u.place_id AND g.level = 'grid' AND g.valid_until IS NULL) AS has_grid
      FROM places_under(%(top)s, '{county,street,community}') u
  ), blind AS (
    SELECT 'community' AS kind, a.place_id AS id, a.place_name AS name, a.* FROM above a
     WHERE a.level = 'community' AND NOT a.has_grid
    UNION ALL
    SELECT l.kind, l.id, l.name, a.* FROM above a JOIN places_landmark l ON l.place_id = a.place_id
     WHERE l.kind IN ('estate', 'building') AND (a.level <> 'community' OR a.has_grid)
  )
"""


@dataclass(frozen=True, slots=True)
class Blind:
    """A community, estate or building that lies in no grid, and the place where that is mended."""

    kind: str
    name: str
    place_id: UUID
    place_name: str
    street_name: str


def blind_counts(place_id: UUID, below: Level) -> dict[UUID | None, int]:
    """How many there are in each place of a level below, None for what belongs to none of them; one statement."""
    statement = f"{_BLIND} SELECT {SCOPE_COLUMN[below]}, count(*) FROM blind GROUP BY 1"  # noqa: S608 -- a column of ours
    with connection.cursor() as cursor:
        cursor.execute(statement, {"top": place_id})
        return dict(cursor.fetchall())


def blind_spots(place_id: UUID, page: int = 1) -> tuple[list[Blind], bool]:
    """A page of them in the order of the tree, and whether there are more; one statement."""
    first = (max(1, min(page, 200)) - 1) * PAGE
    statement = f"""{_BLIND}
      SELECT kind, name, place_id, place_name, COALESCE(street_name, '') FROM blind
       ORDER BY path, kind, name, id LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608 -- our own words; values are bound
    with connection.cursor() as cursor:
        cursor.execute(statement, {"top": place_id, "limit": PAGE + 1, "offset": first})
        rows = [Blind(*row) for row in cursor.fetchall()]
    return rows[:PAGE], len(rows) > PAGE
