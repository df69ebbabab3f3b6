"""What the desk decides about one order: its item, its place, whether it is known already, whether it goes back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline import errors, permissions, queries
from linli.affairs.hotline.actions.following import follow
from linli.affairs.hotline.actions.resolving import Resolver, put
from linli.affairs.hotline.actions.sending import send_soon
from linli.affairs.hotline.actions.turns import SYSTEM, told, turn
from linli.affairs.hotline.models import Order
from linli.affairs.hotline.states import BACK, READY, RETURNED, SENT, STATE_NAMES, TWIN, WAITING
from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules
from linli.registers.places import public as places


def begin(order_id: UUID, act: str, actor: Actor, states: list[str]) -> Order:
    """The order, locked, once post and state are right; raises `NotAllowed`, `NotFound` or `WrongStage`."""
    permissions.require(actor, act)
    order = queries.order_for(actor, order_id, lock=True)
    if order.state not in states:
        raise errors.WrongStage(state=STATE_NAMES[order.state])
    return order


@transaction.atomic
def choose_item(*, order_id: UUID, item_code: str, actor: Actor, now: datetime) -> Order:
    """Say what this one order is about; its code stays as it was mapped."""
    order = begin(order_id, "map", actor, WAITING)
    names = {card.code: card.name for card in catalogue.published_items("staff")}
    if item_code not in names:
        raise errors.NoSuchItem
    order.item_code, order.trouble = item_code, ""
    return _go_on(order, "mapped", names[item_code], actor, now)


@transaction.atomic
def choose_place(*, order_id: UUID, place_id: UUID, actor: Actor, now: datetime) -> Order:
    """Say where this order is; the place has to lie in the source's own county."""
    order = begin(order_id, "place", actor, WAITING)
    scope = places.scope_of_place(place_id)
    if scope.get("county_id") != order.county_id or scope.get("street_id") is None:
        raise errors.NoSuchPlace
    put(order, scope)
    order.trouble = ""
    return _go_on(order, "placed", places.names_of([place_id]).get(place_id, ""), actor, now)


@transaction.atomic
def tell_apart(*, order_id: UUID, actor: Actor, now: datetime) -> Order:
    """It isn't the same thing as its twin: it is sent out by itself."""
    order = begin(order_id, "judge", actor, [TWIN])
    order.state, order.twin = READY, None
    order.save()
    turn(order, "apart", label=actor.label, now=now)
    journal.record(actor, "hotline.apart", "hotline_order", order.id, at=now)
    send_soon([order.id], now)
    return queries.order_for(actor, order_id)


@transaction.atomic
def join(*, order_id: UUID, actor: Actor, now: datetime) -> Order:
    """It is the same thing as its twin: no new matter; the twin's matter hears of it, and both sources get its answer."""
    order = begin(order_id, "judge", actor, [TWIN])
    twin = order.twin
    if twin is None or twin.matter_id is None:
        raise errors.WrongStage(state=STATE_NAMES[order.state])
    order.state, order.is_joined = SENT, True
    order.matter_id, order.matter_number = twin.matter_id, twin.matter_number
    order.save()
    note = f"热线工单 {order.number} 反映同一件事：{order.content}"[:4000]
    with walls.acting(SYSTEM):
        told(matters.note, matter_id=twin.matter_id, note=note, now=now)
        known = matters.progress_of([twin.matter_id]).get(twin.matter_id)
        if known and order.deadline and (known.external_deadline is None or order.deadline < known.external_deadline):
            told(matters.redate, matter_id=twin.matter_id, external_deadline=order.deadline, now=now)
    turn(order, "joined", label=actor.label, now=now, note=order.matter_number)
    journal.record(actor, "hotline.joined", "hotline_order", order.id, at=now, matter=order.matter_number)
    follow(matter_ids=[twin.matter_id], now=now)
    return queries.order_for(actor, order_id)


@transaction.atomic
def give_back(*, order_id: UUID, reason: str, basis: str, actor: Actor, now: datetime) -> Order:
    """Return an order to its source (退单): with a reason, a written basis, and within the source's window, once."""
    order = begin(order_id, "return", actor, [*WAITING, BACK])
    reason, basis = reason.strip(), basis.strip()
    if not reason or not basis:
        raise errors.ReasonMissing
    if order.round_no > 1:
        raise errors.ReturnedOnce
    if now > return_by(order):
        raise errors.ReturnTooLate(window=window_of(order))
    order.state, order.is_due, order.reply_at = RETURNED, True, now
    order.reply_status, order.reply_answer, order.reply_basis = "returned", reason[:4000], basis[:300]
    order.return_count += 1
    order.trouble = ""
    order.save()
    turn(order, "returned", label=actor.label, now=now, note=f"{reason}（依据：{basis}）")
    journal.record(actor, "hotline.returned", "hotline_order", order.id, at=now, reason=reason, basis=basis)
    return order


def return_by(order: Order) -> datetime:
    """Until when the order may go back in this round."""
    areas = [area for area in (order.county_id, order.city_id) if area]
    return rules.due(order.round_at, window_of(order), rules.calendar_for(areas))


def window_of(order: Order) -> rules.TimeLimit:
    """How long after its round began an order may go back."""
    areas = [area for area in (order.county_id, order.city_id) if area]
    return rules.parameter("hotline.return.window", areas, clock.local_date(order.round_at)).limit


@transaction.atomic
def keep(*, order_id: UUID, note: str, actor: Actor, now: datetime) -> Order:
    """Don't let a holder's refusal stand: whose the matter is, the level above rules."""
    order = begin(order_id, "return", actor, [BACK])
    if not note.strip():
        raise errors.ReasonMissing
    words = f"热线工单台不同意退单：{note.strip()}"[:4000]
    with walls.acting(SYSTEM):
        matters.resend(
            matter_id=order.matter_id or order.id, note=words, external_deadline=order.deadline, actor=SYSTEM, now=now
        )
    turn(order, "kept", label=actor.label, now=now, note=note.strip())
    journal.record(actor, "hotline.kept", "hotline_order", order.id, at=now, note=note.strip())
    follow(matter_ids=[order.matter_id] if order.matter_id else [], now=now)
    return queries.order_for(actor, order_id)


@transaction.atomic
def send_again(*, order_id: UUID, actor: Actor, now: datetime) -> Order:
    """Try once more to send out what could not be sent: somebody answers there by now, or the item is published again."""
    order = begin(order_id, "place", actor, [READY])
    send_soon([order.id], now)
    return queries.order_for(actor, order_id)


def _go_on(order: Order, kind: str, said: str, actor: Actor, now: datetime) -> Order:
    """Settle what is still open, and send the order out when nothing is."""
    with walls.acting(SYSTEM):
        Resolver(order.source, now, callers=_caller_of(order), since=order.received_at).settle(order)
        order.save()
    turn(order, kind, label=actor.label, now=now, note=said)
    journal.record(actor, f"hotline.{kind}", "hotline_order", order.id, at=now, said=said)
    if order.state == READY:
        send_soon([order.id], now)
    return queries.order_for(actor, order.id)


def _caller_of(order: Order) -> set[bytes]:
    """The caller to look for, unless secrecy was asked."""
    return {bytes(order.phone_digest)} if order.phone_digest and not order.is_secret else set()
