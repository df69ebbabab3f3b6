"""Opening and closing bodies."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.scope import scope_of
from linli.registers.bodies import errors, permissions, queries
from linli.registers.bodies.actions.posts import retire
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.bodies.queries.answering import in_force
from linli.registers.bodies.queries.registry import RANKS
from linli.registers.places import public as places

AT_LEVEL = {
    "committee": {Level.COMMUNITY},
    "service_station": {Level.COMMUNITY},
    "safety_office": {Level.COMMUNITY, Level.STREET},
    "representative_assembly": {Level.COMMUNITY},
    "street_office": {Level.STREET},
    "county_office": {Level.COUNTY},
    "city_office": {Level.CITY},
    "department": {Level.COUNTY, Level.CITY},
}
"""Where a kind of body belongs; kinds that aren't named here may stand at any level."""
ONCE = {"committee", "service_station", "safety_office", "representative_assembly", "street_office"}
"""Kinds that a place has one of."""


@transaction.atomic
def open_body(
    *,
    kind: str,
    name: str,
    place_id: UUID,
    since: date,
    actor: Actor,
    now: datetime,
    parent_id: UUID | None = None,
    department: str = "",
    rank: str = "",
    name_en: str = "",
) -> Body:
    """A new body at a place. A place has one committee, station, office of a kind; party organisations keep their ranks' order."""
    place = places.place_for(place_id)
    permissions.require(actor, "open_body", places.scope_of_place(place_id))
    if not name.strip():
        raise errors.NameMissing
    if kind == "party_organisation":
        _refuse_rank(rank, parent_id)
    _refuse_misplaced(kind, place, department, local_date(now))
    body = Body.objects.create(
        **scope_of(place),
        kind=kind,
        name=name.strip(),
        name_en=name_en,
        parent_id=parent_id,
        department=department,
        rank=rank,
        valid_from=since,
    )
    journal.record(
        actor, "body.opened", "body", body.id, at=now, kind=kind, name=body.name, place=place.name, rank=rank
    )
    return body


def _refuse_misplaced(kind: str, place: places.Place, department: str, today: date) -> None:
    """A kind of body at a level it doesn't belong to, or a second one where there is one."""
    if kind in AT_LEVEL and Level(place.level) not in AT_LEVEL[kind]:
        raise errors.WrongLevel(what=queries.kind_name(kind), place=place.name)
    same = Body.objects.filter(in_force(today), kind=kind)
    if kind == "department":
        same = same.filter(county_id=place.county_id, department=department) if department else same.none()
    else:
        same = same.filter(place_id=place.id) if kind in ONCE else same.none()
    if known := same.first():
        raise errors.BodyExists(place=place.name, kind=queries.kind_name(kind), name=known.name)


def _refuse_rank(rank: str, parent_id: UUID | None) -> None:
    """党委 above 党总支 above 党支部 above 党小组; a rank may be left out, but not turned round."""
    parent = queries.body_for(parent_id) if parent_id else None
    order = list(RANKS)
    above = order.index(parent.rank) if parent and parent.rank in order else -1
    is_party = parent is None or parent.kind == "party_organisation"
    if rank not in order or not is_party or order.index(rank) <= above:
        raise errors.WrongRank(rank=queries.rank_name(rank) or _("党组织"), parent=parent.name if parent else "—")


@transaction.atomic
def close_body(*, body_id: UUID, until: date, actor: Actor, now: datetime) -> Body:
    """Close a body from a day on, its vacant posts with it. Refused while anyone is in office, or while a post is a last desk."""
    body = queries.body_for(body_id)
    permissions.require(actor, "close_body", body)
    if body.valid_until is not None:
        raise errors.BodyClosed(body=body.name, day=body.valid_until)
    if until <= body.valid_from:
        raise errors.WrongDates(since=body.valid_from)
    held = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=until), post__body=body).count()
    if held:
        raise errors.PostsHeld(body=body.name, count=held)
    for post in Post.objects.filter(body=body, valid_until=None):
        retire(post, until=until, actor=actor, now=now)
    body.valid_until = until
    body.save(update_fields=["valid_until"])
    journal.record(actor, "body.closed", "body", body.id, at=now, name=body.name, until=str(until))
    return body
