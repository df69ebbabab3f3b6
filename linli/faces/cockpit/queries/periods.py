"""The stretch of days a page is about, today included, and the same number of days before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.affairs.matters.public import SUMMED, Figures
from linli.base.kit.clock import local_date

DAYS = (7, 30, 90)
USUAL = 30
SLIDING = 7
"""A day of a small trend stands for itself and the six days before it, so that weekends do not make it jump."""


@dataclass(frozen=True, slots=True)
class Period:
    """`since` up to but not including `until`; `before` is where the days to compare with begin."""

    days: int
    since: date
    until: date

    @property
    def before(self) -> date:
        """The first of as many days before."""
        return self.since - timedelta(days=self.days)

    @property
    def last(self) -> date:
        """The last day, which is today."""
        return self.until - timedelta(days=1)

    @property
    def each(self) -> list[date]:
        """Every day, oldest first."""
        return [self.since + timedelta(days=number) for number in range(self.days)]


def period_of(days: str | None, now: datetime) -> Period:
    """The period an address asks for; anything but 7, 30 or 90 means the usual 30."""
    length = next((known for known in DAYS if str(known) == days), USUAL)
    until = local_date(now) + timedelta(days=1)
    return Period(length, until - timedelta(days=length), until)


def total(days: Sequence[Figures]) -> Figures:
    """The sum of some days' counts."""
    return Figures(
        place_id=None, day=None, **{name: sum(getattr(figures, name) for figures in days) for name in SUMMED}
    )


def between(days: Sequence[Figures], since: date, until: date) -> list[Figures]:
    """Those of the days that lie in a stretch."""
    return [figures for figures in days if figures.day is not None and since <= figures.day < until]


def sliding(days: Sequence[Figures], period: Period) -> list[Figures]:
    """For each day of the period the sum of the seven days that end with it."""
    known = {figures.day: figures for figures in days}
    return [
        total([known[day] for back in range(SLIDING) if (day := last - timedelta(days=back)) in known])
        for last in period.each
    ]
