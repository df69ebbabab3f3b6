"""What others may hear of bodies."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HolderAppointed:
    """Somebody holds a post from a day on. The post's open matters are theirs from then."""

    post_id: UUID
    person_id: UUID
    since: date
    at: datetime


@dataclass(frozen=True, slots=True)
class TenureEnded:
    """Somebody no longer holds a post from a day on; the post and its matters stay."""

    post_id: UUID
    person_id: UUID
    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class PostRetired:
    """A post is gone from a day on; what it still holds needs another."""

    post_id: UUID
    body_id: UUID
    place_id: UUID
    until: date
    at: datetime
