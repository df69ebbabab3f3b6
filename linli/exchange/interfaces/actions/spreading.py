"""From one event to a delivery for each webhook that hears it: in a job, in one statement, with what the open feed would give."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from linli.affairs.matters import public as matters
from linli.base.kit import events, locks
from linli.base.kit.sealed import digest
from linli.exchange.interfaces import feeds, queries
from linli.exchange.interfaces.actions.webhooks import HEARD, TASKS, source
from linli.exchange.interfaces.hooks import signing
from linli.exchange.interfaces.models import Delivery, Webhook
from linli.registers.places import public as places

KEPT = timedelta(days=30)
"""So long the log of deliveries goes back: words that a matter no longer opens aren't kept here for ever."""


def hush() -> None:
    """While nobody listens, matters store no jobs for webhooks; adding or resuming one has them stored again at once."""
    locks.hold(HEARD)
    if not Webhook.objects.filter(state__in=["active", "unproven"]).exists():
        events.silence(*TASKS)


def spread(*, matter_id: UUID, move: str, at: datetime, now: datetime) -> int:
    """Put one event of a matter on its way to whoever hears it; returns to how many. A job run twice does it once."""
    if not Webhook.objects.filter(state="active").exists():
        return 0
    row = matters.public_matter(matter_id)
    place_id = (row.community_id or row.street_id) if row else None
    if row is None or place_id is None:
        return 0
    kind = _kind(row, move, at)
    place = places.place_for(place_id)
    above = {each for each in (place.community_id, place.street_id, place.county_id, place.city_id) if each}
    hearers = Webhook.objects.filter(Q(place_id__in=above), state="active", kinds__contains=[kind], created_at__lte=at)
    # The same event has the same id however often its job runs; the matter's own id can't be read from it.
    event_id = "evt_" + digest("webhook-event", f"{matter_id}:{kind}:{at.isoformat()}").hex()[:32]
    data = feeds.values_of(queries.described([row])[0])
    body = signing.envelope(event_id=event_id, source=source(), kind=kind, subject=row.number, at=at, data=data)
    made = [
        Delivery(
            webhook_id=webhook_id,
            event_id=event_id,
            kind=kind,
            subject=row.number,
            body=body,
            asked_at=now,
            not_before=now,
        )
        for webhook_id in hearers.values_list("id", flat=True)
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def forget(*, now: datetime) -> int:
    """Throw away deliveries older than thirty days, those that a paused webhook never got too; returns how many."""
    return Delivery.objects.filter(asked_at__lt=now - KEPT).delete()[0]


def _kind(row: matters.PublicMatter, move: str, at: datetime) -> str:
    if move == "file":
        return "matter.filed"
    if move == "answer":
        return "matter.answered"
    return "matter.closed" if row.closed_at == at else "matter.moved"
