"""What other contexts may use of notices."""

from linli.base.notices.actions import News, mark_read, send_due, tell, tell_resident
from linli.base.notices.queries import notices_of, register_kinds, unread_count, wordings_on

__all__ = [
    "News",
    "mark_read",
    "notices_of",
    "register_kinds",
    "send_due",
    "tell",
    "tell_resident",
    "unread_count",
    "wordings_on",
]
