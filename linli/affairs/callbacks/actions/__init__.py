"""The verbs of callbacks: the only writers."""

from linli.affairs.callbacks.actions.rounds import NewRound, draw, open_round, reveal

__all__ = ["NewRound", "draw", "open_round", "reveal"]
