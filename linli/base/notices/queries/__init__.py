"""What notices can be asked."""

from linli.base.notices.queries.channels import Channels, channels
from linli.base.notices.queries.kinds import Kind, Words, fill, kinds, register_kinds, wrong_blanks
from linli.base.notices.queries.seen import notices_of, unread_count
from linli.base.notices.queries.wordings import Wordings, wordings_on

__all__ = [
    "Channels",
    "Kind",
    "Wordings",
    "Words",
    "channels",
    "fill",
    "kinds",
    "notices_of",
    "register_kinds",
    "unread_count",
    "wordings_on",
    "wrong_blanks",
]
