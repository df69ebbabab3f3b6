"""Orders arrive: new ones find their item and place, known ones are pressed, changed or taken up again. Never two of one number."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.affairs.hotline.actions import bulk
from linli.affairs.hotline.actions.formats import SentOrder
from linli.affairs.hotline.actions.repeating import repeat
from linli.affairs.hotline.actions.resolving import Resolver
from linli.affairs.hotline.models import Batch, ItemCode, Order, Source, Turn
from linli.affairs.hotline.states import ITEM, PLACE, READY, TWIN
from linli.base.kit import clock, locks
from linli.base.kit.sealed import digest, seal


@dataclass(slots=True)
class Arrived:
    """What became of the orders of a file or a push; `results` by number: new, unchanged, urged, changed or again."""

    new: int = 0
    unchanged: int = 0
    urged: int = 0
    changed: int = 0
    again: int = 0
    item: int = 0
    place: int = 0
    twin: int = 0
    ready: int = 0
    ready_ids: list[UUID] = field(default_factory=list)
    results: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers alone."""
        names = ("new", "unchanged", "urged", "changed", "again", "item", "place", "twin", "ready")
        return {name: getattr(self, name) for name in names}


def digest_of(sent: SentOrder) -> bytes:
    """All that was sent, as one keyed value: the same order sent twice gives it twice."""
    said = [
        sent.number, sent.received_at.timestamp(), sent.deadline.timestamp() if sent.deadline else None, sent.content,
        sent.name, sent.phone, sent.address, sent.item_code, sent.item_name, sent.urgency, sent.is_secret, sent.is_again,
        sent.urged, sorted(sent.extra.items()),
    ]  # fmt: skip
    return digest("hotline-order", hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest())


def take(
    source: Source,
    orders: Sequence[SentOrder],
    *,
    batch: Batch | None,
    label: str,
    now: datetime,
    is_push: bool = False,
) -> Arrived:
    """Store what a source sent; runs as the system, in the transaction of whoever calls.

    An order whose number is known is the same order: sent unchanged in a file it changes nothing (platforms export the same
    open orders every hour); pushed again, or with more urging, it presses the holder; sent back after a return, it is taken
    up again. Five statements for any number of new orders, some for each known one that changed.
    """
    lock(source)
    known = {each.number: each for each in Order.objects.filter(source=source, number__in=[o.number for o in orders])}
    callers = {digest("phone", each.phone) for each in orders if each.phone and not each.is_secret}
    resolver = Resolver(source, now, callers=callers, since=min((each.received_at for each in orders), default=now))
    arrived = Arrived()
    made: list[Order] = []
    for sent in orders:
        if sent.number in known:
            former = known[sent.number]
            what = repeat(former, sent, resolver, digest_of(sent), label, now, is_push=is_push)
            _count(arrived, what)
            arrived.results[sent.number] = what
            if former.state == READY:
                arrived.ready_ids.append(former.id)
            continue
        arrived.results[sent.number] = "new"
        order = _new(source, sent, batch, now)
        resolver.settle(order)
        made.append(order)
    _store(source, made, label, now)
    for state in (ITEM, PLACE, TWIN, READY):
        setattr(arrived, state, sum(order.state == state for order in made))
    arrived.new = len(made)
    arrived.ready_ids += [order.id for order in made if order.state == READY]
    return arrived


def lock(source: Source) -> None:
    """Hold a source until the transaction ends: two files of one order don't race."""
    locks.hold(f"hotline.source:{source.id}")


def _count(arrived: Arrived, what: str) -> None:
    setattr(arrived, what, getattr(arrived, what) + 1)


def _new(source: Source, sent: SentOrder, batch: Batch | None, now: datetime) -> Order:
    return Order(
        source=source,
        batch=batch,
        number=sent.number,
        round_at=now,
        arrived_at=now,
        digest=digest_of(sent),
        **filled(sent),
        **{name: getattr(source, name) for name in ("place_id", "county_id", "city_id")},
    )


def filled(sent: SentOrder) -> dict[str, Any]:
    """The columns of an order that come from what was sent, with what identifies the caller sealed."""
    return {
        "received_at": sent.received_at,
        "deadline": sent.deadline,
        "item_given": sent.item_code,
        "item_label": sent.item_name,
        "address": sent.address,
        "content": sent.content,
        "urgency": sent.urgency,
        "is_secret": sent.is_secret,
        "urged": sent.urged,
        "name_sealed": seal(sent.name) if sent.name else None,
        "phone_sealed": seal(sent.phone) if sent.phone else None,
        "phone_digest": digest("phone", sent.phone) if sent.phone else None,
        "extra_sealed": seal(json.dumps(dict(sent.extra), ensure_ascii=False)) if sent.extra else None,
    }


def _store(source: Source, made: Sequence[Order], label: str, now: datetime) -> None:
    bulk.insert(made)
    bulk.insert([Turn(order=order, round_no=1, kind="arrived", at=now, label=label) for order in made])
    note_codes(source, ((order.item_given, order.item_label) for order in made if order.item_given), now)


def note_codes(source: Source, given: Iterable[tuple[str, str]], now: datetime) -> None:
    """Put codes nobody has mapped yet on the desk's list, with what the source calls them."""
    labels: dict[str, str] = {}
    for code, label in given:
        labels[code] = labels.get(code) or label
    today = clock.local_date(now)
    ItemCode.objects.bulk_create(
        [
            ItemCode(source=source, code=code, label=labels[code], confidence="unmapped", valid_from=today)
            for code in labels
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
