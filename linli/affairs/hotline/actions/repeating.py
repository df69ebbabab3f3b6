"""The same order again: pressed, changed, or sent back to us after we had returned it."""

from datetime import datetime
from typing import TYPE_CHECKING

from linli.affairs.hotline.actions.formats import SentOrder
from linli.affairs.hotline.actions.turns import told, turn
from linli.affairs.hotline.models import Order
from linli.affairs.hotline.states import BACK, DONE, RETURNED, SENT, WAITING
from linli.affairs.matters import public as matters
from linli.base.kit.sealed import digest, seal

if TYPE_CHECKING:
    from linli.affairs.hotline.actions.resolving import Resolver


def repeat(
    order: Order, sent: SentOrder, resolver: "Resolver", new_digest: bytes, label: str, now: datetime, *, is_push: bool
) -> str:
    """Take a known order once more; returns which count it belongs to: unchanged, urged, changed or again."""
    is_same = bytes(order.digest) == new_digest
    if is_same and not is_push:
        return "unchanged"
    is_again = order.state == RETURNED and (sent.is_again or is_push)
    is_again |= order.state in (DONE, BACK) and sent.is_again and not is_same
    is_urged = sent.urged > order.urged or (is_same and is_push)
    said = _differences(order, sent)
    _take_over(order, sent, new_digest, is_urged=is_urged)
    if is_again:
        take_up_again(order, resolver, label=label, now=now, why=said or sent.content)
    elif order.state in WAITING:
        resolver.settle(order)
        turn(order, "urged" if is_urged else "changed", label=label, now=now, note=said)
    else:
        _tell(order, said, label, now, is_urged=is_urged)
    order.save()
    return "again" if is_again else "urged" if is_urged else "changed"


def _differences(order: Order, sent: SentOrder) -> str:
    """What the source says now that it didn't say before, in its own words."""
    said = []
    if sent.deadline != order.deadline and sent.deadline:
        said.append(f"办理期限改为 {sent.deadline:%Y-%m-%d %H:%M}")
    if sent.content != order.content:
        said.append(sent.content)
    return "；".join(said)


def _take_over(order: Order, sent: SentOrder, new_digest: bytes, *, is_urged: bool) -> None:
    """The order as it was sent last; a number once found keeps its item and place."""
    order.digest, order.deadline = new_digest, sent.deadline or order.deadline
    order.content, order.urged = sent.content, max(sent.urged, order.urged + int(is_urged))
    order.urgency = sent.urgency or order.urgency
    if order.state in WAITING:
        order.address, order.item_given, order.item_label = sent.address, sent.item_code, sent.item_name
    if sent.phone:
        order.phone_sealed, order.phone_digest = seal(sent.phone), digest("phone", sent.phone)
    if sent.name:
        order.name_sealed = seal(sent.name)


def _tell(order: Order, said: str, label: str, now: datetime, *, is_urged: bool) -> None:
    """The matter hears of it: another deadline burns, its holder is pressed, or finds a note."""
    turn(order, "urged" if is_urged else "changed", label=label, now=now, note=said)
    if order.matter_id is None:
        return
    if order.deadline and order.state == SENT:
        progress = matters.progress_of([order.matter_id])[order.matter_id]
        if progress.external_deadline != order.deadline:
            told(matters.redate, matter_id=order.matter_id, external_deadline=order.deadline, now=now)
    if is_urged:
        words = f"热线第 {order.urged} 次催办。{said}".strip()
        refused = told(matters.urge, matter_id=order.matter_id, note=words, now=now)
        # What is answered already isn't urged any more; the sender hears once more what it was told.
        order.is_due |= refused is not None and bool(order.reply_status)
    elif said:
        told(matters.note, matter_id=order.matter_id, note=f"热线补充：{said}", now=now)


def take_up_again(order: Order, resolver: "Resolver | None", *, label: str, now: datetime, why: str) -> None:
    """A further round: what we declined is ruled on above, what we closed is opened again; the clock of returning starts anew."""
    order.round_no += 1
    order.round_at, order.trouble = now, ""
    order.reply_status, order.reply_answer, order.reply_basis, order.is_due = "", "", "", False
    turn(order, "again", label=label, now=now, note=why)
    if order.matter_id is None:
        if resolver:
            resolver.settle(order)
        return
    words = f"热线再次派来（第 {order.round_no} 轮）：{why}"[:4000]
    state = matters.progress_of([order.matter_id])[order.matter_id].state
    refused = None
    if state == "declined":
        refused = told(matters.resend, matter_id=order.matter_id, note=words, external_deadline=order.deadline, now=now)
    elif state in ("closed", "answered"):
        refused = told(matters.reopen, matter_id=order.matter_id, note=words, now=now)
    order.state = SENT
    if refused:
        order.trouble = str(refused)[:300]
        turn(order, "stuck", label="", now=now, note=order.trouble)
