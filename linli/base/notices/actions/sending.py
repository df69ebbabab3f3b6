"""Sending what waits in the outbox: take a batch under a lease, send it outside any transaction, note each outcome.

At least once: a sender that dies with a batch in hand leaves its leases, and when they end the next one takes it up. A mail's id
and a gateway's {id} are the same at every try, so that a second copy can be known for one.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Least

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.base.notices.actions import bounces
from linli.base.notices.actions.carrying import AGAIN, BOUNCED, FAILED, SENT, Outcome, Outgoing
from linli.base.notices.actions.mail import mails
from linli.base.notices.actions.robots import robots
from linli.base.notices.actions.texts import texts
from linli.base.notices.models import Message
from linli.base.notices.queries.channels import Channels, channels
from linli.base.notices.queries.hours import may_leave_at
from linli.base.notices.queries.wordings import Wordings, filled, wordings_on
from linli.base.notices.states import EMAIL, SMS, WAITING

BATCH = 50
LEASE = timedelta(minutes=15)
PAUSES = (1, 5, 15, 60, 240, 720)
"""Minutes before the next try, by how many there were; after the last there is none."""
JOB = Actor.system("notices.send")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did, in messages."""

    sent: int = 0
    again: int = 0
    lost: int = 0


def send_due(*, at: Clock = clock.now, most: int = 2000) -> Sent:
    """Send what is due, batch after batch. Not in a transaction: a batch's lease must stand before anything leaves."""
    counts: dict[str, int] = defaultdict(int)
    while sum(counts.values()) < most and (batch := _take(at())):
        for message_id, outcome in _carried(batch, channels(), at()):
            with walls.acting(JOB):
                counts[_settle(message_id, outcome, at())] += 1
    return Sent(counts[SENT], counts[WAITING], counts[FAILED] + counts[BOUNCED])


def _take(now: datetime) -> list[Message]:
    """The next batch, leased; several senders never take the same. What fell into quiet hours meanwhile is put off."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    with walls.acting(JOB):
        due = Message.objects.filter(free, status=WAITING, not_before__lte=now).order_by("not_before", "id")
        found = list(due.select_for_update(skip_locked=True)[:BATCH])
        taken: list[Message] = []
        for each in found:
            opens = may_leave_at(each.audience, each.area_ids, now, is_urgent=each.is_urgent)
            if opens > now:
                Message.objects.filter(id=each.id).update(not_before=opens)
            else:
                taken.append(each)
        Message.objects.filter(id__in=[each.id for each in taken]).update(
            leased_until=now + LEASE, attempts=Least(F("attempts") + 1, 1000)
        )
    return taken if taken or not found else _take(now)


def _carried(batch: Sequence[Message], lead: Channels, now: datetime) -> Iterator[tuple[UUID, Outcome]]:
    """Each message's outcome. One whose senders died again and again is given up rather than tried for ever."""
    with walls.acting(JOB):
        wordings = wordings_on(clock.local_date(now), [*{each.kind for each in batch}])
    by_channel: dict[str, list[Outgoing]] = defaultdict(list)
    for each in batch:
        outgoing = _in_words(each, wordings)
        if each.attempts > len(PAUSES) + 1:
            yield each.id, Outcome(FAILED, "senders broke off while sending it")
        elif outgoing is None or not lead.has(each.channel):
            yield each.id, Outcome(FAILED, "no words for this channel" if outgoing is None else "the channel is off")
        else:
            by_channel[each.channel].append(outgoing)
    for channel, outgoing_batch in by_channel.items():
        if channel == EMAIL and lead.mail:
            yield from mails(lead.mail, outgoing_batch, now)
        elif channel == SMS and lead.gateway:
            yield from texts(lead.gateway, outgoing_batch)
        else:
            yield from robots(lead.robots, outgoing_batch, now)


def _in_words(message: Message, wordings: Wordings) -> Outgoing | None:
    words = wordings.words(message.kind, message.channel, message.area_ids, message.language)
    if words is None:
        return None
    secrets = json.loads(unseal(message.secrets_sealed)) if message.secrets_sealed else {}
    said = wordings.said(message.kind, message.area_ids, message.language)
    whole = filled(words, {"said": said, **message.values, **secrets}, message.language)
    address = unseal(message.address_sealed) if message.address_sealed else message.address_masked
    return Outgoing(message.id, address, whole.subject, whole.body)


def _settle(message_id: UUID, outcome: Outcome, now: datetime) -> str:
    """Note what became of a try: sent, to be tried again after a pause, or ended; returns the message's status."""
    message = Message.objects.select_for_update().get(id=message_id)
    message.leased_until, message.why = None, outcome.why[:300]
    if outcome.what == AGAIN and message.attempts <= len(PAUSES):
        message.not_before = now + timedelta(minutes=PAUSES[max(message.attempts, 1) - 1])
    else:
        message.status = FAILED if outcome.what == AGAIN else outcome.what
        message.ended_at = now
        # What only the receiver may read is not kept longer than it takes to get there.
        message.secrets_sealed = None if message.status == SENT else message.secrets_sealed
    message.save()
    if message.status == BOUNCED and message.address_digest:
        bounces.count(bytes(message.address_digest), outcome.why, now)
    return message.status
