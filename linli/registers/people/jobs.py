"""Jobs of people: the register follows places that were reorganised; every night it is counted."""

from procrastinate.contrib.django import app

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.people import actions


@app.task(name="people.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, rewrite where people live and are registered. Run twice, it changes nothing more."""
    del kind, on, at
    with walls.acting(Actor.system("people.rehouse")):
        return actions.rehouse(mapping=mapping)


@app.periodic(cron="20 17 * * *")
@app.task(name="people.recount", queueing_lock="people.recount")
def recount(timestamp: int) -> int:
    """At twenty past one at night in China: the makeup of every place is counted anew. Returns the rows written."""
    del timestamp
    with walls.acting(Actor.system("people.recount")):
        return actions.recount(today=clock.local_date(clock.now()))
