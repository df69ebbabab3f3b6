"""Jobs of hotline: following matters, sending out many orders, forgetting files."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from linli.affairs.hotline import actions
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.places import public as places


@app.task(name="hotline.matter_moved")
def matter_moved(matter_id: str, move: str, at: str) -> int:
    """A matter moved; if it came from a hotline, its source has something new to hear."""
    del move
    return actions.follow(matter_ids=[UUID(matter_id)], now=datetime.fromisoformat(at))


@app.task(name="hotline.send_out")
def send_out(order_ids: list[str], at: str) -> int:
    """Some of the orders of a large file become matters."""
    return actions.send_out(order_ids=[UUID(each) for each in order_ids], now=datetime.fromisoformat(at)).sent


@app.periodic(cron="15 18 * * *")
@app.task(name="hotline.forget", queueing_lock="hotline.forget")
def forget(timestamp: int) -> int:
    """At night: examined files that nobody took are forgotten."""
    with walls.acting(Actor.system("hotline.forget")):
        return actions.forget(now=clock.now())


@app.task(name="hotline.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, orders lie where their places went."""
    del kind, on, at
    with walls.acting(Actor.system("hotline.rehouse")):
        return places.rescope("hotline_order", mapping)
