"""What ledgers does when it hears."""

from procrastinate.contrib.django import app

from linli.affairs.ledgers import actions
from linli.base.kit import walls
from linli.base.kit.actor import Actor


@app.task(name="ledgers.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, entries lie where their places went."""
    del kind, on, at
    with walls.acting(Actor.system("ledgers.rehouse")):
        return actions.rehouse(mapping)
