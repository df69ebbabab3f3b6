"""When things are asked for: by season, weekday and hour, up to the present moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from demo.chance import apportion, weighted
from demo.deadlines import Deadlines
from linli.base.kit.clock import CHINA, local_date, midnight

CHANNELS = {"portal": 34, "phone": 22, "counter": 14, "chat": 12, "visit": 6, "patrol": 5, "hotline": 7}
BY_STAFF = frozenset({"phone", "counter", "chat", "visit", "patrol"})
HEATING_FROM, HEATING_UNTIL = (11, 1), (4, 10)

_HOURS_AT_WORK = {8: 8, 9: 16, 10: 14, 11: 9, 12: 2, 13: 5, 14: 12, 15: 12, 16: 10, 17: 5}
_HOURS_AT_HOME = {
    6: 2,
    7: 5,
    8: 7,
    9: 8,
    10: 7,
    11: 6,
    12: 7,
    13: 4,
    14: 4,
    15: 5,
    16: 5,
    17: 7,
    18: 9,
    19: 11,
    20: 10,
    21: 7,
    22: 3,
    23: 1,
}
_WEEKDAYS = (1.3, 1.12, 1.05, 1.0, 1.05, 0.62, 0.52)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Somebody asks for something: when, and by which way in."""

    at: datetime
    channel: str


def is_heating(day: date) -> bool:
    """Whether homes are heated on that day."""
    return (day.month, day.day) >= HEATING_FROM or (day.month, day.day) <= HEATING_UNTIL


class Schedule:
    """Spreads a number of occasions over the days before the present moment."""

    def __init__(self, days: int, count: int, deadlines: Deadlines, rng: Random, now: datetime) -> None:
        self._rng, self._now = rng, now
        self._calendar = deadlines.calendar
        today = local_date(now)
        self._days = [today - timedelta(days=days - 1 - n) for n in range(days)]
        weights = [self._weight(day) for day in self._days]
        passed = now.astimezone(CHINA)
        weights[-1] *= (passed.hour * 60 + passed.minute) / 1440
        self._counts = apportion(count, weights)

    def __iter__(self) -> Iterator[Occasion]:
        """The occasions, earliest first."""
        names, shares = list(CHANNELS), list(accumulate(map(float, CHANNELS.values())))
        work = (list(_HOURS_AT_WORK), list(accumulate(map(float, _HOURS_AT_WORK.values()))))
        home = (list(_HOURS_AT_HOME), list(accumulate(map(float, _HOURS_AT_HOME.values()))))
        for day, count in zip(self._days, self._counts, strict=True):
            occasions = []
            at_work = self._calendar.is_working_day(day)
            for _ in range(count):
                channel = weighted(self._rng, names, shares)
                if not at_work and channel in ("counter", "visit"):
                    channel = "portal"
                hours = work if channel in ("counter", "visit", "patrol") or (channel == "phone" and at_work) else home
                occasions.append(Occasion(self._moment(day, weighted(self._rng, *hours)), channel))
            yield from sorted(occasions, key=lambda occasion: occasion.at)

    def _moment(self, day: date, hour: int) -> datetime:
        # Inside the windows of work: half past eight to twelve, half past one to half past five.
        begin = 30 if hour in (8, 13) else 0
        minute = self._rng.randint(begin, 29 if hour == 17 else 59)
        moment = datetime.combine(day, time(hour, minute, self._rng.randrange(60)), tzinfo=CHINA)
        if moment < self._now:
            return moment
        begins = midnight(day)
        return begins + (self._now - begins) * self._rng.uniform(0.3, 0.98)

    def _weight(self, day: date) -> float:
        weight = _WEEKDAYS[day.weekday()] * self._rng.uniform(0.88, 1.12)
        if not self._calendar.is_working_day(day):
            weight = min(weight, 0.6)
        # The first weeks of heating bring a wave of complaints.
        return weight * (1.35 if is_heating(day) else 1.0)
