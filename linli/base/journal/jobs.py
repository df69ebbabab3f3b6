"""Jobs of the journal."""

from procrastinate.contrib.django import app

from linli.base.journal import actions
from linli.base.kit import walls
from linli.base.kit.actor import Actor


@app.periodic(cron="*/5 * * * *")
@app.task(name="journal.seal", queueing_lock="journal.seal")
def seal(timestamp: int) -> int:
    """Close the journal's complete entries into the chain, every five minutes."""
    with walls.acting(Actor.system("journal.seal")):
        return actions.seal()
