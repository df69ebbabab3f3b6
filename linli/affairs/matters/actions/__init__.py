"""The verbs of matters: the only writers."""

from linli.affairs.matters.actions.filing import Filed, NewMatter, code_digest, file, file_and_close
from linli.affairs.matters.actions.folding import fold, recount
from linli.affairs.matters.actions.moving import (
    answer,
    ask,
    assign_down,
    close,
    decline,
    escalate,
    rate,
    reopen,
    resume,
    return_,
    sign,
    start,
    supply,
    transfer,
    wait,
    withdraw,
)
from linli.affairs.matters.actions.telling import announce_filed, announce_moved, warn

__all__ = [
    "Filed",
    "NewMatter",
    "announce_filed",
    "announce_moved",
    "answer",
    "ask",
    "assign_down",
    "close",
    "code_digest",
    "decline",
    "escalate",
    "file",
    "file_and_close",
    "fold",
    "rate",
    "recount",
    "reopen",
    "resume",
    "return_",
    "sign",
    "start",
    "supply",
    "transfer",
    "wait",
    "warn",
    "withdraw",
]
