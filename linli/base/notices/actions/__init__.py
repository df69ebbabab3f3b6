"""The verbs of notices."""

from linli.base.notices.actions.bounces import take_back
from linli.base.notices.actions.digests import prepare_digests
from linli.base.notices.actions.passing import pass_on
from linli.base.notices.actions.reaching import confirm, forget_address, send_code, set_wishes, text_phone
from linli.base.notices.actions.resending import resend
from linli.base.notices.actions.seen import mark_read, tell
from linli.base.notices.actions.sending import Sent, send_due
from linli.base.notices.actions.telling import News, tell_resident
from linli.base.notices.actions.wording import check_words, set_wording

__all__ = [
    "News",
    "Sent",
    "check_words",
    "confirm",
    "forget_address",
    "mark_read",
    "pass_on",
    "prepare_digests",
    "resend",
    "send_code",
    "send_due",
    "set_wishes",
    "set_wording",
    "take_back",
    "tell",
    "tell_resident",
    "text_phone",
]
