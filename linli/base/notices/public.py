"""What other contexts may use of notices."""

from linli.base.notices.actions import mark_read, tell
from linli.base.notices.queries import notices_of, unread_count

__all__ = ["mark_read", "notices_of", "tell", "unread_count"]
