"""Which posts answer, and so can receive: a holder who is there, or a substitute's."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Level
from linli.base.kit.clock import local_date, now
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.bodies.permissions import LEVEL_DESK, ROLES
from linli.registers.places import public as places

_TITLES = "SELECT id, title, title_en FROM bodies_post WHERE id = ANY (%(wanted)s::uuid[])"

_IN_FORCE = "({0}.valid_from <= %(today)s AND ({0}.valid_until IS NULL OR {0}.valid_until > %(today)s))"
_UNANSWERED = f"""
  WITH attended AS MATERIALIZED (
    SELECT t.post_id FROM bodies_tenure t JOIN bodies_post h ON h.id = t.post_id AND {_IN_FORCE.format("h")}
     WHERE t.since <= %(today)s AND (t.until IS NULL OR t.until > %(today)s)
       AND NOT COALESCE(t.away_from <= %(today)s AND (t.away_until IS NULL OR t.away_until >= %(today)s), false))
  SELECT p.id FROM bodies_post p
    LEFT JOIN attended own ON own.post_id = p.id LEFT JOIN attended other ON other.post_id = p.substitute_id
   WHERE (%(county)s::uuid IS NULL OR p.county_id IS NULL OR p.county_id = %(county)s::uuid)
     AND NOT ({_IN_FORCE.format("p")} AND (own.post_id IS NOT NULL OR other.post_id IS NOT NULL))"""  # noqa: S608 -- our own names; values are bound


def titles_of(post_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The titles of some posts, in the reader's language, in one statement."""
    wanted = list(post_ids)
    if not wanted:
        return {}
    is_english = get_language() == "en"
    rows = hot.rows(_TITLES, {"wanted": wanted})
    return {row["id"]: (is_english and row["title_en"]) or row["title"] for row in rows}


def names_of(body_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of some bodies, in the reader's language, in one statement."""
    wanted = list(body_ids)
    rows = Body.objects.filter(id__in=wanted).values_list("id", "name", "name_en") if wanted else []
    is_english = get_language() == "en"
    return {body_id: (name_en if is_english and name_en else name) for body_id, name, name_en in rows}


def hands_of(post_ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Of some posts, each paired with its body and with every person who ever held it; one statement."""
    rows: Iterable[tuple[UUID, UUID, UUID | None]] = Post.objects.filter(id__in=list(post_ids)).values_list(
        "id", "body_id", "tenures__person_id"
    )
    return [(post, hand) for post, body, person in rows for hand in (body, person) if hand is not None]


def in_force(today: date, prefix: str = "") -> Q:
    """A body or post that is in force."""
    until = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": today})
    return Q(**{f"{prefix}valid_from__lte": today}) & until


def present(today: date, prefix: str = "") -> Q:
    """A tenure whose holder is in office and not away."""
    away = Q(**{f"{prefix}away_from__lte": today}) & (
        Q(**{f"{prefix}away_until__isnull": True}) | Q(**{f"{prefix}away_until__gte": today})
    )
    until = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": today})
    return Q(**{f"{prefix}since__lte": today}) & until & ~away


def _answering(today: date, avoided: UUID | None = None) -> QuerySet[Post]:
    """Posts in force that somebody answers for, as `bodies_desk_at` has it, those whose own holder is there first.

    Neither the post nor the substitute that answers for it is of the avoided body.
    """
    attended = Tenure.objects.filter(present(today))
    substitutes = attended.filter(in_force(today, "post__"), post_id=OuterRef("substitute_id"))
    posts = Post.objects.filter(in_force(today))
    if avoided:
        substitutes, posts = substitutes.exclude(post__body_id=avoided), posts.exclude(body_id=avoided)
    return (
        posts.annotate(has_holder=Exists(attended.filter(post_id=OuterRef("id"))), has_substitute=Exists(substitutes))
        .filter(Q(has_holder=True) | Q(has_substitute=True))
        .select_related("body")
        .order_by("-has_holder", "valid_from", "id")
    )


def answering_posts(place_ids: Sequence[UUID]) -> list[Post]:
    """The posts at some places that can receive matters: somebody answers, and the role handles matters."""
    handling = [role.name for role in ROLES.values() if "matters" in role.capabilities]
    return list(_answering(local_date(now())).filter(place_id__in=place_ids, role__in=handling).order_by("role", "id"))


def unanswered(county_id: UUID | None) -> set[UUID]:
    """The posts of a county and above it (None: all) that nobody answers for today, as `_answering` has it; one statement."""
    return {row["id"] for row in hot.rows(_UNANSWERED, {"county": county_id, "today": local_date(now())})}


def department_posts(county_id: UUID) -> list[Post]:
    """The clerks of a county's departments that can receive matters."""
    found = _answering(local_date(now())).filter(county_id=county_id, role="department_clerk")
    return list(found.order_by("body__department", "id"))


def answering_post(post_id: UUID, *, avoided: UUID | None) -> Post | None:
    """The post, if somebody answers for it and it isn't of the avoided body."""
    return _answering(local_date(now()), avoided).filter(id=post_id).first()


def desk_at(place_id: UUID, role: str, *, avoided: UUID | None) -> Post | None:
    """The post of a role at a place that answers, the one with its own holder present first (as `bodies_desk_at` does)."""
    return _answering(local_date(now()), avoided).filter(place_id=place_id, role=role).first()


def desk_above(place_id: UUID, level: Level, *, avoided: UUID | None = None) -> Post | None:
    """The post that receives what comes up to a level from a place: the desk of its ancestor there; None when nobody answers."""
    above = places.scope_of_place(place_id).get(SCOPE_COLUMN[level])
    return desk_at(above, LEVEL_DESK[level], avoided=avoided) if above else None
