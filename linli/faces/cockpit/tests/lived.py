"""A town in which something has happened, a known number of days ago: what the cockpit's pages are held against."""

from datetime import datetime, timedelta
from uuid import UUID

from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import Town, a_filed, a_town
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor

DAY = timedelta(days=1)
AT_WORK = timedelta(minutes=20)


def a_lived_town() -> Town:
    """Maple: one settled well and rated 5, one closed late and rated 2, one rated 4 by staff, one reopened, one open for long.

    Willow has one open, Cedar (in the other street) two, one of them filed at the community itself.
    """
    town, now = a_town(), clock.now()
    settled = handled(town, now - 3 * DAY, AT_WORK)
    rated(settled, 5, now - 2 * DAY)
    late = handled(town, now - 40 * DAY, timedelta(days=35))
    rated(late, 2, now - 4 * DAY, is_solved=False)
    told = handled(town, now - 6 * DAY, AT_WORK, grid="maple-2")
    secretary = town.actor("maple", "community_secretary")
    with walls.acting(secretary):
        matters.rate(matter_id=told, rating=4, is_solved=True, actor=secretary, now=now - 5 * DAY)
    again = handled(town, now - 7 * DAY, AT_WORK)
    with walls.acting(Actor.tracking(again)):
        matters.reopen(matter_id=again, note="又堆满了。", actor=Actor.tracking(again), now=now - DAY)
    a_filed(town, now - 30 * DAY)
    a_filed(town, now - DAY, place="willow-1")
    a_filed(town, now - DAY, place="cedar-1")
    a_filed(town, now - DAY, place="cedar")
    return town


def handled(town: Town, filed_at: datetime, takes: timedelta, *, grid: str = "maple-1") -> UUID:
    """The id of a matter signed at once, answered and closed after some time by the grid worker."""
    matter_id = a_filed(town, filed_at, place=grid).id
    worker = town.actor(grid, "grid_worker")
    with walls.acting(worker):
        matters.sign(matter_id=matter_id, actor=worker, now=filed_at + timedelta(minutes=5))
        matters.answer(matter_id=matter_id, note="已清运。", actor=worker, now=filed_at + takes)
        matters.close(matter_id=matter_id, actor=worker, now=filed_at + takes)
    return matter_id


def rated(matter_id: UUID, rating: int, at: datetime, *, is_solved: bool = True) -> None:
    """A rating by the resident, with the number and code in hand."""
    visitor = Actor.tracking(matter_id)
    with walls.acting(visitor):
        matters.rate(matter_id=matter_id, rating=rating, is_solved=is_solved, actor=visitor, now=at)
