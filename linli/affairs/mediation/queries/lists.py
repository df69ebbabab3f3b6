"""Lists of disputes: what one works on, what is open in the area, what a figure counts, the joint desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from linli.affairs.mediation.models import Dispute, Particulars
from linli.affairs.mediation.states import (
    ACCEPTED,
    AGREED,
    CONFIRMED,
    FAILED,
    FOLLOWING,
    FOUND,
    GRADED,
    GRADES,
    MEDIATING,
    OPEN,
    STATE_NAMES,
    kinds,
)
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.scope import scope_filter
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

PAGE = 30
GROUPS: Mapping[str, Q] = {
    "open": Q(state__in=OPEN),
    "new": Q(state__in=[FOUND, GRADED]),
    "underway": Q(state__in=[ACCEPTED, MEDIATING]),
    "settled": Q(state__in=[AGREED, FOLLOWING, CONFIRMED]),
    "ended": ~Q(state__in=OPEN),
}
WHICH: Mapping[str, Q] = {
    "found": Q(),
    "accepted": Q(accepted_at__isnull=False),
    "concluded": Q(agreed_at__isnull=False) | Q(state=FAILED),
    "agreed": Q(agreed_at__isnull=False),
    "failed": Q(state=FAILED, agreed_at__isnull=True),
    "due": Q(performed_at__isnull=False) | Q(breached_at__isnull=False),
    "performed": Q(performed_at__isnull=False, breached_at__isnull=True),
}
"""What each figure counts, of the disputes found in the period."""
DESKS: Mapping[str, tuple[str, ...]] = {
    "mediation": ("mediation_head", "mediator", "street_mediator", "county_mediator", "community_secretary"),
    "police": ("police_officer",),
    "justice": ("justice_clerk",),
}
"""The three forces of the joint desk (三力合一, HZ-36), by the roles of their posts."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What to list. `box`: mine (owned, mediated, helped with, offered) or area; `which`: as a figure counts, within a period."""

    box: str = "area"
    group: str = "open"
    kind: str = ""
    grade: str = ""
    which: str = ""
    place_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One dispute in a list; `title` is empty for whoever may only count it."""

    id: UUID
    number: str
    kind: str
    grade: str
    state: str
    state_said: str | Promise
    title: str
    place: str
    owner: str
    owner_body: str
    owner_post_id: UUID
    offered_to: str
    helpers: tuple[str, ...]
    people_count: int
    found_at: datetime
    due_at: datetime | None
    meeting_at: datetime | None
    is_mine: bool
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and whether there are more."""

    rows: list[Row]
    number: int
    has_next: bool


def disputes(actor: Actor, wanted: ListFilter, page: int = 1) -> Page:
    """A page of disputes, what burns first; ended ones newest first. Four statements at any length."""
    found = narrowed(actor, wanted)
    burning = wanted.group not in ("ended", "all") and not wanted.which
    ordered = found.order_by(F("due_at").asc(nulls_last=True), "id") if burning else found.order_by("-found_at", "id")
    first = (page - 1) * PAGE
    rows = list(ordered.select_related("owner_post", "owner_post__body")[first : first + PAGE + 1])
    return Page(shown(actor, rows[:PAGE]), page, len(rows) > PAGE)


def narrowed(actor: Actor, wanted: ListFilter) -> QuerySet[Dispute]:
    """The disputes a filter asks for, inside the walls."""
    found = (
        Dispute.objects.filter(**scope_filter(actor)) if wanted.box == "area" else Dispute.objects.filter(mine(actor))
    )
    if wanted.which:
        found = found.filter(WHICH[wanted.which])
    elif wanted.group in GROUPS:
        found = found.filter(GROUPS[wanted.group])
    if wanted.since and wanted.until:
        found = found.filter(found_at__gte=wanted.since, found_at__lt=wanted.until)
    if wanted.place_id:
        found = found.filter(in_place(wanted.place_id))
    for name in ("kind", "grade"):
        if getattr(wanted, name):
            found = found.filter(**{name: getattr(wanted, name)})
    if wanted.desk:
        found = found.filter(owner_post__role__in=DESKS[wanted.desk])
    return found


def in_place(place_id: UUID) -> Q:
    """Within a place of any level."""
    return Q(
        *((f"{level}_id", place_id) for level in ("place", "grid", "community", "street", "county", "city")),
        _connector=Q.OR,
    )


def mine(actor: Actor) -> Q:
    """What the actor owns, mediates, helps with or is offered; a station's people hold together."""
    own = Q(owner_post_id=actor.post_id) | Q(offered_post_id=actor.post_id)
    own |= Q(mediator_post_ids__contains=[actor.post_id]) | Q(assisting_post_ids__contains=[actor.post_id])
    if actor.sight is Sight.HELD:
        own |= Q(owner_body_id=actor.body_id) | Q(offered_body_id=actor.body_id)
        own |= Q(assisting_body_ids__contains=[actor.body_id])
    return own


def shown(actor: Actor, rows: list[Dispute]) -> list[Row]:
    """Disputes as lists show them: three statements at any length."""
    titles = dict(
        Particulars.objects.filter(dispute_id__in=[row.id for row in rows]).values_list("dispute_id", "title")
    )
    names = places.names_of({row.place_id for row in rows})
    named = {post for row in rows for post in (row.offered_post_id, *row.assisting_post_ids) if post}
    posts = bodies.titles_of(named)
    known = kinds()
    return [
        Row(
            id=row.id,
            number=row.number,
            kind=known[row.kind].name,
            grade=str(GRADES.get(row.grade, "")),
            state=row.state,
            state_said=STATE_NAMES[row.state],
            title=titles.get(row.id, ""),
            place=names.get(row.place_id, ""),
            owner=row.owner_post.title,
            owner_body=row.owner_post.body.name,
            owner_post_id=row.owner_post_id,
            offered_to=posts.get(row.offered_post_id, "") if row.offered_post_id else "",
            helpers=tuple(posts[post] for post in row.assisting_post_ids if post in posts),
            people_count=row.people_count,
            found_at=row.found_at,
            due_at=row.due_at,
            meeting_at=row.meeting_at,
            is_mine=row.owner_post_id == actor.post_id,
            is_offered=row.offered_post_id is not None
            and (row.offered_post_id == actor.post_id or row.offered_body_id == actor.body_id),
        )
        for row in rows
    ]


def counts(actor: Actor) -> dict[str, int]:
    """How many are mine, offered to me, and open in my area: for the tabs."""
    open_ones = Dispute.objects.filter(GROUPS["open"])
    return {
        "mine": open_ones.filter(mine(actor)).count(),
        "area": open_ones.filter(**scope_filter(actor)).count(),
    }


def my_disputes(actor: Actor) -> list[Row]:
    """A party's own disputes, newest first."""
    own = Q(party_account_ids__contains=[actor.account_id]) if actor.account_id else Q()
    if actor.person_id:
        own |= Q(party_person_ids__contains=[actor.person_id])
    found = (
        Dispute.objects.filter(own).select_related("owner_post", "owner_post__body") if own else Dispute.objects.none()
    )
    return shown(actor, list(found.order_by("-found_at")[:100]))
