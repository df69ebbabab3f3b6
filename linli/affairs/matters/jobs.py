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
    """Parts and duplicates follow; those whom the move concerns are told: the next holder, the reporter, the desk above."""
    with walls.acting(Actor.system("matters.announce_moved")):
        actions.carry_along(matter_id=UUID(matter_id), move=move, at=datetime.fromisoformat(at))
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
    """Warn the holders whose clocks run low, every minute; a handful at a time, so that nobody at work waits for all of them."""
    now, warned = clock.now(), 0
    while some := _warn_some(now):
        warned += some
    return warned


def _warn_some(now: datetime) -> int:
    with walls.acting(Actor.system("matters.warn")):
        return actions.warn(now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="matters.supervise", queueing_lock="matters.supervise")
def supervise(timestamp: int) -> int:
    """What is overdue goes up a level or gets its card, every five minutes; each by itself, so that nobody at work waits for all of them."""
    system, now = Actor.system("matters.supervise"), clock.now()
    with walls.acting(system):
        late = actions.late(now=now)
    return sum(_supervise_one(matter_id, system, now) for matter_id in late)


def _supervise_one(matter_id: UUID, system: Actor, now: datetime) -> bool:
    with walls.acting(system):
        return actions.supervise(matter_id=matter_id, now=now)


@app.periodic(cron="5 16 * * *")
@app.task(name="matters.leave_retired", queueing_lock="matters.leave_retired")
def leave_retired(timestamp: int) -> int:
    """Just after midnight in China: what posts retired from today on still hold goes to the desks of their places."""
    with walls.acting(Actor.system("matters.leave_retired")):
        return actions.leave_retired(now=clock.now())


@app.task(name="matters.post_retired")
def post_retired(post_id: str, body_id: str, place_id: str, until: str, at: str) -> int:
    """A post was retired; if from today on, what it holds goes to the desk of its place at once."""
    del post_id, body_id, place_id, until
    with walls.acting(Actor.system("matters.leave_retired")):
        return actions.leave_retired(now=datetime.fromisoformat(at))


@app.task(name="matters.tenure_ended")
def tenure_ended(post_id: str, person_id: str, until: str, at: str) -> int:
    """Somebody left a post; when nobody answers for it and it holds matters, the desk above is told."""
    del person_id, until
    with walls.acting(Actor.system("matters.announce_vacant")):
        return actions.announce_vacant(post_id=UUID(post_id), at=datetime.fromisoformat(at))


@app.task(name="matters.rehouse")
def rehouse(kind: str, mapping: dict[str, str], on: str, at: str) -> int:
    """After a merger, split or move, matters lie where their places went; counts are made anew. Run twice, it changes nothing."""
    del kind, on, at
    with walls.acting(Actor.system("matters.rehouse")):
        changed = places.rescope("matters_matter", mapping)
        actions.recount()
        return changed
