"""Who was told what and when about one subject, and how each message fared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language

from linli.base.notices.models import Message, Notice
from linli.base.notices.queries.wordings import Wordings, wordings_on
from linli.base.notices.states import APP, CHANNEL_NAMES, RESIDENT, SENT, STAFF, STATUS_NAMES, STATUS_TONES

MOST = 100


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told: to a post (in the app), to an account (in the app), or to an address outside, masked."""

    at: datetime
    said: str
    channel: str | Promise
    status: str | Promise
    tone: str
    why: str
    post_id: UUID | None
    is_resident: bool
    address: str


def told_of(subject_id: UUID, day: datetime, *, audiences: Collection[str] = (STAFF, RESIDENT)) -> list[Told]:
    """What was told of a subject to these audiences, newest first, at most a hundred; three statements."""
    wordings = wordings_on(day.date())
    rows = Message.objects.filter(subject_id=subject_id, audience__in=audiences).order_by("-at")[:MOST]
    notices = Notice.objects.filter(subject_id=subject_id).order_by("-at")
    if STAFF not in audiences:
        notices = notices.filter(account_id__isnull=False)
    found = [_message(row, wordings) for row in rows] + [_notice(row, wordings) for row in notices[:MOST]]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _message(row: Message, wordings: Wordings) -> Told:
    return Told(
        at=row.ended_at or row.at,
        said=wordings.said(row.kind, row.area_ids, get_language() or ""),
        channel=CHANNEL_NAMES[row.channel],
        status=STATUS_NAMES[row.status],
        tone=STATUS_TONES[row.status],
        why=row.why,
        post_id=None,
        is_resident=row.audience == RESIDENT,
        address=row.address_masked,
    )


def _notice(row: Notice, wordings: Wordings) -> Told:
    # An account is told by the kind's name for staff; what it reads is worded for residents.
    kind = row.kind if row.post_id else row.kind.replace("matter.", "resident.", 1)
    return Told(
        at=row.at,
        said=wordings.said(kind, row.area_ids, get_language() or ""),
        channel=CHANNEL_NAMES[APP],
        status=STATUS_NAMES[SENT],
        tone=STATUS_TONES[SENT],
        why="",
        post_id=row.post_id,
        is_resident=row.post_id is None,
        address="",
    )
