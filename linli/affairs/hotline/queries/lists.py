"""Lists of orders: one statement for the rows, one for the counts of all boxes, whatever the page's size."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline.models import Order
from linli.affairs.hotline.states import (
    BACK,
    DONE,
    ITEM,
    PLACE,
    READY,
    RETURNED,
    SENT,
    STATE_NAMES,
    STATE_STAGES,
    STATUS_NAMES,
    TWIN,
)
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_filter
from linli.registers.places import public as places

PAGE = 30
BOXES: dict[str, Q] = {
    "item": Q(state=ITEM),
    "place": Q(state=PLACE),
    "twin": Q(state=TWIN),
    "stuck": Q(state=READY),
    "back": Q(state=BACK),
    "sent": Q(state=SENT),
    "due": Q(is_due=True),
    "returned": Q(state=RETURNED),
    "done": Q(state=DONE),
}
"""What the desk looks at; the first five wait for somebody."""


@dataclass(frozen=True, slots=True)
class Row:
    """One order in a list."""

    id: UUID
    number: str
    source: str
    item: str
    content: str
    place: str
    address: str
    state: str
    state_said: str | Promise
    stage: str
    received_at: datetime
    deadline: datetime | None
    is_late: bool
    urgency: str
    urged: int
    round_no: int
    matter_id: UUID | None
    reply_said: str | Promise
    is_due: bool
    trouble: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; whether there is another is known without counting."""

    rows: list[Row]
    number: int
    has_next: bool


def box_counts(actor: Actor) -> dict[str, int]:
    """How many orders lie in each box, in one statement."""
    found: dict[str, int] = Order.objects.filter(**scope_filter(actor)).aggregate(
        **{f"n_{name}": Count("id", filter=wanted) for name, wanted in BOXES.items()}
    )
    return {name: found[f"n_{name}"] for name in BOXES}


def orders(actor: Actor, box: str, *, now: datetime, text: str = "", page: int = 1) -> Page:
    """A page of a box, what is due first on top; a text finds a number, ours or theirs, in every box."""
    found = Order.objects.filter(**scope_filter(actor))
    if text:
        found = found.filter(Q(number__startswith=text) | Q(matter_number=text))
    elif box in BOXES:
        found = found.filter(BOXES[box])
    is_ended = not text and box in ("done", "returned")
    return paged(found.order_by(*(["-arrived_at", "id"] if is_ended else ["deadline", "id"])), now, page)


def paged(found: QuerySet[Order], now: datetime, page: int) -> Page:
    """One page of some orders, with the names of items and places: three statements."""
    page = max(1, min(page, 200))
    taken = list(found.select_related("source")[(page - 1) * PAGE : page * PAGE + 1])
    names = places.names_of({id_ for each in taken for id_ in (each.place_id, each.community_id) if id_})
    items = catalogue.item_names({each.item_code for each in taken if each.item_code})
    return Page([_row(each, names, items, now) for each in taken[:PAGE]], page, len(taken) > PAGE)


def places_said(order: Order, names: dict[UUID, str]) -> list[str]:
    """Where an order lies: its community and what is below it; nothing before its place is found."""
    if order.place_id == order.county_id:
        return []
    ids = dict.fromkeys(id_ for id_ in (order.community_id, order.place_id) if id_)
    return [names.get(id_, "") for id_ in ids]


def _row(order: Order, names: dict[UUID, str], items: dict[str, str], now: datetime) -> Row:
    return Row(
        id=order.id,
        number=order.number,
        source=order.source.name,
        item=items.get(order.item_code) or order.item_label or order.item_given,
        content=order.content,
        place=" ".join(places_said(order, names)),
        address=order.address,
        state=order.state,
        state_said=STATE_NAMES[order.state],
        stage=STATE_STAGES[order.state],
        received_at=order.received_at,
        deadline=order.deadline,
        is_late=bool(order.deadline and order.deadline < now and order.state not in (DONE, RETURNED)),
        urgency=order.urgency,
        urged=order.urged,
        round_no=order.round_no,
        matter_id=order.matter_id,
        reply_said=STATUS_NAMES.get(order.reply_status, ""),
        is_due=order.is_due,
        trouble=order.trouble,
    )
