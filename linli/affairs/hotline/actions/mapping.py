"""Sources and what their codes mean here: dated data, changed on a page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline import errors, permissions, queries
from linli.affairs.hotline.actions import bulk
from linli.affairs.hotline.actions.resolving import Resolver
from linli.affairs.hotline.actions.sending import SentOut, send_soon
from linli.affairs.hotline.models import ItemCode, Order, Source, Turn
from linli.affairs.hotline.states import ITEM, READY
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed
from linli.base.kit.scope import scope_of
from linli.registers.places import public as places

_SYSTEM = Actor.system("hotline.map")


@transaction.atomic
def open_source(*, code: str, name: str, profile: dict[str, Any], actor: Actor, now: datetime) -> Source:
    """Register a platform that sends orders to the actor's county."""
    permissions.require(actor, "source")
    if actor.place_id is None:
        raise NotAllowed
    source = Source(**scope_of(places.place_for(actor.place_id)), code=code, name=name, profile=profile, created_at=now)
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError as problem:
        raise errors.SourceTaken(code=code) from problem
    journal.record(actor, "hotline.source", "hotline_source", source.id, at=now, name=name, profile=profile)
    return source


@transaction.atomic
def change_source(*, source_id: UUID, name: str, profile: dict[str, Any], actor: Actor, now: datetime) -> Source:
    """Say anew how a platform writes."""
    permissions.require(actor, "source")
    source = queries.source_for(actor, source_id)
    source.name, source.profile = name, profile
    source.save(update_fields=["name", "profile"])
    journal.record(actor, "hotline.source", "hotline_source", source.id, at=now, name=name, profile=profile)
    return source


@transaction.atomic
def map_code(*, source_id: UUID, code: str, item_code: str, actor: Actor, now: datetime) -> SentOut | None:
    """Say what a source's code means from today on; orders that waited for it go on, and those that are ready are sent out.

    What it meant before stays for the days it held. Returns None where a job sends the orders out.
    """
    permissions.require(actor, "map")
    source = queries.source_for(actor, source_id)
    names = {card.code: card.name for card in catalogue.published_items("staff")}
    if item_code not in names:
        raise errors.NoSuchItem
    today = clock.local_date(now)
    current = ItemCode.objects.select_for_update().filter(source=source, code=code, valid_until=None).first()
    values = {"item_code": item_code, "confidence": "confirmed", "said_by": actor.label}
    if current and current.valid_from == today:
        ItemCode.objects.filter(id=current.id).update(**values)
    else:
        if current:
            ItemCode.objects.filter(id=current.id).update(valid_until=today)
        label = current.label if current else ""
        ItemCode.objects.create(source=source, code=code, label=label, valid_from=today, **values)
    journal.record(actor, "hotline.mapped", "hotline_source", source.id, at=now, code=code, item=item_code)
    return send_soon(_settle(source, code, names[item_code], actor, now), now)


def _settle(source: Source, code: str, name: str, actor: Actor, now: datetime) -> list[UUID]:
    """The orders that waited for this code go on; gives those that are ready."""
    with walls.acting(_SYSTEM):
        waiting = list(
            Order.objects.select_for_update().filter(source=source, state=ITEM, item_given=code).order_by("received_at")
        )
        if not waiting:
            return []
        callers = {bytes(order.phone_digest) for order in waiting if order.phone_digest and not order.is_secret}
        resolver = Resolver(source, now, callers=callers, since=waiting[0].received_at)
        for order in waiting:
            resolver.settle(order)
        changed = [
            "item_code",
            "state",
            "twin",
            "place_id",
            "grid_id",
            "community_id",
            "street_id",
            "county_id",
            "city_id",
        ]
        bulk.update(waiting, changed)
        bulk.insert(
            [
                Turn(order=order, round_no=order.round_no, kind="mapped", at=now, label=actor.label, note=name)
                for order in waiting
            ]
        )
    return [order.id for order in waiting if order.state == READY]
