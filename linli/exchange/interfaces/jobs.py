"""Jobs of interfaces: putting events on their way to webhooks, sending what waits, forgetting what was sent."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.exchange.interfaces import actions


@app.task(name="interfaces.matter_filed")
def matter_filed(matter_id: str, at: str) -> int:
    """A matter was filed."""
    return _spread(matter_id, "file", at)


@app.task(name="interfaces.matter_moved")
def matter_moved(matter_id: str, move: str, at: str) -> int:
    """A matter went one step on."""
    return _spread(matter_id, move, at)


def _spread(matter_id: str, move: str, at: str) -> int:
    with walls.acting(Actor.system("interfaces.spread")):
        return actions.spread(matter_id=UUID(matter_id), move=move, at=datetime.fromisoformat(at), now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="interfaces.send", queueing_lock="interfaces.send")
def send(timestamp: int) -> int:
    """Send what is due, every minute; each batch in transactions of its own."""
    with walls.acting(Actor.system("interfaces.hush")):
        actions.hush()
    return actions.send_due()


@app.periodic(cron="40 18 * * *")
@app.task(name="interfaces.forget", queueing_lock="interfaces.forget")
def forget(timestamp: int) -> int:
    """At night the log of deliveries loses what is older than thirty days."""
    with walls.acting(Actor.system("interfaces.forget")):
        return actions.forget(now=clock.now())
