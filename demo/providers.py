"""Providers of services for households: one of most kinds in every street, near to some of its communities. All invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from demo.chance import Ids
from demo.places import SCOPE, Node, Tree
from linli.base.kit.numbers import credit_check_character

PROVIDER = (
    *SCOPE,
    "id",
    "name",
    "name_en",
    "credit_code",
    "phone",
    "address",
    "hours",
    "about",
    "state",
    "reason",
    "since",
)
OFFER = ("id", "provider_id", "kind", "price", "relief", "since", "until")
REACH = (*SCOPE, "id", "provider_id", "is_near")
SHOPS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("顺心家政服务部", "Shunxin Housekeeping", (("housekeeping", "钟点工 40 元/小时，擦玻璃 8 元/平方米"),)),
    ("安康护理站", "Ankang Care", (("care", "陪护 180 元/天，陪诊 60 元/次"),)),
    ("老手艺维修铺", "Old Hand Repairs", (("repair", "上门 20 元，换龙头 30 元，通下水 80 元，材料另计"),)),
    ("邻家小厨", "Next Door Kitchen", (("meals", "两荤一素 15 元，送到楼下"),)),
    ("洁净洗衣坊", "Clean Laundry", (("laundry", "外套 18 元，被罩 15 元，取送各 2 元"),)),
    ("绿源回收点", "Green Spring Recycling", (("recycling", "纸箱 1.2 元/公斤，旧家电上门估价"),)),
    ("便民菜店", "Corner Grocer", (("shopping", "满 30 元送到楼下，另收 2 元"), ("meals", "馒头花卷代送 1 元"))),
)
"""Name, English name, and what is offered at which price."""
STEP = 1_299_709
RELIEFS = (10, 15, 20, 30)
SCARCE = 0.2
"""The share of streets that have no provider of a kind."""
NEAR = 0.6
"""The share of a street's communities within ten minutes of an outlet."""


@dataclass(slots=True)
class Market:
    """The rows of a county's providers."""

    providers: list[tuple[Any, ...]] = field(default_factory=list)
    offers: list[tuple[Any, ...]] = field(default_factory=list)
    reaches: list[tuple[Any, ...]] = field(default_factory=list)


def open_market(tree: Tree, rng: Random, ids: Ids, since: date) -> Market:
    """One shop of a sort in a street, but for those that have none; the streets registered in full have them all."""
    market = Market()
    for street in tree.of("street"):
        is_full = any(community.is_full for community in street.children)
        for name, name_en, offers in SHOPS:
            if is_full or rng.random() >= SCARCE:
                _open(market, street, name, name_en, offers, rng, ids, since)
    return market


def _open(
    market: Market,
    street: Node,
    name: str,
    name_en: str,
    offers: tuple[tuple[str, str], ...],
    rng: Random,
    ids: Ids,
    since: date,
) -> None:
    own, at = ids(), rng.choice(street.children)
    # Numbers drawn by chance met twice in a city of three thousand communities; steps of a prime don't within ten million.
    body = f"92{street.code[:6]}MA{len(market.providers) * STEP % 10**7:07d}"
    market.providers.append(
        (
            *street.scope,
            own,
            f"{street.short_name}{name}",
            f"{name_en}, {street.name_en}" if street.name_en else name_en,
            body + credit_check_character(body),
            f"0335-30{rng.randrange(10**5):05d}",
            f"{at.short_name}底商 {rng.randrange(1, 30)} 号",
            rng.choice(("每天 8:00–20:00", "周一至周六 7:30–18:30", "每天 9:00–21:00")),
            "",
            "listed",
            "",
            since,
        )
    )
    market.offers += [(ids(), own, kind, price, rng.choice(RELIEFS), since, None) for kind, price in offers]
    market.reaches += _reaches(street, at, own, rng, ids)


def _reaches(street: Node, at: Node, provider: Any, rng: Random, ids: Ids) -> Iterator[tuple[Any, ...]]:
    for community in street.children:
        yield (*community.scope, ids(), provider, community is at or rng.random() < NEAR)
