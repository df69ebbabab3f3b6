"""What other contexts may use of accounts."""

from linli.base.accounts.actions import hit, open_account
from linli.base.accounts.errors import SignInFirst
from linli.base.accounts.models import Account
from linli.base.accounts.queries import Known, PostChoice, posts_of, register_sources, stamp
from linli.base.kit.guards import LinliRequest, Rule, blind, limited, signed_in, staff

__all__ = [
    "Account",
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
