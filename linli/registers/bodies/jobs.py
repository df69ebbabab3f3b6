"""Jobs of bodies: after a reorganisation its bodies and posts stand where their places went."""

from procrastinate.contrib.django import app

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.places import public as places

REHOUSE = "bodies.rehouse"


@app.task(name=REHOUSE)
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """Rewrite the scope of bodies and posts; returns the rows changed. Run twice, it changes nothing more."""
    del kind, on, at
    with walls.acting(Actor.system(REHOUSE)):
        return sum(places.rescope(table, mapping) for table in ("bodies_body", "bodies_post"))
