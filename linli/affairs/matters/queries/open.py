"""Matters as everyone may read them: what their item's version opens, and nothing else. The wall is `matters_public`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.matters.models import Matter

_LIST = "SELECT * FROM matters_public(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"

_AREAS = ("community", "street", "county", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFilter:
    """What a public list is narrowed to; `area_level` is community, street, county or city. None leaves a filter out."""

    area_id: UUID
    area_level: str
    numbers: Sequence[str] | None = None
    items: Sequence[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    is_open: bool | None = None
    after: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class PublicMatter:
    """One matter as everyone may read it; `words` and `spot` are empty where the item doesn't open them. `id` stays inside."""

    id: UUID
    number: str
    item_code: str
    version_id: UUID
    state: str
    is_open: bool
    words: str
    spot: str
    community_id: UUID | None
    street_id: UUID | None
    filed_at: datetime
    changed_at: datetime
    expected_at: datetime
    closed_at: datetime | None


def public_matters(wanted: PublicFilter, *, most: int) -> list[PublicMatter]:
    """At most `most` matters that everyone may read, newest first, in one statement."""
    after_at, after_id = wanted.after or (None, None)
    values: list[Any] = [
        wanted.area_id,
        wanted.area_level,
        None if wanted.numbers is None else list(wanted.numbers),
        None if wanted.items is None else list(wanted.items),
        wanted.since,
        wanted.until,
        wanted.is_open,
        after_at,
        after_id,
        most,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_LIST, values)
        return [PublicMatter(*row) for row in cursor.fetchall()]


def public_matter(matter_id: UUID) -> PublicMatter | None:
    """One matter as everyone may read it; None where nothing of it is public, or the actor doesn't see it."""
    found = Matter.objects.filter(id=matter_id).values("number", *(f"{each}_id" for each in _AREAS)).first()
    level = next((each for each in _AREAS if found and found[f"{each}_id"]), None)
    if found is None or level is None:
        return None
    wanted = PublicFilter(area_id=found[f"{level}_id"], area_level=level, numbers=[found["number"]])
    return next(iter(public_matters(wanted, most=1)), None)


def number_of_token(token: UUID) -> str | None:
    """The number that the form of this token got."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters_of_token(%s)", [token])
        row = cursor.fetchone()
    return row[0] if row else None


def changed_at() -> datetime | None:
    """When the newest step of any matter was made; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters_changed_at()")
        row = cursor.fetchone()
    return row[0] if row else None
