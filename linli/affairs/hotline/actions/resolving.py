"""What an order is about and where: the source's codes, the county's address book, and callers who asked the same already."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline.models import ItemCode, Order, Source
from linli.affairs.hotline.states import ITEM, PLACE, READY, RETURNED, TWIN
from linli.base.kit import clock
from linli.base.rules import public as rules
from linli.registers.places import public as places

Key = tuple[bytes, UUID, str]


class Resolver:
    """Settles orders of one source at one moment; what it needs is read once, however many orders there are."""

    def __init__(self, source: Source, now: datetime, *, callers: AbstractSet[bytes], since: datetime) -> None:
        """`callers`: the digests of whoever may have asked before; `since`: the earliest of the orders to settle."""
        self._source, today = source, clock.local_date(now)
        areas = [area for area in (source.county_id, source.city_id) if area]
        self._window = timedelta(days=rules.parameter("hotline.twin.days", areas, today).integer)
        self._book = places.address_book(source.county_id or source.place_id)
        self._codes = meanings(source, today)
        self._offered = {card.code for card in catalogue.published_items("staff")}
        self._asked = self._asked_before(callers, since)

    def settle(self, order: Order) -> None:
        """Give the order its item and place as far as they are known, and the state that follows."""
        if not order.item_code:
            meant = self._codes.get(order.item_given, "")
            order.item_code = meant if meant in self._offered else ""
        if order.place_id == self._source.place_id:
            found = self._book.places_in(order.address)
            if len(found) == 1:
                put(order, self._book.scope_of(found[0].place_id))
        order.state = self._state(order)
        key = self._key(order)
        if key:
            self._asked.setdefault(key, []).append((order.received_at, order.id))

    def _state(self, order: Order) -> str:
        if not order.item_code:
            return ITEM
        if order.place_id == self._source.place_id:
            return PLACE
        twin = self._twin_of(order)
        if twin and not order.is_joined:
            order.twin_id = twin
            return TWIN
        return READY

    def _key(self, order: Order) -> Key | None:
        """Caller, place and item; whoever asked for secrecy is not looked up."""
        if order.phone_digest is None or order.is_secret or not order.item_code:
            return None
        return bytes(order.phone_digest), order.place_id, order.item_code

    def _twin_of(self, order: Order) -> UUID | None:
        key = self._key(order)
        if key is None:
            return None
        near = [
            (at, other)
            for at, other in self._asked.get(key, [])
            if other != order.id and abs(order.received_at - at) <= self._window
        ]
        return max(near)[1] if near else None

    def _asked_before(self, callers: AbstractSet[bytes], since: datetime) -> dict[Key, list[tuple[datetime, UUID]]]:
        """What the callers asked within the window before the first of these orders."""
        if not callers:
            return {}
        found = Order.objects.filter(
            ~Q(state=RETURNED),
            county_id=self._source.county_id,
            phone_digest__in=callers,
            received_at__gte=since - self._window,
            is_secret=False,
        ).exclude(item_code="")
        asked: dict[Key, list[tuple[datetime, UUID]]] = {}
        rows = found.values_list("phone_digest", "place_id", "item_code", "received_at", "id")
        for caller, place_id, item_code, at, order_id in rows:
            asked.setdefault((bytes(caller or b""), place_id, item_code), []).append((at, order_id))
        return asked


def put(order: Order, scope: dict[str, UUID | None]) -> None:
    """The order lies there."""
    for name, value in scope.items():
        setattr(order, name, value)


def meanings(source: Source, on: date) -> dict[str, str]:
    """What each code of a source means on a day; unmapped ones are left out."""
    current = Q(valid_until=None) | Q(valid_until__gt=on)
    rows = ItemCode.objects.filter(current, source=source, valid_from__lte=on, confidence="confirmed")
    return dict(rows.values_list("code", "item_code"))
