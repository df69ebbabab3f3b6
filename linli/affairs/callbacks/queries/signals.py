"""Signals that a satisfaction rate may have been worked on: per unit, counted from the raw rows. A signal is a question, no verdict.

Whoever is measured by an answer has reasons to meddle with it: to rate for the resident, to leave no number, to have answers
corrected, to close at the last minute and mend later, to have answers declared unreasonable. Each signal counts one such pattern.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.callbacks.models import Round
from linli.affairs.callbacks.queries.figures import FigureRows, rows_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_SYSTEM = Actor.system("callbacks.signals")
SHARE, ABOVE_REST, OF_ALL = "share", "above_rest", "of_all"


@dataclass(frozen=True, slots=True)
class Signal:
    """One pattern. counted, raised: SQL, which calls its denominator and its numerator take.

    compared: with a limit of its own (`share`), with the rate of all other units (`above_rest`: so many points more), or the unit's
    part of the whole area's (`of_all`: the denominator is every unit's together). limit: the parameter that says from when.
    """

    name: str
    counted: str
    raised: str
    compared: str
    limit: str


_BY_CALL = "a.way = 'call'"
SIGNALS: dict[str, Signal] = {
    each.name: each
    for each in (
        Signal(
            "entered_above",
            f"c.entered IS NOT NULL AND {_BY_CALL}",
            "c.entered >= %(from)s AND a.grade < %(from)s",
            SHARE,
            "callback.signal.entered_above",
        ),
        Signal(
            "entered_at_once",
            "c.entered IS NOT NULL",
            "c.rated_after <= %(minutes)s",
            SHARE,
            "callback.signal.entered_at_once",
        ),
        Signal(
            "last_moment",
            f"{_BY_CALL} AND c.closed_at BETWEEN c.close_by - %(before)s * interval '1 minute' AND c.close_by",
            "(NOT a.solved OR u.kind = 'reopened')",
            SHARE,
            "callback.signal.last_moment",
        ),
        Signal(
            "corrected_up",
            _BY_CALL,
            "a.corrects_id IS NOT NULL AND (a.grade > f.grade OR (a.solved AND NOT f.solved))",
            SHARE,
            "callback.signal.corrected_up",
        ),
        Signal(
            "unreached",
            "c.has_phone AND c.state <> 'waiting'",
            "c.state = 'unreached'",
            ABOVE_REST,
            "callback.signal.unreached",
        ),
        Signal("no_phone", "true", "NOT c.has_phone", ABOVE_REST, "callback.signal.no_phone"),
        Signal("claims", "k.id IS NOT NULL", "true", OF_ALL, "callback.signal.claims"),
    )
}
_LEAST, _MINUTES, _BEFORE = "callback.signal.least", "callback.signal.minutes", "callback.signal.before"
# a: the answer that counts; f: the one first written down; u: what a bad one led to; k: a claim against it that wasn't taken back.
_FROM = """
  FROM callbacks_call c
  LEFT JOIN callbacks_answer a
    ON a.call_id = c.id AND NOT EXISTS (SELECT 1 FROM callbacks_answer n WHERE n.corrects_id = a.id)
  LEFT JOIN callbacks_answer f ON f.call_id = c.id AND f.corrects_id IS NULL
  LEFT JOIN callbacks_followup u ON u.call_id = c.id
  LEFT JOIN callbacks_claim k ON k.call_id = c.id AND k.state <> 'taken_back'
 WHERE c.round_id = %(round)s"""


@dataclass(frozen=True, slots=True)
class Found:
    """One signal of one unit: numerator, denominator, and what they are held against.

    rest_n, rest_d: of all other units together, for `above_rest`. over: by how much more than the limit, to sort by.
    """

    signal: Signal
    unit_id: UUID
    unit: str
    n: int
    d: int
    rest_n: int
    rest_d: int
    over: float


@dataclass(frozen=True, slots=True)
class Limit:
    """From when a signal is raised, and what that rests on."""

    signal: Signal
    value: float
    said: str
    basis: str


@dataclass(frozen=True, slots=True)
class Signals:
    """What was found, by unit, the most conspicuous first; how many units were looked at, and by which limits.

    least: in how many cases at least; minutes: what counts as at once; before: what counts as the last moment, in minutes.
    """

    found: list[Found]
    units: int
    limits: list[Limit]
    least: int
    minutes: int
    before: int


@dataclass(frozen=True, slots=True)
class _Rule:
    limits: dict[str, rules.ParameterValue]
    least: int
    minutes: int
    before: int


def signals(shown: Round, *, within: tuple[Level, UUID]) -> Signals:
    """The signals of a round in one place of it, one statement. Counts tell nothing of a person and are read as the system."""
    rule = _rule(shown)
    counts = ", ".join(
        f"count(*) FILTER (WHERE {each.counted} AND {each.raised}), count(*) FILTER (WHERE {each.counted})"
        for each in SIGNALS.values()
    )
    statement = f"SELECT c.unit_id, {counts} {_FROM} {_within(within)} GROUP BY 1"
    with walls.acting(_SYSTEM), connection.cursor() as cursor:
        cursor.execute(statement, _values(shown, rule, within))
        lines = {unit: counts for unit, *counts in cursor.fetchall()}
        names = bodies.names_of(set(lines))
    found = [
        one
        for place, signal in enumerate(SIGNALS.values())
        for one in _raised(
            signal, {unit: (line[2 * place], line[2 * place + 1]) for unit, line in lines.items()}, rule, names
        )
    ]
    conspicuous: dict[UUID, float] = {}
    for one in found:
        conspicuous[one.unit_id] = conspicuous.get(one.unit_id, 0) + 1 + one.over
    found.sort(key=lambda one: (-conspicuous[one.unit_id], str(one.unit_id), -one.over))
    limits = [
        Limit(signal, float(rule.limits[name].share), rule.limits[name].said, rule.limits[name].basis)
        for name, signal in SIGNALS.items()
    ]
    return Signals(found, len(lines), limits, rule.least, rule.minutes, rule.before)


def signal_rows(
    shown: Round, name: str, *, unit: str, is_raised: bool, within: tuple[Level, UUID], page: int = 1
) -> FigureRows:
    """The calls behind a numerator (`is_raised`) or a denominator, as far as the reader's own walls let them see."""
    signal = SIGNALS[name]
    of_unit = " AND c.unit_id::text = %(unit)s" if is_raised or signal.compared != OF_ALL else ""
    raised = f" AND {signal.raised}" if is_raised else ""
    where = f"{_FROM} {_within(within)} {of_unit} AND {signal.counted}{raised}"
    return rows_of(where, {**_values(shown, _rule(shown), within), "unit": unit}, page)


