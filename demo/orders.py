"""The morning's file of 12345: forty orders, most of them clear, some not, taken and worked on through the hotline's own verbs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from demo.cast import Cast
from demo.copying import Report
from demo.day import hours_of_day
from demo.spec import CitySpec
from linli.affairs.hotline import public as hotline
from linli.affairs.matters import public as matters
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.places import public as places

CODES = (
    ("0101", "城市管理/路灯照明", "fac-corridor-lamp"),
    ("0102", "城市管理/供暖", "fac-heating"),
    ("0103", "城市管理/排水堵塞", "fac-drain"),
    ("0201", "环境保护/噪声", "env-noise"),
    ("0202", "环境保护/楼道杂物", "env-corridor"),
    ("0301", "公共安全/犬只扰民", "saf-dog"),
    ("0302", "公共安全/消防隐患", "saf-fire-hazard"),
    ("0401", "民政/独居老人探访", "eld-visit"),
    ("0501", "城市管理/电动车充电", ""),
    ("0502", "住建/物业纠纷", ""),
)
"""The platform's codes, what it calls them, and what they mean here; the last two are left for the desk to say."""
ITEMS = {"0501": "est-ebike", "0502": "est-property-dispute"}
COUNT = 40


def play_orders(city: CitySpec, report: Report, now: datetime | None = None) -> int:
    """Take the file and do a morning's work on it; returns the exit code. Taken again on the same day, it changes nothing."""
    now = now or clock.now()
    begins, _ = hours_of_day(now)
    cast = Cast(city, Random(city.seed + 1), clock.local_date(now))
    clerk = cast.actor("hotline")
    with walls.acting(clerk):
        made = source(clerk, begins)
        content = hotline.write_sheet(hotline.orders_sheet(_orders(cast, begins, _street(cast)), made.writes, "xlsx"))
        batch = hotline.examine(
            source_id=made.id, content=content, file_name=f"12345-{begins:%Y%m%d}.xlsx", actor=clerk, now=begins
        )
        taken = hotline.take_batch(batch_id=batch.id, actor=clerk, now=begins)
    arrived = taken.arrived
    if arrived.new:
        unclear = arrived.item + arrived.place + arrived.twin
        moved = _work(cast, begins)
        with walls.acting(Actor.system("demo.orders")):
            matters.fold()
        report(
            f"12345 的工单：{arrived.new} 件，{unclear} 件等热线工单台处理，办了 {moved} 步。"
            f" / Orders of 12345: {arrived.new}, {unclear} wait for the hotline desk, {moved} moves."
        )
    return 0


def source(clerk: Actor, at: datetime) -> hotline.Source:
    found = next((each for each in hotline.sources(clerk) if each.code == "12345"), None)
    if found:
        return found
    made = hotline.open_source(code="12345", name="市 12345 热线", profile={}, actor=clerk, now=at)
    for code, _, item in CODES:
        if item:
            hotline.map_code(source_id=made.id, code=code, item_code=item, actor=clerk, now=at)
    return made


def _orders(cast: Cast, begins: datetime, street: str) -> list[hotline.SentOrder]:
    """Forty orders: every seventh without a clear address, the same caller twice, one pressed, one who asks for secrecy."""
    orders: list[hotline.SentOrder] = []
    for number in range(COUNT):
        code, label, item = CODES[number % len(CODES)]
        told = cast.request(item or ITEMS[code], number % 3, "visitor")
        received_at = begins - timedelta(minutes=90 - 2 * number)
        is_clear = number % 7 != 3
        orders.append(
            hotline.SentOrder(
                number=f"QHD{begins:%Y%m%d}{number + 1:04}",
                received_at=received_at,
                deadline=received_at + timedelta(days=1 if number % 9 == 0 else 5),
                content=told.text,
                name=told.name,
                phone=told.phone,
                address=f"{street}{told.spot.estate}{told.spot.house}号楼"
                if is_clear
                else f"{told.spot.house}号楼（来电人未说清小区）",
                item_code=code,
                item_name=label,
                urgency="soon" if number % 9 == 0 else "ordinary",
                is_secret=number % 13 == 5,
                urged=2 if number == 4 else 0,
                extra={"受理坐席": f"{number % 5 + 101} 号"},
            )
        )
    first = orders[1]
    again = first.received_at + timedelta(minutes=35)
    return [*orders[:-1], _same_caller(first, orders[-1].number, again)]


def _street(cast: Cast) -> str:
    """The street of the three communities, as callers say it: names of estates are not unique in a district."""
    place_id = cast.actor("street").place_id
    return places.names_of([place_id])[place_id] if place_id else ""


def _same_caller(first: hotline.SentOrder, number: str, at: datetime) -> hotline.SentOrder:
    """The caller of another order once more, in fewer words."""
    return hotline.SentOrder(
        number=number,
        received_at=at,
        deadline=first.deadline,
        content="刚才打过电话，还是那件事，一直没有人来。",
        name=first.name,
        phone=first.phone,
        address=first.address,
        item_code=first.item_code,
        item_name=first.item_name,
    )


def _work(cast: Cast, begins: datetime) -> int:
    """What the posts that got the orders do with them: sign, begin, answer, close; turn down what isn't theirs."""
    desk = cast.actor("desk")
    wanted = matters.WorkFilter(box="area", channel="hotline", filed_from=begins - timedelta(hours=3))
    with walls.acting(desk):
        rows = [
            row
            for row in matters.worklist(desk, wanted, now=begins, size=COUNT).rows
            if row.external_number[:3] == "QHD"
        ]
    done = 0
    for number, row in enumerate(sorted(rows, key=lambda row: row.external_number)):
        at = begins + timedelta(minutes=8 + 2 * number)
        steps: list[tuple[Callable[..., object], str]] = [(matters.sign, "")]
        if number % 10 == 7:
            steps = [(matters.decline, "这一段是市管道路，归市政设施中心养护，不归本街道。")]
        elif number % 4 == 1:
            steps += [(matters.answer, "已派人到现场处理好，电话告知了来电人。"), (matters.close, "")]
        elif number % 2:
            steps.append((matters.start, ""))
        done += _do(cast, row.id, steps, at) if number % 6 else 0
    return done


def _do(cast: Cast, matter_id: UUID, steps: list[tuple[Callable[..., object], str]], at: datetime) -> int:
    who = cast.holder_of(matter_id)
    for count, (verb, note) in enumerate(steps):
        words = {"note": note} if note else {}
        with walls.acting(who):
            verb(matter_id=matter_id, actor=who, now=at + timedelta(minutes=20 * count), **words)
    hotline.follow(matter_ids=[matter_id], now=at + timedelta(minutes=20 * len(steps)))
    return len(steps)
