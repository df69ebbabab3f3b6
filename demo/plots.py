"""How matters went: who had them, how long each step took, where they were handed to, and how they ended."""

from datetime import datetime, timedelta
from random import Random

from demo.bodies import Seat, Staff
from demo.deadlines import URGENT, Deadlines
from demo.places import Node
from demo.story import Story
from demo.wording import Wording
from linli.base.kit.clock import CHINA

ON_THE_SPOT, DECLINED, RETURNED, WITHDRAWN, ESCALATED, WAITS = 0.3, 0.02, 0.035, 0.012, 0.085, 0.07
RATED, RATED_BY_STAFF, REOPENED, LATE = 0.6, 0.33, 0.025, 0.055
DAY = 480
"""Working minutes of a day."""


class Casting:
    """Who receives what, where."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff

    def first_holder(self, story: Story, at: datetime) -> Seat:
        """Where a new matter goes: the rules of routing that are seeded, in short."""
        place, offer = story.place, story.offer
        if story.channel == "hotline":
            return self.desk(place, "street")
        if story.urgency == URGENT and not 8 <= _hour(at) < 18 and offer.department != "gas_company":
            return self.staff.at(place.up("street").id, "street_duty")
        if offer.handler_role == "department_clerk" and offer.department in self.staff.departments:
            return self.staff.departments[offer.department][0]
        return self._by_role(place, offer.handler_role)

    def desk(self, place: Node, level: str) -> Seat:
        """The desk of a level over a place."""
        role = {
            "grid": "grid_worker",
            "community": "community_secretary",
            "street": "street_clerk",
            "county": "county_desk",
        }[level]
        return self.staff.at(place.up(level).id, role)

    def _by_role(self, place: Node, role: str) -> Seat:
        if role == "grid_worker":
            seat = self.desk(place, "grid")
            return seat if seat.is_attended else self.desk(place, "community")
        if role in ("community_clerk", "community_secretary"):
            return self.staff.at(place.up("community").id, role)
        level = "street" if role.startswith("street") else "county"
        seats = self.staff.seats.get((place.up(level).id, role))
        return seats[0] if seats else self.desk(place, level)


def _hour(at: datetime) -> int:
    return at.astimezone(CHINA).hour


class Narrator:
    """Tells stories of the past from their filing on, up to the present moment and never beyond."""

    def __init__(self, casting: Casting, wording: Wording, deadlines: Deadlines, rng: Random, now: datetime) -> None:
        self._cast, self._words, self._deadlines, self._rng, self._now = casting, wording, deadlines, rng, now

    def tell(self, story: Story, at: datetime) -> None:
        """From filing to rating; what would lie in the future hasn't happened, so the story stays open there."""
        chance = self._rng.random
        if (
            story.filed_by
            and story.filed_by.role != "grid_worker"
            and story.urgency != URGENT
            and chance() < ON_THE_SPOT
        ):
            story.file_and_close(at, story.filed_by, self._words.note("file_and_close", story.spot))
            self._rate(story, at)
            return
        story.file(at, self._cast.first_holder(story, at))
        if self._handle(story, at) and self._finish(story):
            self._rate(story, story.steps[-1].at)

    def _handle(self, story: Story, at: datetime) -> bool:
        """Sign, and whatever happens before the answer; False when it ended there or lies in the future."""
        chance, rng = self._rng.random, self._rng
        if chance() < WITHDRAWN:
            return self._at(at, rng.uniform(5, 60), story) is not None and self._withdraw(story, at)
        if story.held_by.role == "grid_worker" and chance() < RETURNED:
            given = self._at(at, rng.uniform(5, 90), story)
            if given is None:
                return False
            story.give_back(given, self._cast.desk(story.place, "community"), self._words.note("return", story.spot))
        if not self._sign(story):
            return False
        if chance() < DECLINED and story.offer.handler_role != "grid_worker":
            declined = self._at(story.steps[-1].at, rng.uniform(10, 200), story)
            if declined:
                story.decline(declined, self._words.note("decline", story.spot))
            return False
        return self._travel(story) and self._work(story)

    def _withdraw(self, story: Story, at: datetime) -> bool:
        story.plain(
            "withdraw",
            at + timedelta(minutes=self._rng.randint(1, 9)),
            self._words.note("withdraw", story.spot),
            by_resident=True,
        )
        return False

    def _sign(self, story: Story) -> bool:
        mean = {"urgent": 9, "soon": 35, "ordinary": 60}[story.urgency]
        minutes = self._rng.expovariate(1 / mean) * (4 if self._rng.random() < LATE else 1)
        signed = self._at(story.steps[-1].at, minutes, story)
        if signed is None:
            return False
        story.sign(signed)
        return True

    def _travel(self, story: Story) -> bool:
        """Up to the street, sometimes to the district, and down or across to whoever does it."""
        if (
            story.held_by.role not in ("grid_worker", "community_clerk", "community_secretary")
            or story.offer.about_body
        ):
            return True
        if self._rng.random() >= ESCALATED:
            return True
        for move, to in self.way(story):
            at = self._at(story.steps[-1].at, self._rng.uniform(15, 300), story)
            if at is None:
                return False
            story.hand_over(move, at, to, self._words.note(move, story.spot))
            if not self._sign(story):
                return False
        return True

    def way(self, story: Story) -> list[tuple[str, Seat]]:
        """A way through the levels, beginning at its holder."""
        place, cast = story.place, self._cast
        way: list[tuple[str, Seat]] = []
        secretary = cast.desk(place, "community")
        if story.held_by is not secretary:
            way.append(("escalate", secretary))
            if self._rng.random() < 0.35:
                return way
        way.append(("escalate", cast.desk(place, "street")))
        drawn = self._rng.random()
        if drawn < 0.35:
            way.append(("assign_down", secretary))
        elif drawn < 0.7:
            way.append(("transfer", self._department()))
        elif drawn < 0.85:
            way.append(("escalate", cast.desk(place, "county")))
            way.append(("transfer", self._department()))
        return way

    def _department(self) -> Seat:
        return self._rng.choice(
            [self._cast.staff.departments[code][0] for code in ("urban_management", "housing", "water_company")]
        )

    def _work(self, story: Story) -> bool:
        rng = self._rng
        if rng.random() < 0.7:
            at = self._at(story.steps[-1].at, rng.uniform(3, 120), story)
            if at is None:
                return False
            story.plain("start", at)
        if story.urgency != URGENT and rng.random() < WAITS and not self._wait(story):
            return False
        signed = story.steps[-1].at
        allowed = self._deadlines.worked(signed, story.due.answer_by)
        if story.urgency == URGENT:
            minutes = rng.uniform(6, 38) * (3 if rng.random() < LATE else 1)
        else:
            minutes = max(allowed, 120) * (rng.uniform(1.02, 1.9) if rng.random() < LATE else rng.betavariate(1.6, 2.2))
        answered = self._at(signed, minutes, story)
        if answered is None:
            return False
        story.answer(answered, self._words.answer(story.offer, story.spot))
        return True

    def _wait(self, story: Story) -> bool:
        rng = self._rng
        kind, then = ("ask", "supply") if rng.random() < 0.5 else ("wait", "resume")
        at = self._at(story.steps[-1].at, rng.uniform(5, 200), story)
        if at is None:
            return False
        story.plain(kind, at, self._words.note(kind, story.spot))
        again = self._at(at, rng.uniform(60, 3 * DAY), story)
        if again is None:
            return False
        story.run_on(then, again, self._words.note("supply", story.spot) if then == "supply" else "")
        return True

    def _finish(self, story: Story) -> bool:
        """Close, and now and then the whole round once more."""
        rng = self._rng
        answered = story.steps[-1].at
        left = max(self._deadlines.worked(answered, story.due.close_by), 60)
        minutes = (
            rng.uniform(3, 30)
            if story.urgency == URGENT
            else left * (1.3 if rng.random() < LATE / 2 else rng.betavariate(1.2, 3))
        )
        at = self._at(answered, minutes, story)
        if at is None:
            return False
        by_resident = story.channel == "portal" and rng.random() < 0.3
        story.close(at, "" if by_resident else self._words.note("close", story.spot), by_resident=by_resident)
        if story.reopen_count or rng.random() >= REOPENED:
            return True
        again = at + timedelta(hours=rng.uniform(3, 90))
        if again >= self._now:
            return True
        story.reopen(again, self._words.note("reopen", story.spot))
        return self._sign(story) and self._work(story) and self._finish(story)

    def _rate(self, story: Story, at: datetime) -> None:
        rng = self._rng
        if rng.random() >= RATED:
            return
        rated = at + timedelta(hours=rng.uniform(0.2, 60))
        by_staff = story.filed_by is not None and rng.random() < RATED_BY_STAFF * 1.6
        if by_staff:
            rated = self._deadlines.later(at, rng.uniform(60, 3 * DAY))
        if rated >= self._now:
            return
        was_late = story.closed_at is not None and story.closed_at > story.due.close_by
        weights = (6, 10, 20, 34, 30) if was_late or story.reopen_count else (1, 3, 7, 34, 55)
        rating = rng.choices((1, 2, 3, 4, 5), weights=weights)[0]
        is_solved = rating >= 3 or rng.random() < 0.35
        note = self._words.note("rate_good" if rating >= 4 else "rate_poor", story.spot)
        seat = self._cast.desk(story.place, "community") if by_staff else None
        story.rate(rated, rating, note, by=seat, is_solved=is_solved)

    def _at(self, since: datetime, minutes: float, story: Story) -> datetime | None:
        """The moment so much later; None when that is still to come."""
        moment = self._deadlines.later(since, minutes, urgent=story.urgency == URGENT)
        return moment if moment < self._now else None
