"""How the matter of an order moves becomes what its source is told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.hotline.actions import bulk
from linli.affairs.hotline.models import Order, Turn
from linli.affairs.hotline.states import BACK, DONE, RETURNED, SENT
from linli.affairs.matters import public as matters
from linli.base.kit import walls
from linli.base.kit.actor import Actor

_SYSTEM = Actor.system("hotline.follow")
FOLLOWED = (
    "state", "signed_at", "sign_by", "is_signed_in_time", "closed_at", "close_by", "reply_status", "reply_answer",
    "reply_until", "reply_rating", "reply_handler", "reply_at", "is_due",
)  # fmt: skip
_SAID = ("reply_status", "reply_answer", "reply_until", "reply_rating", "reply_handler")
_HANDLING = ("started", "waiting", "answered", "merged")


@transaction.atomic
def follow(*, matter_ids: Collection[UUID], now: datetime) -> int:
    """Bring the orders of these matters up to date; returns how many have something new to report."""
    with walls.acting(_SYSTEM):
        orders = list(
            Order.objects.select_for_update(of=("self",)).filter(matter_id__in=list(matter_ids)).exclude(state=RETURNED)
        )
        if not orders:
            return 0
        turns = bring_up(orders, now)
        bulk.update(orders, FOLLOWED)
        bulk.insert(turns)
        return sum(order.is_due for order in orders)


def bring_up(orders: Sequence[Order], now: datetime) -> list[Turn]:
    """Put on each order how its matter stands, still to be stored; the turns that gives."""
    known = matters.progress_of({order.matter_id for order in orders if order.matter_id})
    return [
        turn for order in orders if order.matter_id in known for turn in _bring_up(order, known[order.matter_id], now)
    ]


def _bring_up(order: Order, matter: matters.Progress, now: datetime) -> list[Turn]:
    """The order as its matter stands; what its holder declined waits for the desk to decide."""
    before = order.state
    former = {name: getattr(order, name) for name in _SAID}
    order.signed_at, order.sign_by = matter.signed_at, matter.sign_by
    order.is_signed_in_time = matter.signed_in_time
    order.closed_at, order.close_by = matter.closed_at, matter.close_by
    order.state = BACK if matter.state == "declined" else DONE if matter.state in ("closed", "withdrawn") else SENT
    order.reply_status = _status(order, matter)
    order.reply_answer = matter.answer if order.state == DONE or matter.state == "answered" else ""
    order.reply_until = matter.extended_until if order.reply_status == "extension" else None
    order.reply_rating = matter.rating
    order.reply_handler = matter.holder_body if order.reply_status else ""
    if order.reply_status and former != {name: getattr(order, name) for name in _SAID}:
        order.is_due, order.reply_at = True, now
    kind = {BACK: "back", DONE: "done"}.get(order.state) or ("reopened" if before in (BACK, DONE) else "")
    if not kind or order.state == before:
        return []
    note = matter.answer if order.state in (BACK, DONE) else ""
    return [Turn(order=order, round_no=order.round_no, kind=kind, at=now, label=matter.holder_body, note=note)]


def _status(order: Order, matter: matters.Progress) -> str:
    """What the source is told; nothing before somebody signed, and a holder's refusal only once the desk returns it."""
    if order.state == DONE:
        return "closed"
    if order.state == BACK or matter.state == "filed":
        return order.reply_status if order.reply_status in ("signed", "handling") else ""
    is_asked = matter.extended_until and order.deadline and matter.extended_until > order.deadline
    if is_asked and matter.state in ("signed", "started", "waiting"):
        return "extension"
    return "handling" if matter.state in _HANDLING else "signed"
