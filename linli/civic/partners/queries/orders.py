"""Orders: the worklist with those who come first on top, one order with its history, and how a provider keeps its word."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.civic.partners import permissions
from linli.civic.partners.models import Order, OrderStep, Provider
from linli.civic.partners.states import (
    DECLINED,
    DONE,
    KINDS,
    MOVES,
    OPEN,
    PLACE_SAID,
    STATE_NAMES,
    STATE_STAGES,
    Move,
)
from linli.registers.people import public as people
from linli.registers.places import public as places

PAGE = 30


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in a list."""

    id: UUID
    number: str
    matter_id: UUID
    matter_number: str
    kind: str
    wish: str
    provider: str
    phone: str
    place: str
    state: str
    state_said: str | Promise
    stage: str
    is_priority: bool
    group: str
    relief: int
    answer_by: datetime
    is_late: bool
    placed_at: datetime
    fee: Decimal | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of orders; `waiting` and `late` count all open ones of the area, not only those of the page."""

    rows: list[OrderRow]
    number: int
    has_next: bool
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """One entry of an order's history."""

    said: str | Promise
    at: datetime
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderShown:
    """An order with everything its page shows."""

    row: OrderRow
    price: str
    is_from_register: bool
    provider_id: UUID
    accepted_at: datetime | None
    ended_at: datetime | None
    steps: list[StepRow]


def orders(actor: Actor, *, now: datetime, is_open: bool = True, kind: str = "", page: int = 1) -> Worklist:
    """A page of the area's orders in three statements: open ones by who comes first and what burns, ended ones newest first."""
    own = Order.objects.filter(**scope_filter(actor))
    found = own.filter(state__in=OPEN) if is_open else own.exclude(state__in=OPEN)
    found = found.filter(kind=kind) if kind else found
    order = ("-is_priority", "answer_by", "id") if is_open else ("-placed_at", "id")
    rows = list(found.select_related("provider").order_by(*order)[(page - 1) * PAGE : page * PAGE + 1])
    waiting = own.filter(state="placed").aggregate(all=Count("id"), late=Count("id", filter=Q(answer_by__lt=now)))
    return Worklist(_rows(rows[:PAGE], now), page, len(rows) > PAGE, waiting["all"], waiting["late"])


def orders_of_matter(actor: Actor, matter_id: UUID, *, now: datetime) -> list[OrderRow]:
    """What was ordered for a matter, newest first."""
    del actor  # the walls say who sees them
    return _rows(list(_with_provider().filter(matter_id=matter_id).order_by("-placed_at")[:PAGE]), now)


def order_for(actor: Actor, order_id: UUID, *, lock: bool = False) -> Order:
    """An order in the actor's area; raises `NotFound`."""
    rows = Order.objects.filter(**scope_filter(actor)).select_related("provider")
    return one(rows.select_for_update(of=("self",)) if lock else rows, id=order_id)


def order_shown(actor: Actor, order_id: UUID, *, now: datetime) -> OrderShown:
    """An order with its history, in three statements."""
    found = order_for(actor, order_id)
    steps = OrderStep.objects.filter(order=found).order_by("number")
    return OrderShown(
        _rows([found], now)[0],
        found.price,
        found.is_from_register,
        found.provider_id,
        found.accepted_at,
        found.ended_at,
        [
            StepRow(MOVES[step.move].said if step.move in MOVES else PLACE_SAID, step.at, step.label, step.note)
            for step in steps
        ],
    )


def moves_of(actor: Actor, state: str) -> list[Move]:
    """What can be written down of an order in a state."""
    return [move for move in MOVES.values() if state in move.sources] if permissions.may(actor, "move") else []


def record_of(provider: Provider) -> tuple[int, int]:
    """How many orders of the reader's area a provider finished, and how many it turned down."""
    counted = Order.objects.filter(provider=provider).aggregate(
        done=Count("id", filter=Q(state=DONE)), declined=Count("id", filter=Q(state=DECLINED))
    )
    return counted["done"], counted["declined"]


def _with_provider() -> QuerySet[Order]:
    return Order.objects.select_related("provider")


def _rows(found: list[Order], now: datetime) -> list[OrderRow]:
    names = places.names_of({id_ for row in found for id_ in (row.community_id, row.place_id) if id_})
    return [
        OrderRow(
            row.id,
            row.number,
            row.matter_id,
            row.matter_number,
            KINDS[row.kind].name,
            row.wish,
            row.provider.name,
            row.provider.phone,
            names.get(row.community_id or row.place_id, ""),
            row.state,
            STATE_NAMES[row.state],
            STATE_STAGES[row.state],
            row.is_priority,
            people.CIRCUMSTANCES[row.circumstance].name if row.circumstance in people.CIRCUMSTANCES else "",
            row.relief,
            row.answer_by,
            row.state == "placed" and row.answer_by < now,
            row.placed_at,
            row.fee,
        )
        for row in found
    ]
