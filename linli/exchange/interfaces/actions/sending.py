"""Sending what waits: take a batch under a lease, post it outside any transaction, note each outcome.

At least once: a sender that dies leaves its leases, and when they end the next one takes the same deliveries, with the same ids.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.base.notices import public as notices
from linli.exchange.interfaces.actions import webhooks
from linli.exchange.interfaces.hooks import posting, signing
from linli.exchange.interfaces.models import Delivery, Webhook

BATCH = 20
LEASE = timedelta(minutes=10)
"""Longer than a batch can take: twenty tries of ten seconds, and as long again to look up the names."""
PAUSES = (1, 5, 15, 60, 180, 360, 720)
"""Minutes before the next try, by how many there were; the last goes on."""
GIVEN_UP = timedelta(days=3)
"""A long weekend: nobody may be there to mend a server."""
PAUSED_AFTER = timedelta(days=5)
"""Without one success: longer than a delivery is tried, so that a holiday alone pauses nobody."""
GONE = 410
JOB = Actor.system("interfaces.send")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Parcel:
    id: UUID
    webhook_id: UUID
    url: str
    event_id: str
    body: bytes
    keys: tuple[str, ...]


def send_due(*, at: Clock = clock.now, most: int = 1000) -> int:
    """Send what is due, batch after batch; returns how many arrived. Not in a transaction: the leases must stand first."""
    arrived = tried = 0
    while tried < most and (batch := _take(at())):
        failing: set[UUID] = set()
        for parcel in batch:
            tried += 1
            if parcel.webhook_id in failing:
                # One dead address keeps a batch for one try, not for all it has.
                with walls.acting(JOB):
                    pause = at() + timedelta(minutes=PAUSES[0])
                    Delivery.objects.filter(id=parcel.id).update(leased_until=None, not_before=pause)
                continue
            now = at()
            headers = signing.headers(parcel.keys, parcel.event_id, now, parcel.body)
            outcome = posting.post(parcel.url, parcel.body, headers)
            with walls.acting(JOB):
                is_sent = _settle(parcel.id, outcome, at())
            arrived += is_sent
            if not is_sent:
                failing.add(parcel.webhook_id)
    return arrived


def _take(now: datetime) -> list[_Parcel]:
    """The next batch, leased; several senders never take the same."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    ready = Q(webhook__state="active") | Q(webhook__state__in=["unproven", "paused"], kind="ping")
    with walls.acting(JOB):
        due = Delivery.objects.filter(free, ready, status="waiting", not_before__lte=now).select_related("webhook")
        found = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("not_before", "id")[:BATCH])
        Delivery.objects.filter(id__in=[each.id for each in found]).update(leased_until=now + LEASE)
    return [
        _Parcel(each.id, each.webhook_id, each.webhook.url, each.event_id, each.body.encode(), _keys(each.webhook, now))
        for each in found
    ]


def _keys(webhook: Webhook, now: datetime) -> tuple[str, ...]:
    """The secrets that sign: the newest first, and for a day the one before."""
    former = webhook.former_sealed if webhook.former_until and webhook.former_until > now else None
    return tuple(unseal(each) for each in (webhook.secret_sealed, former) if each)


def _settle(delivery_id: UUID, outcome: posting.Tried, now: datetime) -> bool:
    """Note what came of a try, for the delivery and for its webhook; True when it arrived."""
    # The webhook first, as everybody who locks both.
    webhook = Webhook.objects.select_for_update(of=("self",)).get(deliveries__id=delivery_id)
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    is_sent = outcome.code is not None and 200 <= outcome.code < 300
    delivery.attempts += 1
    delivery.code, delivery.why, delivery.took_ms = outcome.code, outcome.why, outcome.took_ms
    delivery.tried_at, delivery.leased_until = now, None
    if is_sent:
        delivery.status = "sent"
    elif now - delivery.asked_at >= GIVEN_UP:
        delivery.status = "failed"
    else:
        delivery.not_before = now + timedelta(minutes=PAUSES[min(delivery.attempts, len(PAUSES)) - 1])
    delivery.save()
    if webhook.state != "ended":
        _judge(webhook, outcome, now, is_sent=is_sent)
    return is_sent


def _judge(webhook: Webhook, outcome: posting.Tried, now: datetime, *, is_sent: bool) -> None:
    """What a try says of the address itself."""
    if is_sent:
        webhook.failing_since = None
        webhook.state = "active" if webhook.state == "unproven" else webhook.state
        webhook.save(update_fields=["failing_since", "state"])
    elif outcome.code == GONE:
        webhooks.end(webhook, "gone", JOB, now)
        _tell(webhook, "webhook.ended", now)
    elif webhook.failing_since is None:
        webhook.failing_since = now
        webhook.save(update_fields=["failing_since"])
    elif webhook.state == "active" and now - webhook.failing_since >= PAUSED_AFTER:
        webhooks.pause(webhook, "failing", JOB, now)
        _tell(webhook, "webhook.paused", now)


def _tell(webhook: Webhook, kind: str, now: datetime) -> None:
    """Tell the administrator's post, whoever holds it now."""
    notices.tell(
        kind=kind,
        subject_kind="webhook",
        subject_id=webhook.id,
        at=now,
        post_id=webhook.post_id,
        area_ids=[each for each in (webhook.county_id, webhook.city_id) if each],
        item=webhook.name,
        path=f"/desk/interfaces/webhooks/{webhook.id}/",
    )
