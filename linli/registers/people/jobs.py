"""Jobs of people: the register follows places that were reorganised."""

from procrastinate.contrib.django import app

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.people import actions


@app.task(name="people.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, rewrite where people live and are registered. Run twice, it changes nothing more."""
    del kind, on, at
    with walls.acting(Actor.system("people.rehouse")):
        return actions.rehouse(mapping=mapping)
