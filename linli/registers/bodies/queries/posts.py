"""Posts and who holds them: now, before, and on the public plate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, IntegerField, Q, QuerySet, TextField, Value
from django.utils.translation import get_language, gettext

from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date, now
from linli.base.kit.find import one
from linli.registers.bodies.models import Post, Tenure
from linli.registers.bodies.permissions import HEADS, OFFICES, ROLES
from linli.registers.bodies.queries.answering import in_force
from linli.registers.places import public as places


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post today. `also` are the titles of the other posts they hold (交叉兼职, HG-17, HG-18)."""

    tenure_id: UUID
    person_id: UUID
    name: str
    phone: str
    since: date
    is_away: bool
    away_until: date | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with who holds it today (None: vacant) and who stands in."""

    post_id: UUID
    title: str
    role: str
    body_id: UUID
    body_name: str
    place_id: UUID
    holder: Holder | None
    substitute_id: UUID | None
    substitute_title: str

    @property
    def is_attended(self) -> bool:
        """Whether the holder is there."""
        return self.holder is not None and not self.holder.is_away


@dataclass(frozen=True, slots=True)
class Term:
    """One tenure of a post, past, present or to come."""

    tenure_id: UUID
    name: str
    since: date
    until: date | None
    away_from: date | None
    away_until: date | None


@dataclass(frozen=True, slots=True)
class Plate:
    """What a plate shows in public: post, name, phone, body (三公开)."""

    title: str
    name: str
    phone: str
    body_name: str
    role: str
    place_id: UUID
    person_id: UUID


def _today() -> date:
    return local_date(now())


def _said(title: str, title_en: str) -> str:
    return title_en if title_en and (get_language() or "").startswith("en") else title


def _by_role() -> Func:
    """Secretary before clerk: the order of the table of roles, from the community up and down as people look for them."""
    order = ["community_secretary", "committee_member", "community_clerk", "grid_worker", "block_head", "group_head"]
    order += [name for name in ROLES if name not in order]
    known = Value(order, output_field=ArrayField(TextField()))
    return Func(known, F("role"), function="array_position", output_field=IntegerField())


def post_for(post_id: UUID) -> Post:
    """The post with its body, in force or retired; raises `NotFound`."""
    return one(Post.objects.select_related("body", "substitute"), id=post_id)


def posts_in(place_id: UUID, role: str | None = None) -> list[Post]:
    """The posts in force at exactly this place, of one role if it is named."""
    posts = Post.objects.filter(in_force(_today()), place_id=place_id).select_related("body")
    return list((posts.filter(role=role) if role else posts).order_by(_by_role(), "valid_from", "id"))


def holder_of(post_id: UUID) -> Holder | None:
    """Who holds a post today; None when it is vacant."""
    return _holders([post_id]).get(post_id)


def tenure_of(post_id: UUID) -> Tenure | None:
    """Today's tenure of a post, for the actions that change it."""
    return Tenure.objects.filter(_current(_today()), post_id=post_id).first()


def terms_of(post_id: UUID) -> list[Term]:
    """Every tenure of a post, newest first."""
    rows = Tenure.objects.filter(post_id=post_id).order_by("-since")
    return [Term(*row) for row in rows.values_list("id", "public_name", "since", "until", "away_from", "away_until")]


def seats_of(*, body_id: UUID | None = None, place_id: UUID | None = None) -> list[Seat]:
    """The posts of a body, or at a place, with their holders, the leading ones first; in three statements."""
    wanted = Q(body_id=body_id) if body_id else Q(place_id=place_id)
    return _seats(Post.objects.filter(wanted))


def colleagues_of(actor: Actor) -> list[Seat]:
    """The posts of the actor's own body, then those elsewhere that stand in for it or that it stands in for."""
    own = Q(body_id=actor.body_id)
    own_post = Q(id=actor.post_id) if actor.post_id else Q(id__in=[])
    seconds = Post.objects.filter(own_post, substitute__isnull=False).values("substitute_id")
    return _seats(Post.objects.filter(own | Q(substitute_id=actor.post_id) | Q(id__in=seconds)))


