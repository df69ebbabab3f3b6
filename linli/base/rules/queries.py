"""Reads: parameter values and working calendars by area and day, from a small snapshot kept in the process.

Both tables are a few hundred rows and are asked several times in every intake, so a process reads them whole and
keeps them for up to `MAX_AGE` seconds. Values begin on a date, never at a minute, and are mostly set before it, so the
lag does no harm.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from time import monotonic
from typing import TypeVar
from uuid import UUID

from linli.base.kit import clock
from linli.base.rules.calendar import is_national_working_day, published_until, published_years
from linli.base.rules.clocks import Hours, TimeLimit, WorkingCalendar, working_calendar
from linli.base.rules.declarations import Value, declarations
from linli.base.rules.errors import ParameterMissing
from linli.base.rules.models import CalendarDay, Parameter

MAX_AGE = 30.0
YEARS_BACK, YEARS_AHEAD = 10, 5

_Kind = TypeVar("_Kind", TimeLimit, int, Decimal)

_HOURS = "hours.working"
_OFFICIAL_UNTIL = "calendar.official_until"


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A value with what it rests on; `area_id` says where it was set (None: everywhere)."""

    name: str
    value: Value
    basis: str
    area_id: UUID | None
    valid_from: date
    valid_until: date | None

    @property
    def limit(self) -> TimeLimit:
        """The value of a parameter declared as a time limit."""
        return self._as(TimeLimit)

    @property
    def integer(self) -> int:
        """The value of a parameter declared as an integer."""
        return self._as(int)

    @property
    def share(self) -> Decimal:
        """The value of a parameter declared as a share of 1."""
        return self._as(Decimal)

    @property
    def said(self) -> str:
        """The value as people read it: shares in per cent, hours as spans."""
        if isinstance(self.value, Decimal):
            return f"{float(self.value) * 100:.6g}%"
        if isinstance(self.value, tuple):
            return ", ".join(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in self.value)
        return str(self.value)

    def _as(self, kind: type[_Kind]) -> _Kind:
        if not isinstance(self.value, kind):
            raise TypeError(f"{self.name} is not declared as {kind.__name__} in data/parameters.toml.")
        return self.value

    def holds_on(self, day: date) -> bool:
        """Whether the value is in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


Areas = tuple[UUID | None, ...]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    values: dict[str, dict[UUID | None, list[ParameterValue]]]
    days: dict[UUID | None, dict[date, bool]]
    read_at: float
    calendars: dict[Areas, WorkingCalendar] = field(default_factory=dict)


_kept: list[_Snapshot] = []


def forget() -> None:
    """Drop this process's snapshot, so that the next read sees the tables as they are."""
    _kept.clear()


def parameter(name: str, area_ids: Sequence[UUID], on: date) -> ParameterValue:
    """The value of `name` on a day, where the nearest area that has one wins; `area_ids` nearest first.

    Raises `ParameterMissing` when there is none, not even everywhere; KeyError when the name isn't declared.
    """
    declaration = declarations()[name]
    by_area = _snapshot().values.get(name, {})
    for area_id in (*area_ids, None):
        for found in by_area.get(area_id, ()):
            if found.holds_on(on):
                return found
    raise ParameterMissing(label=declaration.label, day=on)


def parameters_of(area_id: UUID | None) -> list[ParameterValue]:
    """Every value set for exactly this area, by name and date, for a page that lists them."""
    by_name = _snapshot().values
    return [value for name in sorted(by_name) for value in by_name[name].get(area_id, ())]


def calendar_for(area_ids: Sequence[UUID]) -> WorkingCalendar:
    """The working calendar of an area, from ten years ago to five years ahead; `area_ids` nearest first."""
    snapshot = _snapshot()
    hours = snapshot.values.get(_HOURS, {})
    own: Areas = (*(area for area in area_ids if area in hours or area in snapshot.days), None)
    if own not in snapshot.calendars:
        changed: dict[date, bool] = {}
        for area in reversed(own):
            changed.update(snapshot.days.get(area, {}))
        periods = tuple(tuple(hours.get(area, ())) for area in own)
        this_year = clock.local_date(clock.now()).year
        snapshot.calendars[own] = _built(this_year, periods, frozenset(changed.items()), _official_until())
    return snapshot.calendars[own]


def is_working_day(day: date, area_ids: Sequence[UUID]) -> bool:
    """Whether people of an area work on `day`, local changes and make-up days counted."""
    return calendar_for(area_ids).is_working_day(day)


def is_official(year: int) -> bool:
    """Whether the year's holidays are announced, and not just computed from the statute."""
    return year in published_years() or date(year, 12, 31) <= _official_until()


def _official_until() -> date:
    """The last day with announced holidays: built in, or entered by hand up to the parameter's date."""
    built_in = published_until(min(published_years(), default=1))
    entered = _snapshot().values.get(_OFFICIAL_UNTIL, {}).get(None, [])
    return max([built_in, *(found.value for found in entered if isinstance(found.value, date))])


@lru_cache(maxsize=64)
def _built(
    this_year: int,
    periods: tuple[tuple[ParameterValue, ...], ...],
    changed: frozenset[tuple[date, bool]],
    official_until: date,
) -> WorkingCalendar:
    """A calendar by its contents, so that a new snapshot with the same contents costs nothing."""
    days = dict(changed)

    def hours_on(day: date) -> Hours:
        for period in periods:
            for found in period:
                if found.holds_on(day) and isinstance(found.value, tuple):
                    return found.value
        raise ParameterMissing(label=declarations()[_HOURS].label, day=day)

    return working_calendar(
        first=date(this_year - YEARS_BACK, 1, 1),
        last=date(this_year + YEARS_AHEAD, 12, 31),
        official_until=official_until,
        is_working=lambda day: days[day] if day in days else is_national_working_day(day),
        hours_on=hours_on,
    )


def _snapshot() -> _Snapshot:
    # Threads may read at the same time: each puts a whole snapshot in place, and the last one stays.
    for kept in _kept[:1]:
        if monotonic() - kept.read_at <= MAX_AGE:
            return kept
    fresh = _read()
    _kept[:] = [fresh]
    return fresh


def _read() -> _Snapshot:
    declared = declarations()
    values: dict[str, dict[UUID | None, list[ParameterValue]]] = defaultdict(lambda: defaultdict(list))
    rows = Parameter.objects.order_by("valid_from").values_list(
        "name", "area_id", "value", "basis", "valid_from", "valid_until"
    )
    for name, area_id, text, basis, valid_from, valid_until in rows:
        # A name whose declaration is gone from the file is history: nobody can ask for it.
        if name in declared:
            value = declared[name].read(text)
            values[name][area_id].append(ParameterValue(name, value, basis, area_id, valid_from, valid_until))
    days: dict[UUID | None, dict[date, bool]] = defaultdict(dict)
    for area_id, day, is_working in CalendarDay.objects.values_list("area_id", "date", "is_working"):
        days[area_id][day] = is_working
    return _Snapshot({name: dict(by_area) for name, by_area in values.items()}, dict(days), monotonic())
