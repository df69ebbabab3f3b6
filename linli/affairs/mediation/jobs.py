"""Jobs of mediation: telling people, warning before clocks run out, following places that were reorganised."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from linli.affairs.mediation import actions
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.places import public as places


@app.task(name="mediation.announce")
def announce(dispute_id: str, move: str, at: str) -> None:
    """Tell those whom a move concerns."""
    with walls.acting(Actor.system("mediation.announce")):
        actions.announce(dispute_id=UUID(dispute_id), move=move, at=datetime.fromisoformat(at))


@app.periodic(cron="*/10 * * * *")
@app.task(name="mediation.warn", queueing_lock="mediation.warn")
def warn(timestamp: int) -> int:
    """Warn the owners whose clocks run low, every ten minutes."""
    with walls.acting(Actor.system("mediation.warn")):
        return actions.warn(now=clock.now())


@app.periodic(cron="10 16 * * *")
@app.task(name="mediation.remind", queueing_lock="mediation.remind")
def remind(timestamp: int) -> int:
    """Just after midnight in China: terms that come due, the court's time that runs out, and clocks whose time has passed."""
    with walls.acting(Actor.system("mediation.remind")):
        actions.remind_of_court(now=clock.now())
        actions.turn_clocks(now=clock.now())
        return actions.remind(now=clock.now())


@app.task(name="mediation.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, disputes lie where their places went. Run twice, it changes nothing."""
    del kind, on, at
    with walls.acting(Actor.system("mediation.rehouse")):
        return places.rescope("mediation_dispute", mapping)
