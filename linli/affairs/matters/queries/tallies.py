"""Figures from summaries: the folded counts plus what is not folded yet. Overdue is counted live, from the open ones.

A part is counted with its whole: neither summaries nor live counts know it by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Level

SUMMED = (
    "filed",
    "closed",
    "closed_in_time",
    "signed",
    "signed_in_time",
    "reopened",
    "rated",
    "satisfied",
    "solved",
    "rated_by_staff",
    "satisfied_by_staff",
)
# Counted behind the wall in one look at the indexes; the function keeps the wall of matters itself.
_LIVE = "matters_open_below(%(place)s, %(level)s, %(levels)s, %(now)s)"
_SUMS = ", ".join(f"COALESCE(sum({name}), 0)::int AS {name}" for name in SUMMED)


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened to matters of one place in a period. Every rate is shown with its numerator and denominator."""

    place_id: UUID | None
    day: date | None
    filed: int = 0
    closed: int = 0
    closed_in_time: int = 0
    signed: int = 0
    signed_in_time: int = 0
    reopened: int = 0
    rated: int = 0
    satisfied: int = 0
    solved: int = 0
    rated_by_staff: int = 0
    satisfied_by_staff: int = 0
    open: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class TopItem:
    """An item and how often it was filed in a period, and in the same length of time before."""

    item_code: str
    filed: int
    before: int


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """How a community is doing, as anyone may read it: what is open now, and sums since a day."""

    open: int
    filed: int
    closed: int
    closed_in_time: int
    rated: int
    satisfied: int


def _level_column(level: Level) -> str:
    return SCOPE_COLUMN[level]


def _source(level: Level, *, by_item: bool) -> str:
    """SQL: the folded rows of the place itself, and the unfolded deltas below it, with the same columns."""
    names = ", ".join(SUMMED)
    folded = "item_code <> ''" if by_item else "item_code = ''"
    return f"""
      (SELECT day, item_code, {names} FROM matters_tally
        WHERE place_id = %(place)s AND {folded} AND day >= %(since)s AND day < %(until)s
       UNION ALL
       SELECT day, item_code, {names} FROM matters_tallydelta
        WHERE {_level_column(level)} = %(place)s AND day >= %(since)s AND day < %(until)s) counted"""  # noqa: S608 -- composed of our own names; values are bound


def figures_of(place_id: UUID, level: Level, *, since: date, until: date, now: datetime) -> Figures:
    """The figures of one place from `since` up to but not including `until`."""
    statement = f"""
      SELECT {_SUMS}, max(live.open)::int AS open, max(live.overdue)::int AS overdue
        FROM (SELECT COALESCE(sum(open), 0) AS open, COALESCE(sum(overdue), 0) AS overdue FROM {_LIVE}) live
        LEFT JOIN {_source(level, by_item=False)} ON true"""  # noqa: S608 -- composed of our own names; values are bound
    values = {
        "place": place_id,
        "level": level.value,
        "levels": [level.value],
        "since": since,
        "until": until,
        "now": now,
    }
    found = hot.rows(statement, values)
    return Figures(place_id=place_id, day=None, **found[0])


def public_figures(community_id: UUID, *, since: date) -> PublicFigures:
    """A community's figures for everyone, across the walls but never below the community."""
    statement = "SELECT * FROM matters_public_figures(%(place)s, %(since)s)"
    return PublicFigures(**hot.rows(statement, {"place": community_id, "since": since})[0])


def trend(place_id: UUID, level: Level, *, since: date, until: date) -> list[Figures]:
    """The figures of each day of the period on which anything happened, oldest first."""
    statement = f"SELECT day, {_SUMS} FROM {_source(level, by_item=False)} GROUP BY day ORDER BY day"  # noqa: S608 -- composed of our own names; values are bound
    values = {"place": place_id, "since": since, "until": until}
    return [Figures(place_id=place_id, **row) for row in hot.rows(statement, values)]


def figures_within(
    place_id: UUID, level: Level, below: Sequence[Level] = (), *, since: date, until: date, now: datetime
) -> dict[UUID, Figures]:
    """The figures of a place and of every place of the levels `below` it that has any, in one statement."""
    names = ", ".join(SUMMED)
    levels = list(dict.fromkeys([level, *below]))
    children = f"unnest(ARRAY[{', '.join(_level_column(of) for of in levels)}]) AS child"
    statement = f"""
      WITH counted AS (
        SELECT place_id AS child, {names} FROM matters_tally
         WHERE {_folded_column(level)} = %(place)s AND level = ANY(%(levels)s) AND item_code = '' AND day >= %(since)s AND day < %(until)s
        UNION ALL
        SELECT child, {names} FROM matters_tallydelta CROSS JOIN LATERAL {children}
         WHERE {_level_column(level)} = %(place)s AND child IS NOT NULL AND day >= %(since)s AND day < %(until)s),
      live AS (SELECT live.place AS child, live.open, live.overdue FROM {_LIVE} live),
      summed AS (SELECT child, {_SUMS} FROM counted GROUP BY child)
      SELECT COALESCE(summed.child, live.child) AS place_id, {", ".join(f"COALESCE({name}, 0) AS {name}" for name in SUMMED)},
             COALESCE(open, 0) AS open, COALESCE(overdue, 0) AS overdue
        FROM summed FULL JOIN live ON live.child = summed.child"""  # noqa: S608 -- composed of our own names; values are bound
    values = {
        "place": place_id,
        "level": level.value,
        "levels": [of.value for of in levels],
        "since": since,
        "until": until,
        "now": now,
    }
    return {row["place_id"]: Figures(day=None, **row) for row in hot.rows(statement, values)}


def _folded_column(level: Level) -> str:
    """The indexed column of the folded rows at and below a place; below a grid nothing is folded but its own row."""
    return "place_id" if level is Level.GRID else _level_column(level)


def top_items(place_id: UUID, level: Level, *, since: date, until: date, limit: int = 10) -> list[TopItem]:
    """The items filed most in the period, with what they were in as many days before it: the hot topics."""
    statement = f"""
      SELECT item_code, COALESCE(sum(filed) FILTER (WHERE day >= %(middle)s), 0)::int AS filed,
             COALESCE(sum(filed) FILTER (WHERE day < %(middle)s), 0)::int AS before
        FROM {_source(level, by_item=True)}
       GROUP BY item_code HAVING COALESCE(sum(filed) FILTER (WHERE day >= %(middle)s), 0) > 0
       ORDER BY filed DESC, item_code LIMIT %(limit)s"""  # noqa: S608 -- composed of our own names; values are bound
    values = {"place": place_id, "since": since - (until - since), "middle": since, "until": until, "limit": limit}
    return [TopItem(**row) for row in hot.rows(statement, values)]
