"""Orders become matters: each by the same verb as every other request, with its own number and deadline beside our clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.hotline.actions import bulk
from linli.affairs.hotline.actions.following import follow
from linli.affairs.hotline.actions.turns import SYSTEM, in_chinese, turn
from linli.affairs.hotline.events import OrdersReady
from linli.affairs.hotline.models import Order, Turn
from linli.affairs.hotline.states import READY, SENT
from linli.affairs.matters import public as matters
from linli.base.kit import walls
from linli.base.kit.errors import Refusal
from linli.base.kit.events import publish
from linli.base.kit.sealed import unseal

AT_ONCE = 50
"""So many are sent out before the page answers; more are a job's, this many to a transaction."""

_CHANGED = ("state", "trouble", "matter_id", "matter_number")


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
    """File each ready order as a matter; one that can't be filed says why and waits at the desk. Sent twice, it's one matter."""
    with walls.acting(SYSTEM):
        ready = list(
            Order.objects.select_for_update(of=("self",))
            .select_related("source")
            .filter(id__in=order_ids, state=READY)
            .order_by("received_at", "id")
        )
        sent = [order for order in ready if _file(order, now)]
        bulk.update(ready, _CHANGED)
        bulk.insert(
            [
                Turn(order=order, round_no=order.round_no, kind="sent", at=now, note=order.matter_number)
                for order in sent
            ]
        )
        follow(matter_ids=[order.matter_id for order in sent if order.matter_id], now=now)
    return SentOut(len(sent), len(ready) - len(sent))


def _file(order: Order, now: datetime) -> bool:
    new = matters.NewMatter(
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
    try:
        with transaction.atomic():
            filed = matters.file(new=new, actor=SYSTEM, now=now)
    except Refusal as refusal:
        order.trouble = in_chinese(refusal)
        turn(order, "stuck", label="", now=now, note=order.trouble)
        return False
    order.state, order.trouble = SENT, ""
    order.matter_id, order.matter_number = filed.id, filed.number
    return True
