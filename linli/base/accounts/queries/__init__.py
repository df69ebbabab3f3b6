"""What accounts knows."""

from linli.base.accounts.queries.acting import (
    ActorSource,
    Known,
    PostChoice,
    PostSource,
    actor_of,
    own_account,
    posts_of,
    register_sources,
    stamp,
)
from linli.base.accounts.queries.factors import (
    OwnFactor,
    factors_of,
    has_factor,
    picture_of,
    shown_code,
    spare_left,
)
from linli.base.accounts.queries.keys import KeyServer, key_question, new_key_question, server_for
from linli.base.accounts.queries.sessions import OwnSession, account_in, is_fresh, is_strong, self_of, sessions_of

__all__ = [
    "ActorSource",
    "KeyServer",
    "Known",
    "OwnFactor",
    "OwnSession",
    "PostChoice",
    "PostSource",
    "account_in",
    "actor_of",
    "factors_of",
    "has_factor",
    "is_fresh",
    "is_strong",
    "key_question",
    "new_key_question",
    "own_account",
    "picture_of",
    "posts_of",
    "register_sources",
    "self_of",
    "server_for",
    "sessions_of",
    "shown_code",
    "spare_left",
    "stamp",
]
