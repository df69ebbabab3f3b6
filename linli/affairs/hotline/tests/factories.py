"""A town with a hotline of its own above it: a source, names that lead to places, codes that mean items, and files of orders."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from linli.affairs.hotline import actions, queries
from linli.affairs.hotline.actions.arriving import Arrived, take
from linli.affairs.hotline.actions.formats import SentOrder, orders_sheet, write_sheet
from linli.affairs.hotline.models import Order, Profile, Source
from linli.affairs.matters.tests.factories import MORNING, Town, a_town
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.places.tests.factories import landmark

SYSTEM = Actor.system("test")
PROFILE = Profile.of({})
HOUR = timedelta(hours=1)


@dataclass
class HotTown:
    """The town, its hotline, and who works at its desk."""

    town: Town
    source: Source
    clerk: Actor

    def actor(self, place: str, role: str) -> Actor:
        """An actor of the town."""
        return self.town.actor(place, role)


def a_hot_town() -> HotTown:
    """Two estates in Maple and one in Cedar, a road that runs through both; of three codes two are mapped."""
    town = a_town()
    for place, name in (("maple-1", "枫叶小区"), ("maple-2", "红枫苑"), ("cedar-1", "雪松小区")):
        landmark(town.places[place], name)
    for place in ("maple-1", "cedar-1"):
        landmark(town.places[place], "长青路", kind="road")
    clerk = town.actor("county", "county_hotline")
    long_ago = MORNING - timedelta(days=40)
    with walls.acting(clerk):
        source = actions.open_source(code="12345", name="市 12345", profile={}, actor=clerk, now=long_ago)
        for code, item in (("0101", "t-rubbish"), ("0202", "t-repair")):
            actions.map_code(source_id=source.id, code=code, item_code=item, actor=clerk, now=long_ago)
    return HotTown(town, source, clerk)


def an_order(number: str = "QH001", **given: Any) -> SentOrder:
    """An order about rubbish at an estate in Maple, due in five days."""
    values: dict[str, Any] = {
        "number": number,
        "received_at": MORNING - HOUR,
        "deadline": MORNING + timedelta(days=5),
        "name": "王秀英",
        "phone": "13900001234",
        "address": "枫叶小区3号楼",
        "item_code": "0101",
        "item_name": "垃圾清运",
        "content": "三号楼东侧垃圾三天没有清运。",
    }
    return SentOrder(**{**values, **given})


def a_file(
    orders: list[SentOrder], form: str = "xlsx", encoding: str = "utf-8-sig", profile: Profile = PROFILE
) -> bytes:
    """A file of orders as the platform exports it."""
    return write_sheet(orders_sheet(orders, profile, form, encoding))


def arrive(hot: HotTown, *orders: SentOrder, now: datetime = MORNING, is_push: bool = False) -> Arrived:
    """Orders arrive and are sent out as far as they are ready."""
    with walls.acting(SYSTEM):
        arrived = take(hot.source, orders, batch=None, label="test", now=now, is_push=is_push)
        actions.send_out(order_ids=arrived.ready_ids, now=now)
    return arrived


def stored(number: str = "QH001") -> Order:
    """The order as the database has it."""
    with walls.acting(SYSTEM):
        return Order.objects.select_related("source", "twin").get(number=number)


def kinds(number: str = "QH001") -> list[str]:
    """The history of an order, by kind."""
    with walls.acting(SYSTEM):
        return [turn.kind for turn in queries.turns_of(stored(number))]


def move(hot: HotTown, verb: Any, matter_id: UUID | None, place: str, role: str, now: datetime, **given: Any) -> None:
    """Somebody moves the matter of an order, and the order follows as the job would have it."""
    actor = hot.actor(place, role)
    with walls.acting(actor):
        verb(matter_id=matter_id, actor=actor, now=now, **given)
    actions.follow(matter_ids=[matter_id] if matter_id else [], now=now)
