"""What other contexts may use of accounts."""

from linli.base.accounts.actions import (
    Paper,
    end_sessions_of,
    hit,
    issue_binding,
    issue_recovery,
    leave_office,
    open_account,
    open_for,
    set_locked,
    withdraw_factors,
)
from linli.base.accounts.errors import NoAccount, SignInFirst
from linli.base.accounts.models import Account
from linli.base.accounts.permissions import may
from linli.base.accounts.queries import (
    Known,
    PostChoice,
    Standing,
    posts_of,
    register_person_finder,
    register_sender,
    register_sources,
    stamp,
    standings,
)
from linli.base.kit.guards import LinliRequest, Rule, blind, limited, only_reads, signed_in, staff

__all__ = [
    "Account",
    "Known",
    "LinliRequest",
    "NoAccount",
    "Paper",
    "PostChoice",
    "Rule",
    "SignInFirst",
    "Standing",
    "blind",
    "end_sessions_of",
    "hit",
    "issue_binding",
    "issue_recovery",
    "leave_office",
    "limited",
    "may",
    "only_reads",
    "open_account",
    "open_for",
    "posts_of",
    "register_person_finder",
    "register_sender",
    "register_sources",
    "set_locked",
    "signed_in",
    "staff",
    "stamp",
    "standings",
    "withdraw_factors",
]
