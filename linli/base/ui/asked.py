"""What an address, a form's hidden field or a cookie says, read without trust: anything that doesn't fit is as if it weren't there."""

from datetime import datetime
from uuid import UUID

from django.utils.dateparse import parse_date

from linli.base.kit import clock

LAST_PAGE = 200
"""Nobody turns so many pages by hand, and what lies further back costs the database more with each."""
_DIGITS = 6
_YEARS = range(1900, 3000)


def as_id(text: str | None) -> UUID | None:
    """An id; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def as_number(text: str | None, *, default: int = 1, most: int = LAST_PAGE) -> int:
    """A whole number from 1 to `most`, a larger one cut down to it; the default for anything else."""
    if not text or not (text.isascii() and text.isdecimal()):
        return default
    # What a number of thousands of digits is worth is no question for int().
    plain = text.lstrip("0")
    return min(int(plain), most) if plain and len(plain) <= _DIGITS else most if plain else default


def as_midnight(text: str | None) -> datetime | None:
    """The moment in China at which a day begins, written 2026-11-23; None for anything else."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return clock.midnight(day) if day and day.year in _YEARS else None
