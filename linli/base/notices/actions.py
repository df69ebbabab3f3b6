"""Telling people, and marking what they have read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from linli.base.kit.actor import Actor
from linli.base.notices.models import Notice


def tell(
    *,
    kind: str,
    subject_kind: str,
    subject_id: UUID,
    at: datetime,
    post_id: UUID | None = None,
    account_id: UUID | None = None,
    **words: Any,
) -> None:
    """Leave a notice for a post or an account; told twice with the same moment, it stands once."""
    notice = Notice(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=at,
        post_id=post_id,
        account_id=account_id,
        words=words,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def mark_read(*, actor: Actor, now: datetime) -> int:
    """Mark everything the actor has been told as read; returns how many notices that were."""
    field = {"post_id": actor.post_id} if actor.post_id else {"account_id": actor.account_id}
    return Notice.objects.filter(**field, read_at=None).update(read_at=now)
