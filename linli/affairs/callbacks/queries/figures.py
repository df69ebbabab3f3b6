"""The three rates of a round, counted from its calls and answers each time they are read; every count can be listed by its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.callbacks.models import Round
from linli.affairs.callbacks.states import CALL_NAMES, Words
from linli.affairs.catalogue import public as catalogue
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_IN = "NOT c.is_left_out"
_CALL, _LINK = f"{_IN} AND a.way = 'call'", f"{_IN} AND a.way = 'link'"
MEASURES: dict[str, str] = {
    "drawn": "true",
    "left_out": "c.is_left_out",
    "waiting": f"{_IN} AND c.state = 'waiting'",
    "unreached": f"{_IN} AND c.state = 'unreached'",
    "refused": f"{_IN} AND c.state = 'refused'",
    "called": _CALL,
    "responded": f"{_CALL} AND a.responded",
    "solved": f"{_CALL} AND a.solved",
    "satisfied": f"{_CALL} AND a.grade >= %(from)s",
    "linked": _LINK,
    "link_responded": f"{_LINK} AND a.responded",
    "link_solved": f"{_LINK} AND a.solved",
    "link_satisfied": f"{_LINK} AND a.grade >= %(from)s",
    "entered": f"{_IN} AND c.entered IS NOT NULL",
    "entered_satisfied": f"{_IN} AND c.entered >= %(from)s",
    "own": f"{_IN} AND c.own IS NOT NULL",
    "own_satisfied": f"{_IN} AND c.own >= %(from)s",
}
"""SQL: which calls each count takes. An answer that another corrects doesn't count; what is left out is in no denominator."""

BY: dict[str, str] = {
    "street": "c.street_id",
    "community": "c.community_id",
    "item": "c.item_code",
    "unit": "c.unit_id",
}
"""SQL: what figures can be told apart by."""
_FROM = """
  FROM callbacks_call c LEFT JOIN callbacks_answer a
    ON a.call_id = c.id AND NOT EXISTS (SELECT 1 FROM callbacks_answer n WHERE n.corrects_id = a.id)
 WHERE c.round_id = %(round)s"""
_COLUMNS = """c.id, c.matter_id, c.number, c.item_code, c.community_id, c.unit_id, c.state, a.way, a.responded, a.solved, a.grade,
  c.entered, c.is_left_out"""
_SYSTEM = Actor.system("callbacks.figures")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one place, item or unit; each field is a measure."""

    key: str
    label: str
    drawn: int = 0
    left_out: int = 0
    waiting: int = 0
    unreached: int = 0
    refused: int = 0
    called: int = 0
    responded: int = 0
    solved: int = 0
    satisfied: int = 0
    linked: int = 0
    link_responded: int = 0
    link_solved: int = 0
    link_satisfied: int = 0
    entered: int = 0
    entered_satisfied: int = 0
    own: int = 0
    own_satisfied: int = 0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One call that a figure counts."""

    call_id: UUID
    matter_id: UUID
    number: str
    item: str
    place: str
    unit: str
    state_said: Words
    way: str
    responded: bool | None
    solved: bool | None
    grade: int | None
    entered: int | None
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class FigureRows:
    """One page of them; `hidden`: how many of all are kept from the reader, by avoidance or because they are still to be called."""

    rows: list[FigureRow]
    total: int
    hidden: int
    number: int
    has_next: bool


def figures(shown: Round, by: str, *, within: tuple[Level, UUID] | None = None) -> list[Figures]:
    """The counts of a round told apart by a key of `BY`, most calls first; in one place of it where one is given. One statement.

    Counts tell nothing of a person and are read as the system; whoever asks holds the place against the reader's reach.
    """
    counts = ", ".join(f"count(*) FILTER (WHERE {sql})" for sql in MEASURES.values())
    statement = f"SELECT {BY[by]}, {counts} {_FROM} {_within(within)} GROUP BY 1 ORDER BY 2 DESC, 1"
    with walls.acting(_SYSTEM), connection.cursor() as cursor:
        cursor.execute(statement, _values(shown, within))
        found = cursor.fetchall()
        labels = _labels(by, {row[0] for row in found if row[0] is not None})
    return [Figures(str(key or ""), labels.get(key, ""), *counts) for key, *counts in found]


def public_lines(shown: Round, lines: Iterable[Figures], *, now: datetime) -> list[Figures]:
    """The lines that everyone may read: one with too few answers to hide who gave them is left out, and counted in the total."""
    areas = places.area_ids(places.place_for(shown.place_id))
    least = rules.parameter("callback.public.least", areas, clock.local_date(now)).integer
    return [line for line in lines if line.called >= least]


def total(lines: Sequence[Figures]) -> Figures:
    """The sum of all lines of a round, whatever they are told apart by: every call is in exactly one."""
    return Figures("", "", **{name: sum(getattr(line, name) for line in lines) for name in MEASURES})


def figure_rows(
    shown: Round,
    measure: str,
    *,
    by: str = "",
    key: str = "",
    within: tuple[Level, UUID] | None = None,
    page: int = 1,
) -> FigureRows:
    """The calls that a figure counts, by number, as far as the reader's own walls let them see; the rest is only counted."""
    narrowed = f" AND {BY[by]}::text = %(key)s" if by else ""
    where = f"{_FROM} {_within(within)} {narrowed} AND {MEASURES[measure]}"
    return rows_of(where, {**_values(shown, within), "key": key}, page)


def rows_of(where: str, values: dict[str, Any], page: int) -> FigureRows:
    """The calls that a FROM and WHERE of calls `c` and answers `a` take, by number, as far as the reader's walls let them see.

    The walls of answers ask those of calls row by row. So everything is counted as the system, the reader's walls say which of
    those calls are seen, and only the rows of the page are read through all of them.
    """
    with walls.acting(_SYSTEM):
        counted = [id_ for (id_,) in _read(f"SELECT c.id {where}", values)]
    seen = _read("SELECT id FROM callbacks_call WHERE id = ANY (%(ids)s) ORDER BY number", {"ids": counted})
    shown = [id_ for (id_,) in seen[(page - 1) * PAGE : page * PAGE]]
    found = _read(f"SELECT {_COLUMNS} {where} AND c.id = ANY (%(ids)s) ORDER BY c.number", {**values, "ids": shown})
    return FigureRows(_shown(found), len(counted), len(counted) - len(seen), page, len(seen) > page * PAGE)


def _read(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _shown(found: list[tuple[Any, ...]]) -> list[FigureRow]:
    items = catalogue.item_names({row[3] for row in found})
    names = places.names_of({row[4] for row in found if row[4]})
    units = bodies.names_of({row[5] for row in found})
    return [
        FigureRow(
            call_id,
            matter_id,
            number,
            items.get(item, item),
            names.get(community_id, ""),
            units.get(unit_id, ""),
            CALL_NAMES[state],
            way or "",
            *said,
        )
        for call_id, matter_id, number, item, community_id, unit_id, state, way, *said in found
    ]


def _labels(by: str, keys: set[Any]) -> dict[Any, str]:
    if by == "item":
        return catalogue.item_names(keys)
    return bodies.names_of(keys) if by == "unit" else places.names_of(keys)


def _within(within: tuple[Level, UUID] | None) -> str:
    return f"AND c.{within[0].value}_id = %(place)s" if within else ""


def _values(shown: Round, within: tuple[Level, UUID] | None) -> dict[str, Any]:
    return {
        "round": shown.id,
        "from": int(shown.rule["callback.satisfied.from"]["value"]),
        "place": within[1] if within else None,
    }
