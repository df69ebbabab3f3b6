"""The administrator's log: what waits, what failed, what came back; never of whose matter it speaks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import get_language

from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound
from linli.base.notices.models import Message
from linli.base.notices.queries.wordings import wordings_on
from linli.base.notices.states import BOUNCED, CHANNEL_NAMES, FAILED, STATUS_NAMES, STATUS_TONES, SUPPRESSED, WAITING

PAGE = 50
TROUBLED = (WAITING, FAILED, BOUNCED, SUPPRESSED)


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its administrator sees it."""

    id: UUID
    said: str
    channel: str | Promise
    address: str
    status: str
    status_said: str | Promise
    tone: str
    at: datetime
    not_before: datetime
    ended_at: datetime | None
    attempts: int
    why: str

    @property
    def may_resend(self) -> bool:
        """Whether it ended without getting there."""
        return self.status in (FAILED, BOUNCED, SUPPRESSED)


def log(actor: Actor, status: str, page: int, now: datetime) -> tuple[list[Line], bool]:
    """A page of the messages of a status that concern the actor's area, newest first, and whether there are more."""
    first = (page - 1) * PAGE
    rows = list(
        Message.objects.filter(status=status, area_ids__contains=[actor.place_id]).order_by("-at", "-id")[
            first : first + PAGE + 1
        ]
    )
    wordings = wordings_on(now.date())
    language = get_language() or ""
    return [
        Line(
            id=row.id,
            said=wordings.said(row.kind, row.area_ids, language),
            channel=CHANNEL_NAMES[row.channel],
            address=row.address_masked,
            status=row.status,
            status_said=STATUS_NAMES[row.status],
            tone=STATUS_TONES[row.status],
            at=row.at,
            not_before=row.not_before,
            ended_at=row.ended_at,
            attempts=row.attempts,
            why=row.why,
        )
        for row in rows[:PAGE]
    ], len(rows) > PAGE


def counts(actor: Actor) -> dict[str, int]:
    """How many messages of the actor's area stand at each status that wants a look; one statement."""
    rows = Message.objects.filter(status__in=TROUBLED, area_ids__contains=[actor.place_id]).values_list("status")
    found = dict(rows.annotate(n=Count("id")).order_by())
    return {status: found.get(status, 0) for status in TROUBLED}


def message_for(actor: Actor, message_id: UUID) -> Message:
    """A message of the actor's area, locked; raises `NotFound`."""
    found = Message.objects.select_for_update().filter(id=message_id).first()
    is_reached = found and (actor.sight is Sight.SYSTEM or actor.place_id in found.area_ids)
    if found is None or not is_reached:
        raise NotFound
    return found
