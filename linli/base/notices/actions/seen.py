"""Telling people in the app, and marking what they have read."""

from collections.abc import Sequence
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
    area_ids: Sequence[UUID] = (),
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
        area_ids=list(area_ids),
        # An account of a resident is told outside by whoever tells; a post's holders are found when it is passed on.
        is_passed_on=post_id is None,
        words=words,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def mark_read(*, actor: Actor, now: datetime) -> int:
    """Mark everything the actor has been told as read; returns how many notices that were."""
    field = {"post_id": actor.post_id} if actor.post_id else {"account_id": actor.account_id}
    return Notice.objects.filter(**field, read_at=None).update(read_at=now)
