"""The verbs of callbacks: the only writers."""

from linli.affairs.callbacks.actions.calls import Said, answer, answer_by_link, attempt, correct, show_phone
from linli.affairs.callbacks.actions.claims import appeal, decide, propose, publish, take_back
from linli.affairs.callbacks.actions.reacting import report
from linli.affairs.callbacks.actions.rounds import NewRound, draw, open_round, reveal
from linli.affairs.callbacks.actions.telling import announce_overdue

__all__ = [
    "NewRound",
    "Said",
    "announce_overdue",
    "answer",
    "answer_by_link",
    "appeal",
    "attempt",
    "correct",
    "decide",
    "draw",
    "open_round",
    "propose",
    "publish",
    "report",
    "reveal",
    "show_phone",
    "take_back",
]
