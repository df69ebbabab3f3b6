"""Orders become matters: each by the same verb as every other request, with its own number and deadline beside our clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.hotline.actions import bulk
from linli.affairs.hotline.actions.following import FOLLOWED, bring_up
from linli.affairs.hotline.actions.turns import SYSTEM, in_chinese
from linli.affairs.hotline.events import OrdersReady
from linli.affairs.hotline.models import Order, Turn
from linli.affairs.hotline.states import READY, SENT
from linli.affairs.matters import public as matters
from linli.base.kit import walls
from linli.base.kit.errors import Refusal
from linli.base.kit.events import publish
from linli.base.kit.sealed import unseal

AT_ONCE = 300
"""So many are sent out before the page answers, in half a second; more are a job's, this many to a transaction."""

_CHANGED = ("trouble", "matter_id", "matter_number", *FOLLOWED)


@dataclass(frozen=True, slots=True)
class SentOut:
    """How many orders became matters, and how many could not."""

    sent: int
    stuck: int


def send_soon(order_ids: Sequence[UUID], now: datetime) -> SentOut | None:
    """Send some orders out at once, or leave them to a job where they are many."""
    if len(order_ids) <= AT_ONCE:
        return send_out(order_ids=order_ids, now=now)
    for start in range(0, len(order_ids), AT_ONCE):
        some = order_ids[start : start + AT_ONCE]
        publish(OrdersReady(order_ids=[str(each) for each in some], at=now))
    return None


@transaction.atomic
def send_out(*, order_ids: Sequence[UUID], now: datetime) -> SentOut:
    """File ready orders as matters; one that can't be filed says why and waits at the desk. Sent twice, it's one matter.

    The same few statements for any number.
    """
    with walls.acting(SYSTEM):
        ready = list(
            Order.objects.select_for_update(of=("self",))
            .filter(id__in=order_ids, state=READY)
            .order_by("received_at", "id")
        )
        outcomes = matters.file_many(news=[_new_matter(order) for order in ready], actor=SYSTEM, now=now)
        turns = [_note(order, outcome, now) for order, outcome in zip(ready, outcomes, strict=True)]
        sent = [order for order in ready if order.state == SENT]
        turns += bring_up(sent, now)
        bulk.update(ready, _CHANGED)
        bulk.insert(turns)
    return SentOut(len(sent), len(ready) - len(sent))


def _new_matter(order: Order) -> matters.NewMatter:
    return matters.NewMatter(
        form_token=order.id,
        item_code=order.item_code,
        place_id=order.place_id,
        text=order.content,
        channel="hotline",
        spot=order.address,
        urgency=order.urgency,
        contact_name=unseal(order.name_sealed) if order.name_sealed else "",
        contact_phone=unseal(order.phone_sealed) if order.phone_sealed else "",
        is_hidden=order.is_secret,
        external_number=order.number,
        external_deadline=order.deadline,
    )


def _note(order: Order, outcome: matters.Filed | Refusal, now: datetime) -> Turn:
    """What became of the order, on itself and in its history."""
    if isinstance(outcome, Refusal):
        order.trouble = in_chinese(outcome)
        return Turn(order=order, round_no=order.round_no, kind="stuck", at=now, note=order.trouble)
    order.state, order.trouble = SENT, ""
    order.matter_id, order.matter_number = outcome.id, outcome.number
    return Turn(order=order, round_no=order.round_no, kind="sent", at=now, note=outcome.number)
