"""Folding: what moves add to the counts is summed into one row a place, day and item, at every level."""

from django.db import connection, transaction

from linli.affairs.matters.queries.counted import COUNTED
from linli.affairs.matters.queries.tallies import SUMMED
from linli.base.kit import locks

_NAMES = ", ".join(SUMMED)
_SUMS = ", ".join(f"sum({name})::int AS {name}" for name in SUMMED)
_ADDED = ", ".join(f"{name} = matters_tally.{name} + excluded.{name}" for name in SUMMED)
_SCOPE = ("grid", "community", "street", "county", "city")


def _level(number: int) -> str:
    """SQL: the sums of each place of one level by day and item, from those of the level below: each step is read once, not ten times."""
    source = "counted" if number == 0 else f"{_SCOPE[number - 1]}_sums"
    key = ", ".join(f"{name}_id" for name in _SCOPE[number:])
    return (
        f"{_SCOPE[number]}_sums AS (SELECT {key}, day, item_code, {_SUMS} FROM {source} GROUP BY {key}, day, item_code)"  # noqa: S608 -- composed of our own names
    )


def _rows_of(number: int) -> str:
    """SQL: the level's sums as rows of the summary; what lies above that level has no place in it."""
    own = _SCOPE[number]
    scope = ", ".join(f"{name}_id" if at >= number else "NULL::uuid" for at, name in enumerate(_SCOPE))
    return f"SELECT '{own}' AS level, {own}_id AS place, {scope}, day, item_code, {_NAMES} FROM {own}_sums WHERE {own}_id IS NOT NULL"  # noqa: S608 -- composed of our own names


_LEVELS = ", ".join(_level(number) for number in range(len(_SCOPE)))
_ROWS = " UNION ALL ".join(_rows_of(number) for number in range(len(_SCOPE)))
_ALL_SCOPE = ", ".join(f"{name}_id" for name in _SCOPE)
# Sorted as the days come, so that what a page reads together lies together: a month of a district in 170 blocks, not in 6,000.
_INTO = f"""
  , {_LEVELS}, by_item (level, place, {_ALL_SCOPE}, day, item_code, {_NAMES}) AS ({_ROWS}),
  all_items AS (SELECT level, place, {_ALL_SCOPE}, day, '' AS item_code, {_SUMS} FROM by_item GROUP BY level, place, {_ALL_SCOPE}, day)
  INSERT INTO matters_tally (id, level, place_id, {_ALL_SCOPE}, day, item_code, {_NAMES})
  SELECT md5(place::text || day || item_code)::uuid, * FROM (TABLE by_item UNION ALL TABLE all_items) summed
   ORDER BY item_code <> '', level, day, place"""  # noqa: S608 -- composed of our own names; values are bound
_FOLD = f"WITH counted AS (DELETE FROM matters_tallydelta RETURNING *) {_INTO} ON CONFLICT (place_id, day, item_code) DO UPDATE SET {_ADDED}"  # noqa: S608 -- composed of our own names; values are bound

_CONDITIONS = ", ".join(f"({condition})::int AS {name}" for name, condition in COUNTED.items())

# What the steps themselves say: the truth that summaries are held against, and rebuilt from.
STEPS_COUNTED = f"""
  SELECT m.place_id, m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id,
         (s.at AT TIME ZONE 'Asia/Shanghai')::date AS day, m.item_code,
         {_CONDITIONS}
    FROM matters_step s JOIN matters_matter m ON m.id = s.matter_id
   WHERE s.move IN ('file', 'file_and_close', 'sign', 'decline', 'close', 'reopen', 'rate')
     AND m.part_of_id IS NULL"""  # noqa: S608 -- composed of our own names
RECOUNT = f"WITH counted AS ({STEPS_COUNTED}) {_INTO}"
"""The whole recount as one statement over empty summaries, for whoever loads in bulk with a connection of their own."""


@transaction.atomic
def fold() -> int:
    """Fold what has come since the last time; returns how many summary rows were touched. One fold runs at a time."""
    locks.hold("matters.fold")
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
        return int(cursor.rowcount)


@transaction.atomic
def recount() -> int:
    """Throw the summaries away and count again from the steps; for imports, and for whoever doubts a figure."""
    locks.hold("matters.fold")
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE matters_tallydelta IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM matters_tallydelta")
        cursor.execute("DELETE FROM matters_tally")
        cursor.execute(RECOUNT)
        return int(cursor.rowcount)
