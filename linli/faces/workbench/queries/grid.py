"""What a grid worker keeps an eye on: open matters, households, who answers, whom to go and see."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.affairs.matters.public import Figures, Row, WorkFilter, figures_of, worklist
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound
from linli.registers.bodies import public as bodies
from linli.registers.people import public as people
from linli.registers.places import public as places

DAY, MONTH = timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Grid:
    """One place as its worker needs it. `figures` are of the last thirty days; `due` are people to review."""

    place: places.Place
    figures: Figures
    matters: list[Row]
    households: int
    covered: int
    plates: list[bodies.Plate]
    due: list[people.ResidentRow]


def grid_of(actor: Actor, *, now: datetime) -> Grid:
    """The acting place; raises `NotFound` for a post that stands at none."""
    if actor.place_id is None or actor.level is None:
        raise NotFound
    today = local_date(now)
    covered = people.coverage(actor)
    return Grid(
        place=places.place_for(actor.place_id),
        figures=figures_of(actor.place_id, actor.level, since=today - MONTH, until=today + DAY, now=now),
        matters=worklist(actor, WorkFilter(box="area"), now=now, size=8).rows,
        households=covered.households,
        covered=covered.covered,
        plates=bodies.plates_of(actor.place_id, is_below=actor.level == "community"),
        due=people.due_for_review(actor, today, limit=8),
    )
