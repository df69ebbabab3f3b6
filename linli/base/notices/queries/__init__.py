"""What notices can be asked."""

from linli.base.notices.queries.channels import Channels, channels
from linli.base.notices.queries.holders import Holding, register_holders
from linli.base.notices.queries.kinds import Kind, Words, fill, kinds, register_kinds, wrong_blanks
from linli.base.notices.queries.log import TROUBLED, Line, counts, log
from linli.base.notices.queries.reach import OwnReach, own_reach
from linli.base.notices.queries.seen import notices_of, unread_count
from linli.base.notices.queries.told import Told, told_of
from linli.base.notices.queries.wordings import BLANK_NAMES, Wordings, filled, sample, versions, wordings_on

__all__ = [
    "BLANK_NAMES",
    "TROUBLED",
    "Channels",
    "Holding",
    "Kind",
    "Line",
    "OwnReach",
    "Told",
    "Wordings",
    "Words",
    "channels",
    "counts",
    "fill",
    "filled",
    "kinds",
    "log",
    "notices_of",
    "own_reach",
    "register_holders",
    "register_kinds",
    "sample",
    "told_of",
    "unread_count",
    "versions",
    "wordings_on",
    "wrong_blanks",
]
