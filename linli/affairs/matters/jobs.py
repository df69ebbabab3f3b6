"""Jobs of matters: telling people, warning holders, folding counts, following places that were reorganised."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from linli.affairs.matters import actions
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.places import public as places


@app.task(name="matters.announce_filed")
def announce_filed(matter_id: str, at: str) -> None:
    """Tell the first holder of a new matter."""
    with walls.acting(Actor.system("matters.announce_filed")):
        actions.announce_filed(matter_id=UUID(matter_id), at=datetime.fromisoformat(at))


@app.task(name="matters.announce_moved")
def announce_moved(matter_id: str, move: str, at: str) -> None:
    """Tell those whom a move concerns: the next holder, the reporter, the desk above."""
    with walls.acting(Actor.system("matters.announce_moved")):
        actions.announce_moved(matter_id=UUID(matter_id), move=move, at=datetime.fromisoformat(at))


@app.periodic(cron="* * * * *")
@app.task(name="matters.fold", queueing_lock="matters.fold")
def fold(timestamp: int) -> int:
    """Fold the counts every minute."""
    with walls.acting(Actor.system("matters.fold")):
        return actions.fold()


@app.periodic(cron="* * * * *")
@app.task(name="matters.warn", queueing_lock="matters.warn")
def warn(timestamp: int) -> int:
    """Warn the holders whose clocks run low, every minute."""
    with walls.acting(Actor.system("matters.warn")):
        return actions.warn(now=clock.now())


@app.task(name="matters.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, matters lie where their places went; counts are made anew. Run twice, it changes nothing."""
    del kind, on, at
    with walls.acting(Actor.system("matters.rehouse")):
        changed = places.rescope("matters_matter", mapping)
        actions.recount()
        return changed
