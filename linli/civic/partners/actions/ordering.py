"""Orders with providers: placed for a matter, answered, finished or taken back (NT-94); special groups come first and pay less (NT-22)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.kit.scope import SCOPE_FIELDS
from linli.base.rules import public as rules
from linli.civic.partners import errors, permissions, queries
from linli.civic.partners.models import Order, OrderStep
from linli.civic.partners.states import ACCEPTED, MOVES, OPEN, PLACED, STATE_NAMES


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What is ordered. `circumstance`: the special group whose paper was shown; what the register knows counts without it."""

    matter_id: UUID
    provider_id: UUID
    kind: str
    wish: str
    circumstance: str = ""


@transaction.atomic
def place(*, new: NewOrder, actor: Actor, now: datetime) -> Order:
    """Order a service for a matter; its resident's group decides whether it comes first and what is taken off."""
    permissions.require(actor, "place")
    matter, wish = matters.matter_for(actor, new.matter_id, lock=True), new.wish.strip()
    chosen = _chosen(matter, new)
    right = queries.right_of(actor, matter, new.circumstance, clock.local_date(now))
    made = Order(
        **{name: getattr(matter, name) for name in SCOPE_FIELDS},
        number=_number(now),
        matter_id=matter.id,
        matter_number=matter.number,
        provider_id=chosen.provider_id,
        kind=new.kind,
        price=chosen.price,
        wish=wish,
        state=PLACED,
        circumstance=right.code if right else "",
        is_from_register=bool(right and right.is_from_register),
        is_priority=right is not None,
        relief=max(chosen.relief, right.relief) if right else 0,
        placed_at=now,
        answer_by=_answer_by(matter, now, is_priority=right is not None),
    )
    _insert(made, chosen.name)
    _step(made, "place", wish, actor, now)
    _note(
        matter,
        _("已派给%(name)s（%(phone)s），派单号 %(number)s。"),
        chosen.name,
        chosen.phone,
        made.number,
        actor,
        now,
    )
    return made


@transaction.atomic
def move(
    *, order_id: UUID, name: str, note: str = "", fee: Decimal | None = None, actor: Actor, now: datetime
) -> Order:
    """Write down what the provider said or did, by the table of moves."""
    permissions.require(actor, "move")
    step, found = MOVES[name], queries.order_for(actor, order_id, lock=True)
    if found.state not in step.sources:
        raise errors.WrongStage(state=STATE_NAMES[found.state])
    if step.needs_words and not note.strip():
        raise errors.ReasonMissing
    found.state = step.target
    if step.target == ACCEPTED:
        found.accepted_at = now
    if step.target not in OPEN:
        found.ended_at = now
    if step.takes_fee:
        found.fee = fee
    found.save()
    _step(found, name, note.strip(), actor, now)
    return found


def _chosen(matter: matters.Matter, new: NewOrder) -> queries.Offered:
    """The provider's offer for the matter; raises what speaks against it."""
    if matter.closed_at is not None:
        raise errors.MatterEnded
    if not new.wish.strip():
        raise errors.ReasonMissing
    found = next((each for each in queries.offered(matter, new.kind) if each.provider_id == new.provider_id), None)
    if found is None:
        raise errors.NotServedHere
    return found


def _answer_by(matter: matters.Matter, now: datetime, *, is_priority: bool) -> datetime:
    areas = queries.areas_of(matter)
    name = "partner.answer.priority" if is_priority else "partner.answer.ordinary"
    return rules.due(now, rules.parameter(name, areas, clock.local_date(now)).limit, rules.calendar_for(areas))


def _number(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('partners_number')")
        row = cursor.fetchone()
    return f"F{clock.local_date(now):%Y%m%d}{row[0] % 10_000:04d}"


def _insert(made: Order, name: str) -> None:
    """Two colleagues who press at once place one order: the table's own rule decides."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        if "a_matter_has_one_open_order_of_a_kind" not in str(clash):
            raise
        raise errors.OrderedAlready(name=name) from clash


def _step(order: Order, name: str, note: str, actor: Actor, now: datetime) -> None:
    order.step_count += 1
    Order.objects.filter(id=order.id).update(step_count=order.step_count)
    OrderStep(
        order=order,
        number=order.step_count,
        move=name,
        at=now,
        post_id=actor.post_id,
        label=actor.label,
        note=note,
    ).save(force_insert=True)
    act = MOVES[name].act if name in MOVES else "partners.placed"
    journal.record(actor, act, "provider_order", order.id, at=now, number=order.number, note=note)


def _note(matter: matters.Matter, words: str, name: str, phone: str, number: str, actor: Actor, now: datetime) -> None:
    """So that the matter's own history says where it went, where the actor may write there."""
    if any(each.name == "note" for each in matters.moves_open_to(actor, matter)):
        said = words % {"name": name, "phone": phone, "number": number}
        matters.note(matter_id=matter.id, note=said, actor=actor, now=now)
