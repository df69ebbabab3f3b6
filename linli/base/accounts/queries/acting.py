"""Who is signed in, and as what. `bodies`, which knows the posts, registers the source of actors here."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from linli.base.accounts.models import Account
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import mask_phone, unseal


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One of the posts an account's person holds now."""

    post_id: UUID
    title: str
    body_name: str
    place_name: str
    is_substitute: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the source of actors says of an account: the actor, if it may act so, and the stamp of its password."""

    actor: Actor
    password: str


ActorSource = Callable[[UUID, UUID | None], Known | None]
PostSource = Callable[[UUID], list[PostChoice]]
_actor_sources: list[ActorSource] = []
_post_sources: list[PostSource] = []


def register_sources(actor_source: ActorSource, post_source: PostSource) -> None:
    """Registered once, at start, by the context that owns posts."""
    _actor_sources[:] = [actor_source]
    _post_sources[:] = [post_source]


def stamp(account_id: UUID, password: str) -> str:
    """Ties a session to the password it was opened with: a new password ends the old sessions."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{account_id}{password}".encode(), hashlib.sha256).hexdigest()[:32]


def actor_of(session: SessionBase) -> Actor:
    """The actor of a session: a post, a resident, or nobody; a session whose post or password ended acts as nobody."""
    account = session.get("account")
    if not account:
        return Actor.intake()
    post = session.get("post")
    for source in _actor_sources:
        known = source(UUID(account), UUID(post) if post else None)
        if known and hmac.compare_digest(session.get("stamp", ""), stamp(UUID(account), known.password)):
            return known.actor
    return Actor.intake()


def posts_of(account_id: UUID) -> list[PostChoice]:
    """The posts an account may act as, its own first, then those it stands in for."""
    return [choice for source in _post_sources for choice in source(account_id)]


def posts_for(account: Account) -> list[PostChoice]:
    """The posts an account may act as. One that is opened by a phone or a provider alone serves its owner, never a post."""
    return posts_of(account.id) if account.has_usable_password() else []


def own_account(actor: Actor) -> Account | None:
    """The account the actor signed in with."""
    return Account.objects.filter(id=actor.account_id).first() if actor.account_id else None


def name_of(account: Account) -> str:
    """What its owner knows an account by: the phone, masked, where it was opened by one."""
    return mask_phone(unseal(account.phone_sealed)) if account.phone_sealed else account.username
