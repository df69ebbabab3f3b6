"""One order: itself, its caller, its history, what was reported, where it may be and what it may mean."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline.models import Order, Reply, Turn
from linli.affairs.hotline.queries.lists import places_said
from linli.affairs.hotline.states import STATUS_NAMES, TURN_NAMES
from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.base.kit.sealed import mask_name, mask_phone, unseal
from linli.registers.places import public as places

MOST_SUGGESTED = 6


@dataclass(frozen=True, slots=True)
class Caller:
    """Who called, masked: whoever handles the matter sees the number, the desk needs only to know it again."""

    name: str
    phone: str
    is_secret: bool


@dataclass(frozen=True, slots=True)
class TurnShown:
    """One entry of an order's history."""

    round_no: int
    kind: str
    said: str | Promise
    at: datetime
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """An item or a place an order may mean."""

    value: str
    label: str


def order_for(actor: Actor, order_id: UUID, *, lock: bool = False) -> Order:
    """An order within the actor's reach, with its source and twin; `lock` holds it until the transaction ends."""
    orders = Order.objects.select_related("source", "twin")
    if lock:
        orders = orders.select_for_update(of=("self",))
    return one(orders, id=order_id, **scope_filter(actor))


def caller_of(order: Order) -> Caller:
    """The caller, masked; nothing at all where secrecy was asked for."""
    if order.is_secret:
        return Caller("", "", is_secret=True)
    name = unseal(order.name_sealed) if order.name_sealed else ""
    phone = unseal(order.phone_sealed) if order.phone_sealed else ""
    return Caller(mask_name(name), mask_phone(phone), is_secret=False)


def extra_of(order: Order) -> dict[str, str]:
    """The columns of the source's file that nobody has a name for; empty where secrecy was asked for."""
    if order.extra_sealed is None or order.is_secret:
        return {}
    found: dict[str, str] = json.loads(unseal(order.extra_sealed))
    return found


def turns_of(order: Order) -> list[TurnShown]:
    """The order's history, oldest first."""
    rows = Turn.objects.filter(order_id=order.id).order_by("id")
    return [
        TurnShown(
            row.round_no,
            row.kind,
            TURN_NAMES[row.kind],
            row.at,
            row.label,
            str(STATUS_NAMES.get(row.note, row.note)) if row.kind == "reported" else row.note,
        )
        for row in rows
    ]


def replies_of(order: Order) -> list[Reply]:
    """What was reported of the order, newest first."""
    return list(order.replies.order_by("-at", "-id"))


def suggested_items(order: Order) -> list[Suggested]:
    """Items that the source's own words for it, or the caller's, may mean."""
    found = catalogue.search_items(order.item_label, "staff", MOST_SUGGESTED) if order.item_label else []
    found += catalogue.search_items(order.content, "staff", MOST_SUGGESTED)
    unique = {card.code: card for card in found if not card.is_barred}
    return [Suggested(code, f"{card.field_name}：{card.name}") for code, card in unique.items()][:MOST_SUGGESTED]


def suggested_places(order: Order, text: str = "") -> list[Suggested]:
    """Places the address may mean, or those somebody looks for."""
    county = order.county_id
    if county is None:
        return []
    looked = text.strip() or order.address
    found = places.find_places(looked, county, MOST_SUGGESTED)
    if not found and not text:
        found = places.address_book(county).places_in(order.address)[:MOST_SUGGESTED]
    return [Suggested(str(each.place_id), _said(each)) for each in found]


def _said(found: places.Found) -> str:
    kin = [name for name in (found.street_name, found.community_name) if name and name != found.name]
    where = " ".join((*kin, found.name))
    return f"{where}（{found.matched}）" if found.matched not in where else where


def place_of(order: Order) -> str:
    """Where the order lies, in words; empty before its place is found."""
    return " ".join(places_said(order, places.names_of([id_ for id_ in (order.place_id, order.community_id) if id_])))
