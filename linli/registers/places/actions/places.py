"""Single places: grids below a community, names, landmarks, official counts."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.events import publish
from linli.base.kit.ids import new_id
from linli.registers.places import errors, permissions, queries
from linli.registers.places.actions.tree import GRID_LEVELS, LEVELS, plant, refuse_closed, refuse_future, short
from linli.registers.places.events import PlaceRenamed
from linli.registers.places.models import Landmark, LevelName, Lineage, OfficialCount, Place, PlaceCode

GRID_SYSTEM = "grid"
"""The 15-digit display code of a grid: its community's twelve digits and its number there."""

_NEXT_GRID_CODE = """
SELECT m.code, COALESCE(max(right(g.code, 3)::int), 0) + 1
  FROM places_placecode m
  LEFT JOIN places_placecode g ON g.system = %(system)s AND g.code LIKE m.code || '___'
 WHERE m.place_id = %(community)s AND m.valid_until IS NULL AND m.code ~ '^[0-9]{12}$'
 GROUP BY m.code ORDER BY m.code LIMIT 1
"""


@transaction.atomic
def add_grid(*, parent_id: UUID, level: Level, name: str, actor: Actor, now: datetime, name_en: str = "") -> Place:
    """A new grid, block or group under a community or a grid above it; a grid gets its 15-digit code."""
    parent = queries.place_for(parent_id)
    permissions.require(actor, "add_grid", parent)
    refuse_closed(parent)
    above = Level(parent.level)
    if (
        level not in GRID_LEVELS
        or LEVELS.index(above) < LEVELS.index(Level.COMMUNITY)
        or LEVELS.index(level) <= LEVELS.index(above)
    ):
        raise errors.WrongLevel(parent=parent.name)
    sisters = Place.objects.filter(parent=parent, valid_until=None)
    if sisters.filter(name=name).exists():
        raise errors.NameTaken(parent=parent.name, name=name)
    last = sisters.aggregate(last=Max("order"))["last"]
    place = plant(parent, level=level, name=name, name_en=name_en, on=local_date(now), order=(last or 0) + 1)
    place.save(force_insert=True)
    if level is Level.GRID:
        _give_grid_code(place)
    journal.record(actor, "place.added", "place", place.id, at=now, name=name, level=level.value, parent=parent.name)
    return place


def _give_grid_code(place: Place) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_GRID_CODE, {"system": GRID_SYSTEM, "community": place.community_id})
        row = cursor.fetchone()
    if row and row[1] <= 999:
        PlaceCode.objects.create(
            id=new_id(), place=place, system=GRID_SYSTEM, code=f"{row[0]}{row[1]:03d}", valid_from=place.valid_from
        )


@transaction.atomic
def rename_place(
    *, place_id: UUID, name: str, basis: str, date: date, actor: Actor, now: datetime, name_en: str = "", kind: str = ""
) -> Place:
    """Give a place another name from a day on; another kind as well makes it an upgrade (撤村建居). The id stays."""
    place = queries.place_for(place_id)
    permissions.require(actor, "rename_place", place)
    refuse_closed(place)
    refuse_future(date, now_day=local_date(now))
    if not basis.strip():
        raise errors.BasisMissing
    is_upgrade = bool(kind) and kind != place.kind
    if name == place.name and not is_upgrade:
        raise errors.SameName
    if Place.objects.filter(parent_id=place.parent_id, name=name, valid_until=None).exclude(id=place.id).exists():
        raise errors.NameTaken(parent=place.parent.name if place.parent else "", name=name)
    former, place.name, place.short_name = place.name, name, short(name)
    place.name_en = name_en or place.name_en
    place.kind = kind or place.kind
    place.save(update_fields=["name", "short_name", "name_en", "kind"])
    turn = "upgrade" if is_upgrade else "rename"
    Lineage.objects.create(from_place=place, to_place=place, kind=turn, date=date, basis=basis, former=former)
    journal.record(actor, "place.renamed", "place", place.id, at=now, former=former, name=name, basis=basis)
    publish(PlaceRenamed(place_id=place.id, former=former, name=name, at=now))
    return place


@transaction.atomic
def set_level_name(*, area_id: UUID, level: Level, name: str, name_en: str, actor: Actor, now: datetime) -> None:
    """What an area calls one of its grid levels; an empty name brings the usual word back."""
    area = queries.place_for(area_id)
    permissions.require(actor, "set_level_name", area)
    if level not in GRID_LEVELS or LEVELS.index(Level(area.level)) >= LEVELS.index(level):
        raise errors.WrongLevel(parent=area.name)
    name = name or queries.level_label(level)
    LevelName.objects.update_or_create(area=area, level=level.value, defaults={"name": name, "name_en": name_en})
    journal.record(actor, "place.level_named", "place", area.id, at=now, level=level.value, name=name, name_en=name_en)


@transaction.atomic
def add_landmark(*, place_id: UUID, kind: str, name: str, actor: Actor, now: datetime) -> Landmark:
    """An estate, road or building that leads to a place; said twice, it is still one."""
    place = queries.place_for(place_id)
    permissions.require(actor, "add_landmark", place)
    refuse_closed(place)
    landmark, is_new = Landmark.objects.get_or_create(kind=kind, name=name, place=place)
    if is_new:
        journal.record(actor, "place.landmark_added", "place", place.id, at=now, kind=kind, name=name)
    return landmark


@transaction.atomic
def remove_landmark(*, landmark_id: UUID, actor: Actor, now: datetime) -> Place:
    """Take a wrong signpost down; returns the place it led to."""
    landmark = queries.landmark_for(landmark_id)
    permissions.require(actor, "remove_landmark", landmark.place)
    landmark.delete()
    journal.record(
        actor, "place.landmark_removed", "place", landmark.place_id, at=now, kind=landmark.kind, name=landmark.name
    )
    return landmark.place


@transaction.atomic
def record_official_count(
    *, place_id: UUID, measure: str, value: Decimal, date: date, source: str, actor: Actor, now: datetime
) -> OfficialCount:
    """A count from an official source, as of a day. Earlier ones stay: the newest on or before a day is the one that holds."""
    place = queries.place_for(place_id)
    permissions.require(actor, "record_official_count", place)
    refuse_future(date, now_day=local_date(now))
    same = OfficialCount.objects.filter(place=place, measure=measure, date=date, source=source)
    if same.exists():
        raise errors.CountTaken(source=source, day=date)
    count = OfficialCount.objects.create(place=place, measure=measure, value=value, date=date, source=source)
    journal.record(
        actor,
        "place.counted",
        "place",
        place.id,
        at=now,
        measure=measure,
        value=str(value),
        date=str(date),
        source=source,
    )
    return count
