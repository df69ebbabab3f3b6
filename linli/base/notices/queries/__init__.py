"""What notices can be asked."""

from linli.base.notices.queries.channels import Channels, channels
from linli.base.notices.queries.holders import Holding, register_holders
from linli.base.notices.queries.kinds import Kind, Words, fill, kinds, register_kinds, wrong_blanks
from linli.base.notices.queries.log import TROUBLED, Line, counts, log
from linli.base.notices.queries.reach import OwnReach, own_reach
from linli.base.notices.queries.seen import notices_of, unread_count
from linli.base.notices.queries.told import Told, told_of
from linli.base.notices.queries.wordings import Wordings, wordings_on

__all__ = [
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
    "kinds",
    "log",
    "notices_of",
    "own_reach",
    "register_holders",
    "register_kinds",
    "told_of",
    "unread_count",
    "wordings_on",
    "wrong_blanks",
]