def _raised(signal: Signal, counts: dict[UUID, tuple[int, int]], rule: _Rule, names: dict[UUID, str]) -> list[Found]:
    """The units that the signal is raised for."""
    all_n, all_d = sum(n for n, _ in counts.values()), sum(d for _, d in counts.values())
    limit = float(rule.limits[signal.name].share)
    found = []
    for unit, (n, own_d) in counts.items():
        d = all_d if signal.compared == OF_ALL else own_d
        if d < rule.least or not n:
            continue
        rest_n, rest_d = all_n - n, all_d - own_d
        floor = rest_n / rest_d if signal.compared == ABOVE_REST and rest_d else 0.0
        if signal.compared == ABOVE_REST and not rest_d:
            continue
        over = n / d - floor - limit
        if over >= 0:
            found.append(Found(signal, unit, names.get(unit, ""), n, d, rest_n, rest_d, over))
    return found


def _rule(shown: Round) -> _Rule:
    """The limits in force when the round's period ended."""
    areas = places.area_ids(places.place_for(shown.place_id))
    day = clock.local_date(shown.until)
    return _Rule(
        {name: rules.parameter(each.limit, areas, day) for name, each in SIGNALS.items()},
        *(rules.parameter(name, areas, day).integer for name in (_LEAST, _MINUTES, _BEFORE)),
    )


def _within(within: tuple[Level, UUID]) -> str:
    return f"AND c.{within[0].value}_id = %(place)s"


def _values(shown: Round, rule: _Rule, within: tuple[Level, UUID]) -> dict[str, Any]:
    return {
        "round": shown.id,
        "from": int(shown.rule["callback.satisfied.from"]["value"]),
        "place": within[1],
        "minutes": rule.minutes,
        "before": rule.before,
    }
