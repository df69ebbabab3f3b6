"""Bodies, posts and holders: who someone acts as, who sits where, which community lacks which body."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from linli.base.accounts.public import Known, PostChoice
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.clock import local_date, now
from linli.registers.bodies.models import Post, Tenure
from linli.registers.bodies.permissions import ROLES

_ACTOR = "SELECT * FROM bodies_actor_of(%s, %s)"
_POSTS = "SELECT post_id, title, title_en, body_name, place_name, stands_in FROM bodies_posts_of(%s)"


def actor_source(account_id: UUID, post_id: UUID | None) -> Known | None:
    """The actor for an account and one of its posts, in one statement; None when the post or account has ended."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, [account_id, post_id])
        row = cursor.fetchone()
    if row is None:
        return None
    password, person_id, person_name, role_name, title, body_id, place_id, level, *chain = row
    if post_id is None:
        resident = Actor(sight=Sight.SELF, label="resident", role="resident", account_id=account_id, person_id=person_id)
        return Known(resident, password)
    role = ROLES[role_name]
    actor = Actor(
        sight=role.sight,
        label=f"{title} {person_name}",
        role=role.name,
        account_id=account_id,
        person_id=person_id,
        post_id=post_id,
        body_id=body_id,
        place_id=place_id,
        level=Level(level),
        chain=tuple(chain),
        capabilities=role.capabilities,
    )
    return Known(actor, password)


def post_choices(account_id: UUID) -> list[PostChoice]:
    """The posts an account's person holds now, then those it stands in for while they are empty or away."""
    is_english = get_language() == "en"
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, [account_id])
        rows = cursor.fetchall()
    return [
        PostChoice(post_id, (title_en if is_english and title_en else title), body, place, stands_in)
        for post_id, title, title_en, body, place, stands_in in rows
    ]


def titles_of(post_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The titles of some posts, in the reader's language, in one statement."""
    wanted = list(post_ids)
    if not wanted:
        return {}
    is_english = get_language() == "en"
    rows = Post.objects.filter(id__in=wanted).values_list("id", "title", "title_en")
    return {post_id: (title_en if is_english and title_en else title) for post_id, title, title_en in rows}


def _in_force(today: date) -> Q:
    return Q(valid_from__lte=today) & (Q(valid_until__isnull=True) | Q(valid_until__gt=today))


def _present(today: date, prefix: str = "") -> Q:
    """A tenure whose holder is in office and not away."""
    away = Q(**{f"{prefix}away_from__lte": today}) & (
        Q(**{f"{prefix}away_until__isnull": True}) | Q(**{f"{prefix}away_until__gte": today})
    )
    until = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": today})
    return Q(**{f"{prefix}since__lte": today}) & until & ~away


def _answering(today: date) -> QuerySet[Post]:
    """Posts in force that somebody answers for: a holder who is there, or their substitute's."""
    present = Tenure.objects.filter(_present(today))
    return (
        Post.objects.filter(_in_force(today))
        .annotate(
            has_holder=Exists(present.filter(post_id=OuterRef("id"))),
            has_substitute=Exists(present.filter(post_id=OuterRef("substitute_id"))),
        )
        .filter(Q(has_holder=True) | Q(has_substitute=True))
        .select_related("body")
    )


def answering_posts(place_ids: Sequence[UUID]) -> list[Post]:
    """The posts at some places that can receive matters: somebody answers, and the role handles matters."""
    handling = [role.name for role in ROLES.values() if "matters" in role.capabilities]
    return list(_answering(local_date(now())).filter(place_id__in=place_ids, role__in=handling).order_by("role", "id"))


def department_posts(county_id: UUID) -> list[Post]:
    """The clerks of a county's departments that can receive matters."""
    found = _answering(local_date(now())).filter(county_id=county_id, role="department_clerk")
    return list(found.order_by("body__department", "id"))


def answering_post(post_id: UUID, *, avoided: UUID | None) -> Post | None:
    """The post, if somebody answers for it and it isn't of the avoided body."""
    found = _answering(local_date(now())).filter(id=post_id)
    return found.exclude(body_id=avoided).first() if avoided else found.first()


def desk_at(place_id: UUID, role: str, *, avoided: UUID | None) -> Post | None:
    """The post of a role at a place that answers, the one with its own holder present first (as `bodies_desk_at` does)."""
    found = _answering(local_date(now())).filter(place_id=place_id, role=role)
    if avoided:
        found = found.exclude(body_id=avoided)
    return found.order_by("-has_holder", "valid_from", "id").first()
