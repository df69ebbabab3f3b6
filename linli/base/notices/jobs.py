"""Jobs of notices: sending what waits."""

from procrastinate.contrib.django import app

from linli.base.notices import actions


@app.periodic(cron="* * * * *")
@app.task(name="notices.send", queueing_lock="notices.send")
def send(timestamp: int) -> int:
    """Send what is due, every minute; each batch in transactions of its own."""
    return actions.send_due().sent
