"""The clocks of the demo's past: the same parameters and the same official calendar that the screens' actions use."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import NamedTuple
from uuid import UUID

from demo.chance import up_to
from linli.base.kit.clock import local_date
from linli.base.rules import public as rules
from linli.base.rules.public import TimeLimit, Unit

URGENT = "urgent"


class Clocks(NamedTuple):
    """Sign-by, answer-by and close-by."""

    sign_by: datetime
    answer_by: datetime
    close_by: datetime


class Deadlines:
    """Deadlines in one area, by the parameters in force on the day of the load (they are looked up once)."""

    def __init__(self, area_ids: Sequence[UUID], now: datetime, rng: Random) -> None:
        self.calendar = rules.calendar_for(area_ids)
        self._area_ids, self._today, self._rng = area_ids, local_date(now), rng
        self._share = rules.parameter("clock.warn.share", area_ids, self._today).share
        self._parameter = cache(self._look_up)

    def limit(self, stage: str, urgency: str, promised_days: int | None = None) -> TimeLimit:
        """The time allowed for a stage: what the item promises, or the parameter."""
        if promised_days is not None and urgency != URGENT and stage != "sign":
            return TimeLimit(promised_days, Unit.WORKING_DAYS)
        return self._parameter(stage, urgency)

    def start(self, urgency: str, answer_days: int | None, close_days: int | None, at: datetime) -> Clocks:
        """The three deadlines of what begins at `at`."""
        sign = self.sign_by(urgency, at)
        answer = max(sign, rules.due(at, self.limit("answer", urgency, answer_days), self.calendar))
        close = max(answer, rules.due(at, self.limit("close", urgency, close_days), self.calendar))
        return Clocks(sign, answer, close)

    def sign_by(self, urgency: str, at: datetime) -> datetime:
        """When a holder who got it at `at` has to have signed."""
        return rules.due(at, self.limit("sign", urgency), self.calendar)

    def postponed(self, deadline: datetime, limit: TimeLimit, since: datetime, until: datetime) -> datetime:
        """A deadline moved by the time that was waited."""
        return rules.postponed(deadline, limit, since, until, self.calendar)

    def warning(self, due_at: datetime, since: datetime, urgency: str) -> datetime:
        """When the holder is warned."""
        return rules.warning_at(since, due_at, self._share, self.limit("sign", urgency), self.calendar)

    def worked(self, since: datetime, until: datetime) -> int:
        """Working minutes between two moments."""
        return rules.working_minutes_between(since, until, self.calendar)

    def later(self, at: datetime, minutes: float, *, urgent: bool = False) -> datetime:
        """A moment `minutes` of work later (of real time when it is urgent), with odd seconds."""
        odd = timedelta(seconds=up_to(self._rng, 59))
        if urgent:
            return at + timedelta(minutes=minutes) + odd
        return rules.add_working_minutes(at, max(int(minutes), 1), self.calendar) + odd

    def before(self, moment: datetime, minutes: float) -> datetime:
        """The moment from which `minutes` of work pass until `moment`, found by halving."""
        early, late = moment - timedelta(days=60), moment
        while late - early > timedelta(seconds=30):
            middle = early + (late - early) / 2
            if self.worked(middle, moment) > minutes:
                early = middle
            else:
                late = middle
        return late

    def _look_up(self, stage: str, urgency: str) -> TimeLimit:
        return rules.parameter(f"clock.{stage}.{urgency}", self._area_ids, self._today).limit
