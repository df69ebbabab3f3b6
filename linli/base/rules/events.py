"""What others may hear of rules."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """A parameter has a new value in an area (None: everywhere) from a day on."""

    name: str
    area_id: UUID | None
    value: str
    valid_from: date
    basis: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CalendarDaySet:
    """A day was declared working or free in an area (None: everywhere)."""

    area_id: UUID | None
    day: date
    is_working: bool
    basis: str
    by: str
    at: datetime
