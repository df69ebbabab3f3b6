"""What accounts knows."""

from linli.base.accounts.queries.acting import (
    ActorSource,
    Known,
    PostChoice,
    PostSource,
    actor_of,
    name_of,
    own_account,
    posts_for,
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
from linli.base.accounts.queries.messages import has_phone, messages_are_written_down, register_sender
from linli.base.accounts.queries.providers import (
    Provider,
    find_person,
    linked_to,
    provider_named,
    providers,
    register_person_finder,
)
from linli.base.accounts.queries.sessions import OwnSession, account_in, is_fresh, is_strong, self_of, sessions_of
from linli.base.accounts.queries.standings import Standing, standings

__all__ = [
    "ActorSource",
    "KeyServer",
    "Known",
    "OwnFactor",
    "OwnSession",
    "PostChoice",
    "PostSource",
    "Provider",
    "Standing",
    "account_in",
    "actor_of",
    "factors_of",
    "find_person",
    "has_factor",
    "has_phone",
    "is_fresh",
    "is_strong",
    "key_question",
    "linked_to",
    "messages_are_written_down",
    "name_of",
    "new_key_question",
    "own_account",
    "picture_of",
    "posts_for",
    "posts_of",
    "provider_named",
    "providers",
    "register_person_finder",
    "register_sender",
    "register_sources",
    "self_of",
    "server_for",
    "sessions_of",
    "shown_code",
    "spare_left",
    "stamp",
    "standings",
]
