"""Jobs of callbacks: telling posts whose reports are overdue."""

from procrastinate.contrib.django import app

from linli.affairs.callbacks import actions
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor


@app.periodic(cron="*/30 * * * *")
@app.task(name="callbacks.announce_overdue", queueing_lock="callbacks.announce_overdue")
def announce_overdue(timestamp: int) -> int:
    """Every half hour: reports on bad answers that are overdue."""
    with walls.acting(Actor.system("callbacks.announce_overdue")):
        return actions.announce_overdue(now=clock.now())
