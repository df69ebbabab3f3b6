"""What partners does when it hears."""

from procrastinate.contrib.django import app

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.civic.partners import actions


@app.task(name="partners.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, providers and orders lie where their places went."""
    del kind, on, at
    with walls.acting(Actor.system("partners.rehouse")):
        return actions.rehouse(mapping)
