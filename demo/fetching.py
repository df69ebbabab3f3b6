"""Services ordered for households on the day, through the verbs of partners: one finished, one turned down, two that wait."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from demo.cast import Cast
from linli.affairs.matters import public as matters
from linli.affairs.matters.public import NewMatter
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.civic.partners import public as partners

WISHES: tuple[tuple[str, str, str, str, str], ...] = (
    ("con-repair", "repair", "厨房下水堵了，下午在家。", "", "finish"),
    ("con-housekeeping", "care", "老伴刚出院，想找个白天陪护的，先来三天。", "disability", "accept"),
    ("con-housekeeping", "housekeeping", "擦一次玻璃，周末都行。", "", ""),
    ("con-repair", "repair", "门锁坏了，钥匙拧不动，一个人在家着急。", "living_alone", ""),
    ("con-housekeeping", "housekeeping", "想找个每天来两小时做饭的。", "", "decline"),
)
"""Item, kind of service, what is wished, the paper that was shown, and how far it went by the end of the day."""


def play(cast: Cast, token: UUID, moment: Callable[[float], datetime]) -> int:
    """Play it; returns how many moves it took."""
    who, moves = cast.actor("secretary"), 0
    if who.place_id is None:
        raise LookupError("The secretary of the demo holds a post.")
    for number, (item, kind, wish, shown, until) in enumerate(WISHES):
        at = 0.2 + 0.1 * number
        with walls.acting(who):
            new = NewMatter(
                form_token=uuid5(token, str(number)), item_code=item, place_id=who.place_id, text=wish, channel="phone"
            )
            filed = matters.file(new=new, actor=who, now=moment(at))
        if not filed.is_new:
            return 0
        moves += 1 + _order(who, filed.id, kind, wish, shown, until, moment, at)
    return moves


def _order(
    who: Actor,
    matter_id: UUID,
    kind: str,
    wish: str,
    shown: str,
    until: str,
    moment: Callable[[float], datetime],
    at: float,
) -> int:
    with walls.acting(who):
        chosen = partners.offered(matters.matter_for(who, matter_id), kind)
        if not chosen:
            return 0
        new = partners.NewOrder(matter_id, chosen[0].provider_id, kind, wish, shown)
        order = partners.place(new=new, actor=who, now=moment(at + 0.02))
        steps = {"finish": ("accept", "finish"), "accept": ("accept",), "decline": ("decline",)}.get(until, ())
        notes = {"accept": "约好下午三点到。", "finish": "通好了，居民说干净利落。", "decline": "这周排满了。"}
        for number, name in enumerate(steps):
            partners.move(
                order_id=order.id,
                name=name,
                note=notes[name],
                fee=Decimal(80) if name == "finish" else None,
                actor=who,
                now=moment(at + 0.05 + 0.1 * number),
            )
    return 1 + len(steps)
