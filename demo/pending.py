"""What is open now: stories that stand still at a chosen stage, some in time, some late, at every level."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from demo.chance import weighted
from demo.deadlines import URGENT, Deadlines
from demo.plots import DAY, Casting, Narrator
from demo.story import Story
from demo.wording import Wording

STAGES = {
    "filed": 26,
    "signed": 14,
    "started": 22,
    "wait": 7,
    "ask": 6,
    "answered": 13,
    "travelling": 8,
    "returned": 2,
    "reopened": 2,
}
"""How often an open matter stands where; `travelling` is on its way through the levels."""
OVERDUE = 0.11


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an open story stands, and whether its clock has run out."""

    name: str
    is_overdue: bool


class Stages:
    """Draws stages in the proportions of `STAGES`."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names = list(STAGES)
        total, self._cumulative = 0.0, []
        for weight in STAGES.values():
            total += weight
            self._cumulative.append(total)

    def __call__(self) -> Stage:
        """A stage."""
        name = weighted(self._rng, self._names, self._cumulative)
        return Stage(name, name not in ("wait", "ask") and self._rng.random() < OVERDUE)


class Suspense:
    """Tells open stories backwards: how long ago it was filed follows from where it stands."""

    def __init__(
        self, casting: Casting, narrator: Narrator, wording: Wording, deadlines: Deadlines, rng: Random, now: datetime
    ) -> None:
        self._cast, self._narrator, self._words = casting, narrator, wording
        self._deadlines, self._rng, self._now = deadlines, rng, now

    def filed_at(self, stage: Stage, urgency: str, answer_days: int | None) -> datetime:
        """When a story must have been filed to stand at that stage now."""
        rng = self._rng
        if urgency == URGENT:
            return self._deadlines.before(self._now, rng.uniform(40, 110) if stage.is_overdue else rng.uniform(4, 26))
        sign = 240 if urgency == "ordinary" else 120
        if stage.name in ("filed", "returned"):
            return self._deadlines.before(
                self._now, sign * (rng.uniform(1.1, 4) if stage.is_overdue else rng.uniform(0.03, 0.92))
            )
        days = (answer_days or (1 if urgency == "soon" else 3)) * DAY
        if stage.name in ("signed", "started"):
            return self._deadlines.before(
                self._now, days * (rng.uniform(1.5, 3) if stage.is_overdue else rng.uniform(0.12, 0.85))
            )
        share = rng.uniform(2, 3.5) if stage.is_overdue else rng.uniform(0.3, 1.2)
        return self._deadlines.before(self._now, max(days * share, 90))

    def tell(self, story: Story, stage: Stage, at: datetime) -> None:
        """File it, and bring it to its stage before the present moment."""
        moments = self._moments(at, story.urgency)
        story.file(at, self._cast.first_holder(story, at))
        name = stage.name
        if name == "filed":
            return
        if name == "returned":
            self._returned(story, next(moments))
        elif name == "travelling":
            self._travelling(story, moments)
        else:
            story.sign(next(moments))
            self._worked(story, name, moments)

    def _worked(self, story: Story, name: str, moments: Iterator[datetime]) -> None:
        words, spot = self._words, story.spot
        if name in ("started", "answered", "reopened"):
            story.plain("start", next(moments))
        if name in ("wait", "ask"):
            story.plain(name, next(moments), words.note(name, spot))
        if name in ("answered", "reopened"):
            story.answer(next(moments), words.answer(story.offer, spot))
        if name == "reopened":
            story.close(next(moments), words.note("close", spot))
            story.reopen(next(moments), words.note("reopen", spot))

    def _returned(self, story: Story, at: datetime) -> None:
        to = self._cast.desk(story.place, "community" if story.held_by.role == "grid_worker" else "street")
        if to is not story.held_by:
            story.give_back(at, to, self._words.note("return", story.spot))

    def _travelling(self, story: Story, moments: Iterator[datetime]) -> None:
        """Somewhere between grid and district; half of those who have it now have signed."""
        story.sign(next(moments))
        if (
            story.held_by.role not in ("grid_worker", "community_clerk", "community_secretary")
            or story.offer.about_body
        ):
            return
        way = self._narrator.way(story)
        length = self._rng.randint(1, len(way))
        for number, (move, to) in enumerate(way[:length], 1):
            story.hand_over(move, next(moments), to, self._words.note(move, story.spot))
            if number < length or self._rng.random() < 0.5:
                story.sign(next(moments))

    def _moments(self, filed: datetime, urgency: str) -> Iterator[datetime]:
        """Ever later moments between the filing and now, by working time; close together at the end if need be."""
        rng = self._rng
        moment = filed
        while True:
            left = (
                (self._now - moment).total_seconds() / 60
                if urgency == URGENT
                else self._deadlines.worked(moment, self._now)
            )
            step = left * rng.uniform(0.08, 0.3)
            following = self._deadlines.later(moment, step, urgent=urgency == URGENT) if step >= 2 else self._now
            if following >= self._now:
                following = moment + (self._now - moment) * rng.uniform(0.05, 0.3)
            moment = following
            yield moment