def plates_of(place_id: UUID, *, is_below: bool = False) -> list[Plate]:
    """The people who answer at a place, leading ones first; `is_below` adds those of the grids, blocks and groups of a community."""
    today = _today()
    at = Q(place_id=place_id) | Q(community_id=place_id) if is_below else Q(place_id=place_id)
    shown = Post.objects.filter(at, in_force(today)).exclude(role__in=OFFICES).order_by(_by_role(), "valid_from", "id")
    rows = shown.filter(_current(today, "tenures__")).values_list(
        "title",
        "title_en",
        "tenures__public_name",
        "tenures__public_phone",
        "body__name",
        "role",
        "place_id",
        "tenures__person_id",
    )
    return [
        Plate(_said(title, title_en), name, phone, body_name, role, at_id, person_id)
        for title, title_en, name, phone, body_name, role, at_id, person_id in rows
    ]


def plate_sheet(community_id: UUID, place_id: UUID) -> list[Plate]:
    """What hangs at the stairs, one line a person with all their titles.

    For a community its people and its grid workers; for a grid, block or group whoever answers for it and around it, and the
    community's secretary and clerks.
    """
    below = {"block_head", "group_head"}
    plates = plates_of(community_id, is_below=True)
    if place_id == community_id:
        shown = [plate for plate in plates if plate.role not in below]
    else:
        kin = _kin_of(place_id)
        leading = {"community_secretary", "community_clerk"}
        shown = [plate for plate in plates if plate.place_id in kin or plate.role in leading]
    merged: dict[UUID, Plate] = {}
    for plate in shown:
        known = merged.get(plate.person_id)
        merged[plate.person_id] = replace(known, title=f"{known.title}{gettext('、')}{plate.title}") if known else plate
    return list(merged.values())


def _kin_of(place_id: UUID) -> set[UUID]:
    """A node of the grid, those above it up to its grid, and all below it."""
    place = places.place_for(place_id)
    nodes = [node for level in HEADS for node in places.descendants(place_id, level)]
    above = [up for up in places.ancestors_of(place) if up.level in set(HEADS)]
    return {place.id, *(node.id for node in (*nodes, *above))}


def _current(today: date, prefix: str = "") -> Q:
    """A tenure in force, whether its holder is away or not."""
    until = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": today})
    return Q(**{f"{prefix}since__lte": today}) & until


def _seats(posts: QuerySet[Post]) -> list[Seat]:
    rows = list(
        posts.filter(in_force(_today()))
        .order_by(_by_role(), "valid_from", "id")
        .values_list(
            "id", "title", "title_en", "role", "body_id", "body__name", "place_id",
            "substitute_id", "substitute__title", "substitute__title_en",
        )
    )  # fmt: skip
    holders = _holders([row[0] for row in rows])
    return [
        Seat(
            post_id=id_,
            title=_said(title, title_en),
            role=role,
            body_id=body_id,
            body_name=body_name,
            place_id=place_id,
            holder=holders.get(id_),
            substitute_id=substitute_id,
            substitute_title=_said(other or "", other_en or ""),
        )
        for id_, title, title_en, role, body_id, body_name, place_id, substitute_id, other, other_en in rows
    ]


def _holders(post_ids: Iterable[UUID]) -> dict[UUID, Holder]:
    """Today's holders of some posts, with what else they hold, in two statements."""
    today = _today()
    rows = list(Tenure.objects.filter(_current(today), post_id__in=list(post_ids)))
    others = Tenure.objects.filter(
        _current(today), in_force(today, "post__"), person_id__in={row.person_id for row in rows}
    )
    held: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    if rows:
        for person_id, post_id, title, title_en in others.order_by("since", "id").values_list(
            "person_id", "post_id", "post__title", "post__title_en"
        ):
            held[person_id].append((post_id, _said(title, title_en)))
    return {
        row.post_id: Holder(
            tenure_id=row.id,
            person_id=row.person_id,
            name=row.public_name,
            phone=row.public_phone,
            since=row.since,
            is_away=row.away_from is not None
            and row.away_from <= today
            and (row.away_until is None or row.away_until >= today),
            away_until=row.away_until,
            also=tuple(title for post_id, title in held[row.person_id] if post_id != row.post_id),
        )
        for row in rows
    }
