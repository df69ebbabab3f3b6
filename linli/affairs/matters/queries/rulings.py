"""Rulings of an area, and what one would change as a routing rule, held against the matters of the last days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from linli.affairs.matters.models import Ruling
from linli.base.kit import clock
from linli.base.kit.actor import SCOPE_COLUMN, Actor, Level
from linli.base.kit.errors import NotFound
from linli.registers.bodies import public as bodies

DAYS = 30
_PAGE = 50

# Each matter of the item is sent again: by today's rules, and to the ruling's desk, which would come first where it answers.
_PREVIEW = """
SELECT before.post_id, COALESCE(ruled.post_id, before.post_id), count(*)
  FROM matters_matter m
 CROSS JOIN LATERAL catalogue_offer(m.item_code) offer
  LEFT JOIN LATERAL matters_first_desk(
    m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id, m.item_code, offer.field_code, m.urgency, m.channel,
    (m.filed_at AT TIME ZONE 'Asia/Shanghai')::time, %(today)s, offer.handler_role, offer.department, m.about_body_id) before ON true
  LEFT JOIN LATERAL bodies_desk_at(m.{place}, %(role)s, %(department)s, m.about_body_id) ruled ON true
 WHERE m.{area} = %(area)s AND m.item_code = %(item)s AND m.filed_at >= %(since)s AND m.part_of_id IS NULL
 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""


@dataclass(frozen=True, slots=True)
class RulingShown:
    """A ruling as it is listed."""

    id: UUID
    matter_id: UUID
    number: str
    item: str
    text: str
    to: str
    note: str
    label: str
    at: datetime
    is_route: bool


@dataclass(frozen=True, slots=True)
class Change:
    """So many matters would have gone to another post first."""

    before: str
    after: str
    count: int
    is_same: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """All matters of the item in the area in the last days, and how many of them would have gone elsewhere."""

    days: int
    total: int
    moved: int
    changes: list[Change]


def rulings(actor: Actor) -> list[RulingShown]:
    """The newest rulings of the acting place; two statements."""
    return _shown(list(_of(actor).order_by("-at")[:_PAGE]))


def ruling_for(actor: Actor, ruling_id: UUID) -> RulingShown:
    """One ruling of the acting place; raises `NotFound`."""
    found = _shown(list(_of(actor).filter(id=ruling_id)))
    if not found:
        raise NotFound
    return found[0]


def preview(actor: Actor, ruling_id: UUID, *, now: datetime) -> Preview:
    """What the ruling would have done as a routing rule, had it stood for the last days; two statements."""
    ruling = _of(actor).filter(id=ruling_id).first()
    if ruling is None or actor.level is None:
        raise NotFound
    statement = _PREVIEW.format(place=SCOPE_COLUMN[Level(ruling.level)], area=actor.scope_column)
    values: dict[str, Any] = {
        "today": clock.local_date(now),
        "role": ruling.role,
        "department": ruling.department,
        "area": actor.place_id,
        "item": ruling.item_code,
        "since": now - timedelta(days=DAYS),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    titles = bodies.titles_of({id_ for row in found for id_ in row[:2] if id_})
    changes = [
        Change(titles.get(before, ""), titles.get(after, ""), count, before == after) for before, after, count in found
    ]
    moved = sum(change.count for change in changes if not change.is_same)
    return Preview(DAYS, sum(change.count for change in changes), moved, changes)


def _of(actor: Actor) -> QuerySet[Ruling]:
    return Ruling.objects.filter(area_id=actor.place_id).select_related("matter", "matter__item_version")


def _shown(found: list[Ruling]) -> list[RulingShown]:
    titles = bodies.titles_of({each.to_post_id for each in found})
    return [
        RulingShown(
            each.id,
            each.matter_id,
            each.matter.number,
            each.matter.item_version.name,
            each.matter.text,
            titles.get(each.to_post_id, ""),
            each.note,
            each.label,
            each.at,
            each.route_id is not None,
        )
        for each in found
    ]
