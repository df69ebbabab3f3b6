"""Stages and moves of a dispute, and the lists kept as data: what diagram, buttons, permissions and tests read."""

from linli.affairs.mediation.states.kinds import (
    GRADES,
    RISKS,
    SOURCES,
    Choice,
    GradeRule,
    elsewhere,
    grade_rules,
    kinds,
    refusals,
)
from linli.affairs.mediation.states.move import Move
from linli.affairs.mediation.states.moves import MOVES
from linli.affairs.mediation.states.stages import (
    ACCEPTED,
    AGREED,
    BEFORE,
    CLOSED,
    CONFIRMED,
    ENDED,
    FAILED,
    FOLLOWING,
    FOUND,
    GRADED,
    MEDIATING,
    OPEN,
    PARTY_SEES,
    REFERRED,
    REFUSED,
    SAME,
    SETTLED,
    STATE_NAMES,
    STATES,
    UNDERWAY,
    WITHDRAWN,
)

__all__ = [
    "ACCEPTED",
    "AGREED",
    "BEFORE",
    "CLOSED",
    "CONFIRMED",
    "ENDED",
    "FAILED",
    "FOLLOWING",
    "FOUND",
    "GRADED",
    "GRADES",
    "MEDIATING",
    "MOVES",
    "OPEN",
    "PARTY_SEES",
    "REFERRED",
    "REFUSED",
    "RISKS",
    "SAME",
    "SETTLED",
    "SOURCES",
    "STATES",
    "STATE_NAMES",
    "UNDERWAY",
    "WITHDRAWN",
    "Choice",
    "GradeRule",
    "Move",
    "after",
    "elsewhere",
    "grade_rules",
    "kinds",
    "refusals",
]


def after(state: str, move: str) -> str | None:
    """The stage that `move` leads to from `state`; None when it is not allowed there."""
    entry = MOVES[move]
    if state not in entry.sources:
        return None
    return state if state in entry.stays else entry.to or state
