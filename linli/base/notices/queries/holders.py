"""Who answers for a post, by account. `bodies`, which knows the posts, registers itself here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Holding:
    """An account whose owner answers for a post, its own or one they stand in for; area_ids: where the post is, nearest first."""

    post_id: UUID
    account_id: UUID
    area_ids: tuple[UUID, ...]


Source = Callable[[Collection[UUID], Collection[UUID]], list[Holding]]
_sources: list[Source] = []


def register_holders(source: Source) -> None:
    """Registered once, at start, by the context that owns posts: it is asked for some posts, and for some accounts."""
    _sources[:] = [source]


def holders_of(post_ids: Collection[UUID]) -> list[Holding]:
    """Who answers for some posts, in one statement."""
    return [held for source in _sources if post_ids for held in source(post_ids, ())]


def held_by(account_ids: Collection[UUID]) -> list[Holding]:
    """What some accounts answer for, in one statement."""
    return [held for source in _sources if account_ids for held in source((), account_ids)]
