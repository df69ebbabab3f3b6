"""Places and their kin, what each level is called, and the names people know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.base.kit import hot
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.kit.find import one
from linli.base.kit.scope import scope_of
from linli.registers.places.models import Landmark, LevelName, Place

KIND_NAMES: dict[str, str | Promise] = {"town": _("镇"), "township": _("乡"), "village": _("村")}
"""What kinds are called that go by another name than their level."""

LEVEL_NAMES: dict[str, str | Promise] = {
    Level.PROVINCE: _("省"),
    Level.CITY: _("市"),
    Level.COUNTY: _("区县"),
    Level.STREET: _("街道"),
    Level.COMMUNITY: _("社区"),
    Level.GRID: _("片区"),
    Level.BLOCK: _("楼栋组"),
    Level.GROUP: _("居民小组"),
}
"""What a level is called where nobody has named it otherwise; the grid levels are those of HG-13."""

# One row a child: how many communities (or, inside a community, grids) it holds, and its newest official household count.
_BRANCHES = """
SELECT c.id, c.name, c.name_en, c.level, c.kind, code.code, held.communities, held.grids, counted.value::bigint, counted.date
  FROM places_place c
  LEFT JOIN LATERAL (
    SELECT k.code FROM places_placecode k WHERE k.place_id = c.id AND k.valid_until IS NULL ORDER BY k.system LIMIT 1) code ON true
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE d.level = 'community') AS communities, count(*) FILTER (WHERE d.level = 'grid') AS grids
      FROM places_place d WHERE d.path <@ c.path AND d.valid_until IS NULL AND d.id <> c.id) held
  LEFT JOIN LATERAL (
    SELECT o.value, o.date FROM places_officialcount o
     WHERE o.place_id = c.id AND o.measure = 'households' ORDER BY o.date DESC, o.id DESC LIMIT 1) counted ON true
 WHERE c.parent_id = %s AND c.valid_until IS NULL
 ORDER BY c."order", c.name
"""


@dataclass(frozen=True, slots=True)
class Branch:
    """One child in the tree browser; `households` is the newest official count."""

    id: UUID
    name: str
    name_en: str
    level: str
    kind: str
    code: str | None
    communities: int
    grids: int
    households: int | None
    counted_on: date | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as a list or a map needs it, without the rest of its row."""

    id: UUID
    parent_id: UUID | None
    level: str
    short_name: str
    name_en: str
    street_id: UUID | None
    county_id: UUID | None


_OUTLINE = """
SELECT p.id, p.parent_id, p.level, p.short_name, p.name_en, p.street_id, p.county_id
  FROM places_place p
 WHERE p.path <@ (SELECT top.path FROM places_place top WHERE top.id = %(top)s)
   AND p.level = ANY(%(levels)s) AND p.valid_until IS NULL
 ORDER BY p."order", p.name"""


@dataclass(frozen=True, slots=True)
class LandmarkLine:
    """A name people know, and the place of the subtree that it leads to."""

    id: UUID
    kind: str
    name: str
    place_id: UUID
    place_name: str


def place_for(place_id: UUID) -> Place:
    """The place with this id, in force or closed; raises `NotFound`."""
    place = hot.instance(Place, place_id)
    if place is None:
        raise NotFound
    return place


def top_for(actor: Actor) -> Place:
    """Where the tree begins for an actor: a post's own place, for the system the highest place there is."""
    if actor.place_id is not None:
        return place_for(actor.place_id)
    place = Place.objects.filter(parent=None, valid_until=None).order_by("order", "name").first()
    if place is None:
        raise NotFound
    return place


def children_of(place_id: UUID) -> list[Place]:
    """The places directly below, in their own order; closed ones left out."""
    return list(Place.objects.filter(parent_id=place_id, valid_until=None).order_by("order", "name"))


def outline_of(place_id: UUID, levels: Sequence[str]) -> list[PlaceLine]:
    """Every place in force of some levels in the subtree, in the order of the tree, as bare values, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_OUTLINE, {"top": place_id, "levels": list(levels)})
        return [PlaceLine(*row) for row in cursor.fetchall()]


def branches_of(place_id: UUID) -> list[Branch]:
    """The places directly below with what each holds, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BRANCHES, [place_id])
        return [Branch(*row) for row in cursor.fetchall()]


def ancestors_of(place: Place) -> list[Place]:
    """The places above, from the top down, the place itself left out."""
    ids = [UUID(label) for label in place.path.split(".")[:-1]]
    found = {above.id: above for above in Place.objects.filter(id__in=ids)} if ids else {}
    return [found[id_] for id_ in ids]


def area_ids(place: Place) -> list[UUID]:
    """The place and its ancestors, nearest first: how `rules` looks parameters up."""
    return [UUID(label) for label in reversed(place.path.split("."))]


def descendants(place_id: UUID, level: str) -> list[Place]:
    """Every place of a level in the subtree, the place itself among them when it is of that level."""
    under = RawSQL(
        '"places_place"."path" <@ (SELECT top.path FROM places_place top WHERE top.id = %s)',
        [place_id],
        output_field=BooleanField(),
    )
    return list(Place.objects.filter(under, level=level, valid_until=None).order_by("path"))


def scope_of_place(place_id: UUID) -> dict[str, UUID | None]:
    """The scope columns of something that lies at the place; raises `NotFound`."""
    return scope_of(place_for(place_id))


def level_label(level: str) -> str:
    """What a level is called where nobody has named it otherwise."""
    return str(LEVEL_NAMES[level])


def said_level(level: str, kind: str, names: dict[str, str]) -> str:
    """What a place of a level and kind is called where levels have these names: a town is no street, a village no community."""
    return str(KIND_NAMES.get(kind, names[level]))


def level_names(place: Place) -> dict[str, str]:
    """What the area calls each level, in the reader's language: the nearest place that names one wins (HG-13)."""
    names = {level: str(name) for level, name in LEVEL_NAMES.items()}
    nearest_last = {area_id: position for position, area_id in enumerate(reversed(area_ids(place)))}
    is_english = (get_language() or "").startswith("en")
    rows = LevelName.objects.filter(area_id__in=nearest_last).values_list("area_id", "level", "name", "name_en")
    for _area, level, name, name_en in sorted(rows, key=lambda row: nearest_last[row[0]]):
        names[level] = (name_en or name) if is_english else name
    return names


def level_name(place: Place, level: str) -> str:
    """What the area of `place` calls a level."""
    return level_names(place)[level]


def landmarks_of(place_id: UUID) -> list[LandmarkLine]:
    """The estates, roads and buildings that lead to the place or to somewhere below it, by kind and name."""
    under = RawSQL(
        '"places_landmark"."place_id" IN (SELECT d.id FROM places_place d, places_place top'
        " WHERE top.id = %s AND d.path <@ top.path AND d.valid_until IS NULL)",
        [place_id],
        output_field=BooleanField(),
    )
    rows = Landmark.objects.filter(under).order_by("kind", "name", "place__name")
    return [LandmarkLine(*row) for row in rows.values_list("id", "kind", "name", "place_id", "place__name")]


def landmark_for(landmark_id: UUID) -> Landmark:
    """One landmark with its place; raises `NotFound`."""
    return one(Landmark.objects.select_related("place"), id=landmark_id)
