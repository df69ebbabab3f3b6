"""What other contexts, the demo and the frames may use of callbacks."""

from linli.affairs.callbacks.actions import NewRound, draw, open_round, reveal
from linli.affairs.callbacks.queries import RoundShown, round_of_number, rounds_within

__all__ = ["NewRound", "RoundShown", "draw", "open_round", "reveal", "round_of_number", "rounds_within"]
