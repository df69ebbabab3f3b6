"""What other contexts may use of accounts."""

from linli.base.accounts.actions import hit, open_account
from linli.base.accounts.errors import SignInFirst
from linli.base.accounts.middleware import LinliRequest
from linli.base.accounts.permissions import Rule, blind, limited, signed_in, staff
from linli.base.accounts.queries import Known, PostChoice, posts_of, register_sources, stamp

__all__ = [
    "Known",
    "LinliRequest",
    "PostChoice",
    "Rule",
    "SignInFirst",
    "blind",
    "hit",
    "limited",
    "open_account",
    "posts_of",
    "register_sources",
    "signed_in",
    "staff",
    "stamp",
]
