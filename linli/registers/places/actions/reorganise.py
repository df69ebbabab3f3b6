"""Reorganising: communities or grids are merged, split or moved. Looked at first, then enacted in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.events import publish
from linli.base.kit.ids import new_id
from linli.registers.places import errors, permissions, queries
from linli.registers.places.actions.tree import LEVELS, plant, refuse_closed, refuse_future
from linli.registers.places.events import PlacesReorganised
from linli.registers.places.models import Landmark, Lineage, Place, PlaceCode
from linli.registers.places.queries import Size
from linli.registers.places.queries.counts import banded

STATISTICAL = "nbs"

# Paths and ancestors' ids of whole subtrees whose root has a new parent; the columns below that parent's level stay.
_REGRAFT = """
UPDATE places_place d
   SET path = np.path || subpath(d.path, nlevel(r.path) - 1),
       community_id = COALESCE(np.community_id, d.community_id), street_id = COALESCE(np.street_id, d.street_id),
       county_id = COALESCE(np.county_id, d.county_id), city_id = COALESCE(np.city_id, d.city_id)
  FROM places_place r JOIN places_place np ON np.id = r.parent_id
 WHERE r.id = ANY(%s) AND d.path <@ r.path
"""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place that a merger or split opens; without a code the first one takes over the first old one's."""

    name: str
    code: str = ""
    grid_ids: tuple[UUID, ...] = ()
    """Split only: which of the old place's children come here."""


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What is to change. merge: several become one new place; split: one becomes several; move: others above, else the same."""

    kind: str
    from_ids: tuple[UUID, ...]
    date: date
    basis: str
    into: tuple[NewPlace, ...] = ()
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """A place before or after, with its size against the band that law sets."""

    name: str
    parent_name: str
    size: Size


@dataclass(frozen=True, slots=True)
class Plan:
    """What a reorganisation would do; nothing is written."""

    before: tuple[Effect, ...]
    after: tuple[Effect, ...]
    moved: int
    """How many places below change hands."""
    is_sized: bool
    """Whether the sizes mean anything: law sets a band for communities only."""


@dataclass(slots=True)
class _Checked:
    """A reorganisation with its places read, within reach, and adding up."""

    places: list[Place]
    children: list[Place]
    parent: Place


def plan_reorganisation(*, wanted: Reorganisation, actor: Actor, now: datetime) -> Plan:
    """The effects: which places there are before and after, how big, and whether each keeps to its band."""
    checked = _checked(wanted, actor, now)
    on = wanted.date
    sizes = queries.sizes_of(checked.places, on)
    parents = {place.id: place.parent.name if place.parent else "" for place in checked.places}
    before = tuple(Effect(place.name, parents[place.id], sizes[place.id]) for place in checked.places)
    if wanted.kind == "move":
        after = tuple(Effect(place.name, checked.parent.name, sizes[place.id]) for place in checked.places)
    elif wanted.kind == "merge":
        total = _sum([sizes[place.id].households for place in checked.places])
        after = (Effect(wanted.into[0].name, checked.parent.name, banded(checked.parent, total, on)),)
    else:
        held = queries.sizes_of(checked.children, on)
        after = tuple(
            Effect(
                new.name,
                checked.parent.name,
                banded(checked.parent, _sum([held[id_].households for id_ in new.grid_ids]), on),
            )
            for new in wanted.into
        )
    is_sized = checked.places[0].level == Level.COMMUNITY
    return Plan(before, after, moved=len(checked.children), is_sized=is_sized)


@transaction.atomic
def enact_reorganisation(*, wanted: Reorganisation, actor: Actor, now: datetime) -> list[Place]:
    """Do it: old places are closed, new ones opened, children, codes and landmarks follow, lineage is written, others hear.

    Returns the places that stand afterwards: the new ones, or the moved ones.
    """
    list(Place.objects.select_for_update().filter(id__in=wanted.from_ids).order_by("id"))
    checked = _checked(wanted, actor, now)
    if wanted.kind == "move":
        standing, mapping = _move(wanted, checked)
    else:
        standing, mapping = _replace(wanted, checked)
    names = [place.name for place in checked.places]
    for place in standing:
        journal.record(
            actor,
            f"place.{wanted.kind}",
            "place",
            place.id,
            at=now,
            came_from=names,
            date=str(wanted.date),
            basis=wanted.basis,
        )
    publish(PlacesReorganised(kind=wanted.kind, mapping=mapping, on=wanted.date, at=now))
    return standing


def rescope(table: str, mapping: Mapping[str, str]) -> int:
    """Rewrite the scope columns of a scoped table after a reorganisation, in one statement; returns the rows changed.

    For subscribers to `PlacesReorganised`; the mapping is the event's. Run twice, it changes nothing more.
    """
    name = connection.ops.quote_name(table)
    statement = f"""
      UPDATE {name} t
         SET place_id = p.id, grid_id = p.grid_id, community_id = p.community_id, street_id = p.street_id,
             county_id = p.county_id, city_id = p.city_id
        FROM unnest(%s::uuid[], %s::uuid[]) m (was, becomes) JOIN places_place p ON p.id = m.becomes
       WHERE t.place_id = m.was
    """  # noqa: S608 -- the table is a quoted name out of a subscriber's code; values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(mapping), list(mapping.values())])
        return int(cursor.rowcount)


def _checked(wanted: Reorganisation, actor: Actor, now: datetime) -> _Checked:
    """Read and check: every place in force, of one level, within reach; and the parts add up."""
    permissions.require(actor, "reorganise")
    refuse_future(wanted.date, now_day=local_date(now))
    if not wanted.basis.strip():
        raise errors.BasisMissing
    found = {place.id: place for place in Place.objects.filter(id__in=wanted.from_ids).select_related("parent")}
    if not wanted.from_ids or len(found) != len(set(wanted.from_ids)):
        raise errors.WrongPlan(problem=_("要调整的地域没有选全。"))
    places = [found[id_] for id_ in dict.fromkeys(wanted.from_ids)]
    for place in places:
        permissions.require(actor, "reorganise", place)
        refuse_closed(place)
        if place.valid_from >= wanted.date and wanted.kind != "move":
            raise errors.WrongPlan(problem=_("“%(name)s”在这一天之后才设立。") % {"name": place.name})
    if len({place.level for place in places}) != 1 or places[0].level not in {Level.COMMUNITY, Level.GRID}:
        raise errors.WrongPlan(problem=_("一次只能调整同一级的社区或片区。"))
    parent = queries.place_for(wanted.parent_id) if wanted.parent_id else places[0].parent
    if parent is None or LEVELS.index(Level(parent.level)) >= LEVELS.index(Level(places[0].level)):
        raise errors.WrongPlan(problem=_("没有选好上级。"))
    permissions.require(actor, "reorganise", parent)
    refuse_closed(parent)
    children = list(Place.objects.filter(parent__in=places, valid_until=None).order_by("order"))
    _refuse_gaps(wanted, places, children, parent)
    return _Checked(places, children, parent)


def _refuse_gaps(wanted: Reorganisation, places: list[Place], children: list[Place], parent: Place) -> None:
    """Each kind of change asks for its own parts, no more and no less."""
    given = [id_ for new in wanted.into for id_ in new.grid_ids]
    problem = ""
    if wanted.kind == "merge" and (len(places) < 2 or len(wanted.into) != 1):
        problem = _("合并要选两个以上地域，并填写一个新名称。")
    elif wanted.kind == "split" and (len(places) != 1 or len(wanted.into) < 2):
        problem = _("拆分要选一个地域，并填写两个以上新名称。")
    elif wanted.kind == "split" and sorted(given) != sorted(child.id for child in children):
        problem = _("下面的每个片区都要分给一个、也只分给一个新地域。")
    elif wanted.kind == "move" and (wanted.into or any(place.parent_id == parent.id for place in places)):
        problem = _("划转要选一个新的上级。")
    elif wanted.kind not in {"merge", "split", "move"}:
        problem = _("没有选调整方式。")
    names = [new.name.strip() for new in wanted.into]
    if not problem and (not all(names) or len(set(names)) != len(names)):
        problem = _("新地域的名称没有填写，或者重复。")
    if problem:
        raise errors.WrongPlan(problem=problem)
    going = {place.id for place in places}
    for sister in queries.children_of(parent.id):
        if sister.id not in going and sister.name in names:
            raise errors.NameTaken(parent=parent.name, name=sister.name)


def _move(wanted: Reorganisation, checked: _Checked) -> tuple[list[Place], dict[str, str]]:
    """The same places under another parent."""
    ids = [place.id for place in checked.places]
    Place.objects.filter(id__in=ids).update(parent=checked.parent)
    _regraft(ids)
    Lineage.objects.bulk_create(
        Lineage(
            from_place=place,
            to_place=place,
            kind="move",
            date=wanted.date,
            basis=wanted.basis,
            former=place.parent.name if place.parent else "",
        )
        for place in checked.places
    )
    below = [str(id_) for root in ids for id_ in _subtree(root)]
    return list(Place.objects.filter(id__in=ids)), dict(zip(below, below, strict=True))


def _replace(wanted: Reorganisation, checked: _Checked) -> tuple[list[Place], dict[str, str]]:
    """New places in the room of old ones; what lay at an old place itself goes to the first new one."""
    model = checked.places[0]
    new = [
        plant(
            checked.parent,
            level=Level(model.level),
            name=part.name.strip(),
            on=wanted.date,
            order=model.order,
            kind=model.kind,
        )
        for part in wanted.into
    ]
    Place.objects.filter(id__in=[place.id for place in checked.places]).update(valid_until=wanted.date)
    Place.objects.bulk_create(new)
    for place, part in zip(new, wanted.into, strict=True):
        ids = part.grid_ids if wanted.kind == "split" else [child.id for child in checked.children]
        Place.objects.filter(id__in=ids).update(parent=place)
    _regraft([child.id for child in checked.children])
    _hand_over_codes(wanted, checked, new)
    Landmark.objects.filter(place__in=checked.places).update(place=new[0])
    Lineage.objects.bulk_create(
        Lineage(from_place=old, to_place=place, kind=wanted.kind, date=wanted.date, basis=wanted.basis)
        for old in checked.places
        for place in new
    )
    below = [str(id_) for child in checked.children for id_ in _subtree(child.id)]
    mapping = {str(old.id): str(new[0].id) for old in checked.places}
    return new, mapping | dict(zip(below, below, strict=True))


def _hand_over_codes(wanted: Reorganisation, checked: _Checked, new: list[Place]) -> None:
    """Old codes end; a new place gets the code it was given, and the first one, if it got none, takes over the first old one's."""
    old = PlaceCode.objects.filter(place__in=checked.places, valid_until=None)
    inherited = old.filter(place=checked.places[0]).first()
    old.update(valid_until=wanted.date)
    for position, (place, part) in enumerate(zip(new, wanted.into, strict=True)):
        code, system = part.code.strip(), inherited.system if inherited else STATISTICAL
        if not code and position == 0 and inherited:
            code = inherited.code
        if not code:
            continue
        taken = PlaceCode.objects.filter(system=system, code=code, valid_until=None).select_related("place").first()
        if taken:
            raise errors.CodeTaken(code=code, name=taken.place.name)
        PlaceCode.objects.create(id=new_id(), place=place, system=system, code=code, valid_from=wanted.date)


def _regraft(roots: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REGRAFT, [roots])


def _subtree(root: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id FROM places_place d, places_place top WHERE top.id = %s AND d.path <@ top.path ORDER BY d.path",
            [root],
        )
        return [row[0] for row in cursor.fetchall()]


def _sum(households: list[int | None]) -> int | None:
    """The sum, or unknown as soon as one part is."""
    known = [number for number in households if number is not None]
    return sum(known) if households and len(known) == len(households) else None
