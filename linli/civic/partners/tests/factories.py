"""Providers and orders for tests, in the town of matters."""

from datetime import datetime
from typing import Any
from uuid import UUID

from linli.affairs.matters.tests.factories import MORNING, Town, a_filed
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.numbers import credit_check_character
from linli.civic.partners import actions
from linli.civic.partners.actions import NewOffer, NewOrder, NewProvider
from linli.civic.partners.models import Order, Provider


def a_code(number: int = 1) -> str:
    """A credit code that checks."""
    body = f"92130302MA{number:07d}"
    return body + credit_check_character(body)


def a_new(
    town: Town, *, at: str = "maple", near: tuple[str, ...] = ("maple",), number: int = 1, **given: Any
) -> NewProvider:
    """What is written down of a provider."""
    written: dict[str, Any] = {
        "name": f"老手艺维修铺{number}",
        "credit_code": a_code(number),
        "phone": "0335-3010001",
        "address": "枫树里底商 3 号",
        "hours": "每天 8:00–20:00",
        "offers": [NewOffer("repair", "上门 20 元", 20)],
        "reaches": {town.places[name].id: True for name in near},
    }
    return NewProvider(place_id=town.places[at].id, **{**written, **given})


def by(actor: Actor, act: Any, **given: Any) -> Any:
    """Do something as somebody, behind their walls."""
    with walls.acting(actor):
        return act(actor=actor, **{"now": MORNING, **given})


def a_provider(town: Town, *, at: str = "maple", **given: Any) -> Provider:
    """A provider on the list of a community."""
    keeper = town.actor(at, "street_clerk" if at in ("east", "west") else "community_secretary")
    made: Provider = by(keeper, actions.register, new=a_new(town, at=at, **given))
    return made


def an_order(
    town: Town,
    provider: Provider,
    *,
    actor: Actor | None = None,
    matter_id: UUID | None = None,
    now: datetime = MORNING,
    circumstance: str = "",
    place: str = "maple-1",
) -> Order:
    """An order for a repair, for a new matter unless one is given."""
    wanted = matter_id or a_filed(town, place=place).id
    new = NewOrder(wanted, provider.id, "repair", "换一个水龙头，下午在家。", circumstance)
    made: Order = by(actor or town.actor("maple", "community_secretary"), actions.place, new=new, now=now)
    return made
