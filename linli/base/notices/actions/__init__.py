"""The verbs of notices."""

from linli.base.notices.actions.bounces import take_back
from linli.base.notices.actions.seen import mark_read, tell
from linli.base.notices.actions.sending import Sent, send_due
from linli.base.notices.actions.telling import News, tell_resident

__all__ = ["News", "Sent", "mark_read", "send_due", "take_back", "tell", "tell_resident"]
