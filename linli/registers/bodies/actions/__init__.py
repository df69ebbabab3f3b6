"""Changing bodies, posts and tenures: the only writers."""

from linli.registers.bodies.actions.bodies import close_body, open_body
from linli.registers.bodies.actions.posts import open_post, retire_post, set_substitute
from linli.registers.bodies.actions.sign_ins import end_sessions, issue_code, open_account, set_locked, withdraw_factors
from linli.registers.bodies.actions.tenures import appoint, end_tenure, mark_away

__all__ = [
    "appoint",
    "close_body",
    "end_sessions",
    "end_tenure",
    "issue_code",
    "mark_away",
    "open_account",
    "open_body",
    "open_post",
    "retire_post",
    "set_locked",
    "set_substitute",
    "withdraw_factors",
]
