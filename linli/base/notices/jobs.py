"""Jobs of notices: passing on what staff were told, the daily digest, sending what waits."""

from procrastinate.contrib.django import app

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.notices import actions


@app.periodic(cron="* * * * *")
@app.task(name="notices.pass_on", queueing_lock="notices.pass_on")
def pass_on(timestamp: int) -> int:
    """Pass on to mail and group chats what staff were told, every minute."""
    with walls.acting(Actor.system("notices.pass_on")):
        return actions.pass_on(now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.prepare_digests", queueing_lock="notices.prepare_digests")
def prepare_digests(timestamp: int) -> int:
    """Prepare the digests whose hour has come, every ten minutes, so that a worker that was away makes up for it."""
    with walls.acting(Actor.system("notices.prepare_digests")):
        return actions.prepare_digests(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.send", queueing_lock="notices.send")
def send(timestamp: int) -> int:
    """Send what is due, every minute; each batch in transactions of its own."""
    return actions.send_due().sent
