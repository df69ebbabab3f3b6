"""The verbs of mediation: the only writers."""

from linli.affairs.mediation.actions.agreeing import NewAgreement, NewTerm, code_digest, code_of, draw, sign
from linli.affairs.mediation.actions.deciding import accept, grade, grade_of, refer, refuse, regrade, replace
from linli.affairs.mediation.actions.finding import NewDispute, NewParty, add_party, find, set_willing
from linli.affairs.mediation.actions.following import apply, close, confirm, follow, void
from linli.affairs.mediation.actions.handing import call_in, give_back, hand_over, pull_up, report, take
from linli.affairs.mediation.actions.informing import remind_of_court
from linli.affairs.mediation.actions.talking import (
    NewMeeting,
    arrange,
    fail,
    meet,
    note,
    reveal_phone,
    withdraw,
)
from linli.affairs.mediation.actions.telling import announce, remind, turn_clocks, warn

__all__ = [
    "NewAgreement",
    "NewDispute",
    "NewMeeting",
    "NewParty",
    "NewTerm",
    "accept",
    "add_party",
    "announce",
    "apply",
    "arrange",
    "call_in",
    "close",
    "code_digest",
    "code_of",
    "confirm",
    "draw",
    "fail",
    "find",
    "follow",
    "give_back",
    "grade",
    "grade_of",
    "hand_over",
    "meet",
    "note",
    "pull_up",
    "refer",
    "refuse",
    "regrade",
    "remind",
    "remind_of_court",
    "replace",
    "report",
    "reveal_phone",
    "set_willing",
    "sign",
    "take",
    "turn_clocks",
    "void",
    "warn",
    "withdraw",
]
