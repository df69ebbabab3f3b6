"""What accounts does: the only writers."""

from linli.base.accounts.actions.factors import (
    add_app,
    add_key,
    new_spare_codes,
    pass_code,
    pass_key,
    remove_factor,
)
from linli.base.accounts.actions.handing import (
    Paper,
    bind,
    end_sessions_of,
    hand_over,
    issue_binding,
    issue_recovery,
    leave_office,
    open_for,
    recover,
    set_locked,
    withdraw_factors,
)
from linli.base.accounts.actions.limits import forget, hit
from linli.base.accounts.actions.outside import Said, begin, enter_by, finish, link
from linli.base.accounts.actions.phone import pass_phone, send_code
from linli.base.accounts.actions.sessions import end_session, end_sessions, keep_session, open_half, open_session
from linli.base.accounts.actions.signing import Caller, change_password, open_account, sign_in

__all__ = [
    "Caller",
    "Paper",
    "Said",
    "add_app",
    "add_key",
    "begin",
    "bind",
    "change_password",
    "end_session",
    "end_sessions",
    "end_sessions_of",
    "enter_by",
    "finish",
    "forget",
    "hand_over",
    "hit",
    "issue_binding",
    "issue_recovery",
    "keep_session",
    "leave_office",
    "link",
    "new_spare_codes",
    "open_account",
    "open_for",
    "open_half",
    "open_session",
    "pass_code",
    "pass_key",
    "pass_phone",
    "recover",
    "remove_factor",
    "send_code",
    "set_locked",
    "sign_in",
    "withdraw_factors",
]
