"""What accounts does: the only writers."""

from linli.base.accounts.actions.factors import (
    add_app,
    add_key,
    new_spare_codes,
    pass_code,
    pass_key,
    remove_factor,
)
from linli.base.accounts.actions.limits import forget, hit
from linli.base.accounts.actions.sessions import end_session, end_sessions, keep_session, open_half, open_session
from linli.base.accounts.actions.signing import Caller, change_password, open_account, sign_in

__all__ = [
    "Caller",
    "add_app",
    "add_key",
    "change_password",
    "end_session",
    "end_sessions",
    "forget",
    "hit",
    "keep_session",
    "new_spare_codes",
    "open_account",
    "open_half",
    "open_session",
    "pass_code",
    "pass_key",
    "remove_factor",
    "sign_in",
]
