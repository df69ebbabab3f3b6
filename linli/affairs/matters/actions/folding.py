"""Folding: what moves add to the counts is summed into one row a place, day and item, at every level."""

from django.db import connection, transaction

from linli.affairs.matters.queries.counted import COUNTED
from linli.affairs.matters.queries.tallies import MEASURES

_NAMES = ", ".join(MEASURES)
_SUMS = ", ".join(f"sum({name})::int AS {name}" for name in MEASURES)
_ADDED = ", ".join(f"{name} = matters_tally.{name} + excluded.{name}" for name in MEASURES)
_LEVELS = """(VALUES ('grid', grid_id, grid_id, community_id, street_id, county_id, city_id),
                     ('community', community_id, NULL, community_id, street_id, county_id, city_id),
                     ('street', street_id, NULL, NULL, street_id, county_id, city_id),
                     ('county', county_id, NULL, NULL, NULL, county_id, city_id),
                     ('city', city_id, NULL, NULL, NULL, NULL, city_id))
             AS at(level, place, grid, community, street, county, city)"""
# Sorted, so that what a page reads together lies together: a district's month in 150 blocks rather than 6,000.
_GROUPED = f"""
  SELECT gen_random_uuid() AS id, at.place, at.grid, at.community, at.street, at.county, at.city, at.level, day, item.code, {_SUMS}
    FROM counted CROSS JOIN LATERAL {_LEVELS} CROSS JOIN LATERAL (VALUES (item_code), ('')) AS item(code)
   WHERE at.place IS NOT NULL
   GROUP BY at.place, at.grid, at.community, at.street, at.county, at.city, at.level, day, item.code
   ORDER BY item.code <> '', at.level, at.place, day"""  # noqa: S608 -- composed of our own names; values are bound
_INTO = f"""
  INSERT INTO matters_tally (id, place_id, grid_id, community_id, street_id, county_id, city_id, level, day, item_code, {_NAMES})
  {_GROUPED}
  ON CONFLICT (place_id, day, item_code) DO UPDATE SET {_ADDED}"""
_FOLD = f"WITH counted AS (DELETE FROM matters_tallydelta RETURNING *) {_INTO}"  # noqa: S608 -- composed of our own names; values are bound

_CONDITIONS = ", ".join(f"({condition})::int AS {name}" for name, condition in COUNTED.items())

# What the steps themselves say: the truth that summaries are held against, and rebuilt from.
STEPS_COUNTED = f"""
  SELECT m.place_id, m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id,
         (s.at AT TIME ZONE 'Asia/Shanghai')::date AS day, m.item_code,
         {_CONDITIONS}
    FROM matters_step s JOIN matters_matter m ON m.id = s.matter_id
   WHERE s.move IN ('file', 'file_and_close', 'sign', 'decline', 'close', 'reopen', 'rate')"""  # noqa: S608 -- composed of our own names
RECOUNT = f"WITH counted AS ({STEPS_COUNTED}) {_INTO}"
"""The whole recount as one statement over empty summaries, for whoever loads in bulk with a connection of their own."""


@transaction.atomic
def fold() -> int:
    """Fold what has come since the last time; returns how many summary rows were touched. One fold runs at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('matters_fold'))")
        cursor.execute(_FOLD)
        return int(cursor.rowcount)


@transaction.atomic
def recount() -> int:
    """Throw the summaries away and count again from the steps; for imports, and for whoever doubts a figure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('matters_fold'))")
        cursor.execute("LOCK TABLE matters_tallydelta IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM matters_tallydelta")
        cursor.execute("DELETE FROM matters_tally")
        cursor.execute(RECOUNT)
        return int(cursor.rowcount)
