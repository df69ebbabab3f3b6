"""What other contexts may use of notices."""

from linli.base.notices.actions import News, mark_read, pass_on, prepare_digests, send_due, tell, tell_resident
from linli.base.notices.models import Notice
from linli.base.notices.queries import (
    Holding,
    Told,
    notices_of,
    register_holders,
    register_kinds,
    told_of,
    unread_count,
    wordings_on,
)

__all__ = [
    "Holding",
    "News",
    "Notice",
    "Told",
    "mark_read",
    "notices_of",
    "pass_on",
    "prepare_digests",
    "register_holders",
    "register_kinds",
    "send_due",
    "tell",
    "tell_resident",
    "told_of",
    "unread_count",
    "wordings_on",
]
