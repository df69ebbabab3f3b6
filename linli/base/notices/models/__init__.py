"""Words sent to people: in the app, and by the channels that lead outside."""

from linli.base.notices.models.notice import Notice
from linli.base.notices.models.outbox import Address, Message, Reach, Wording

__all__ = ["Address", "Message", "Notice", "Reach", "Wording"]
