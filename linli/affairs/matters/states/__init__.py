"""States and moves of a matter, as one table of data. Diagram, buttons, permissions and tests all read this table."""

from linli.affairs.matters.states.beside import BESIDE
from linli.affairs.matters.states.move import Move
from linli.affairs.matters.states.moves import ON_THE_WAY
from linli.affairs.matters.states.stages import (
    ANSWERED,
    CLOSED,
    DECLINED,
    ENDED,
    FILED,
    FOLLOWING,
    MERGED,
    OPEN,
    SAME,
    SIGNED,
    STARTED,
    STATE_NAMES,
    STATES,
    WAITING,
    WAYS,
    WITHDRAWN,
)

__all__ = [
    "ANSWERED",
    "CLOSED",
    "DECLINED",
    "ENDED",
    "FILED",
    "FOLLOWING",
    "MERGED",
    "MOVES",
    "OPEN",
    "SAME",
    "SIGNED",
    "STARTED",
    "STATES",
    "STATE_NAMES",
    "WAITING",
    "WAYS",
    "WITHDRAWN",
    "Move",
    "after",
    "moves_from",
]

MOVES: dict[str, Move] = {move.name: move for move in (*ON_THE_WAY, *BESIDE)}


def after(state: str, move: str) -> str | None:
    """The state that `move` leads to from `state`; None when it is not allowed there."""
    entry = MOVES[move]
    if state not in entry.sources:
        return None
    return entry.to or state


def moves_from(state: str) -> list[Move]:
    """The moves that a state allows at all, in the table's order."""
    return [move for move in MOVES.values() if state in move.sources]
