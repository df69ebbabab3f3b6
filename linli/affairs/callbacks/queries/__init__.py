"""Reads of callbacks, always for an actor; what is published is read as the system and holds nothing personal."""

from linli.affairs.callbacks.models import Round
from linli.affairs.callbacks.queries.rounds import (
    COLUMNS,
    RoundShown,
    list_lines,
    round_for,
    round_of_number,
    rounds_within,
    state_said,
)

__all__ = [
    "COLUMNS",
    "Round",
    "RoundShown",
    "list_lines",
    "round_for",
    "round_of_number",
    "rounds_within",
    "state_said",
]
