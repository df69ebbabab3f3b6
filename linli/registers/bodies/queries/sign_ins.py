"""Who in office signs in with what: for administrators and security officers, within their reach."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.base.accounts import public as accounts
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound
from linli.base.kit.scope import scope_filter
from linli.registers.bodies.models import Tenure
from linli.registers.bodies.permissions import OFFICES


@dataclass(frozen=True, slots=True)
class InOffice:
    """Somebody in office within the actor's reach, and how their account stands (None: they have none)."""

    person_id: UUID
    name: str
    titles: tuple[str, ...]
    is_officer: bool
    account: accounts.Standing | None


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One held post with its holder's account."""

    person_id: UUID
    name: str
    title: str
    place_name: str
    account: accounts.Standing | None


def holders(actor: Actor, words: str, now: datetime) -> QuerySet[Tenure]:
    """The tenures of today in the actor's subtree, by name; `words` begin a holder's name or lie in a post's title."""
    found = Tenure.objects.filter(_today(now), _reach(actor)).select_related("post", "post__body")
    if words:
        found = found.filter(Q(public_name__startswith=words) | Q(post__title__contains=words))
    return found.order_by("public_name", "id")


def sign_in_rows(tenures: list[Tenure], now: datetime) -> list[SignInRow]:
    """A page of them with their accounts, one statement more."""
    known = accounts.standings({each.person_id for each in tenures}, now)
    return [
        SignInRow(each.person_id, each.public_name, each.post.title, each.post.body.name, known.get(each.person_id))
        for each in tenures
    ]


def in_office(actor: Actor, person_id: UUID, now: datetime) -> InOffice:
    """Somebody who holds a post in the actor's subtree today; raises `NotFound`.

    Whether they hold one of the three offices is asked of all their posts, wherever they are.
    """
    held = list(Tenure.objects.filter(_today(now), person_id=person_id).select_related("post").order_by("since", "id"))
    if not Tenure.objects.filter(_today(now), _reach(actor), person_id=person_id).exists():
        raise NotFound
    return InOffice(
        person_id=person_id,
        name=held[0].public_name,
        titles=tuple(each.post.title for each in held),
        is_officer=any(each.post.role in OFFICES for each in held),
        account=accounts.standings([person_id], now).get(person_id),
    )


def _today(now: datetime) -> Q:
    today = local_date(now)
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gt=today)) & Q(post__valid_until__isnull=True)


def _reach(actor: Actor) -> Q:
    if actor.sight is not Sight.SUBTREE:
        return Q(pk__in=[])
    return Q(**{f"post__{column}": value for column, value in scope_filter(actor).items()})
