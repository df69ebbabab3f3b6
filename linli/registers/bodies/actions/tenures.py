"""Who holds a post: appointing, ending, marking away."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from linli.base.accounts import public as accounts
from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.events import publish
from linli.registers.bodies import errors, permissions, queries
from linli.registers.bodies.actions.posts import refuse_retired
from linli.registers.bodies.events import HolderAppointed, TenureEnded
from linli.registers.bodies.models import Post, Tenure
from linli.registers.bodies.permissions import OFFICES
from linli.registers.people import public as people


@transaction.atomic
def appoint(
    *,
    post_id: UUID,
    person_id: UUID | None,
    public_name: str,
    since: date,
    actor: Actor,
    now: datetime,
    public_phone: str = "",
) -> Tenure:
    """Put a person in a post from a day on; name and phone are what the plate shows. Refused while anyone holds it then.

    Without a person, somebody new of that name is entered.
    """
    post = _locked(post_id, actor, "appoint")
    if not public_name.strip():
        raise errors.NameMissing
    if since < post.valid_from:
        raise errors.WrongDates(since=post.valid_from)
    held = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=since), post=post).order_by("since").first()
    if held and held.person_id == person_id:
        raise errors.AlreadyHolds(post=post.title, holder=held.public_name)
    if held:
        raise errors.PostHeld(post=post.title, holder=held.public_name)
    if person_id and post.role in OFFICES:
        _refuse_second_office(post, person_id, public_name.strip(), since)
    person_id = person_id or people.enter_worker(name=public_name.strip(), actor=actor, now=now)
    tenure = Tenure.objects.create(
        post=post, person_id=person_id, public_name=public_name.strip(), public_phone=public_phone, since=since
    )
    journal.record(
        actor, "post.appointed", "post", post.id, at=now, about_person_id=person_id, title=post.title, since=str(since)
    )
    publish(HolderAppointed(post_id=post.id, person_id=person_id, since=since, at=now))
    return tenure


@transaction.atomic
def end_tenure(*, post_id: UUID, until: date, actor: Actor, now: datetime) -> Tenure:
    """End today's tenure of a post on a day (its first day out of office). The post stays, and its open matters with it."""
    post = _locked(post_id, actor, "end_tenure")
    tenure = _held(post)
    if until <= tenure.since:
        raise errors.WrongDates(since=tenure.since)
    tenure.until = until
    tenure.save(update_fields=["until"])
    journal.record(
        actor,
        "post.tenure_ended",
        "post",
        post.id,
        at=now,
        about_person_id=tenure.person_id,
        title=post.title,
        until=str(until),
    )
    if until <= local_date(now):
        accounts.leave_office(person_id=tenure.person_id, actor=actor, now=now)
    publish(TenureEnded(post_id=post.id, person_id=tenure.person_id, until=until, at=now))
    return tenure


@transaction.atomic
def mark_away(*, post_id: UUID, away_from: date | None, away_until: date | None, actor: Actor, now: datetime) -> Tenure:
    """Say from when until when (its last day; None: not known yet) a holder is away; no first day takes the mark back."""
    post = _locked(post_id, actor, "mark_away")
    tenure = _held(post)
    if away_from and away_until and away_until < away_from:
        raise errors.WrongDates(since=away_from)
    tenure.away_from = away_from
    tenure.away_until = away_until if away_from else None
    tenure.save(update_fields=["away_from", "away_until"])
    journal.record(
        actor, "post.marked_away", "post", post.id, at=now, about_person_id=tenure.person_id, title=post.title,
        away_from=str(away_from or ""), away_until=str(tenure.away_until or ""),
    )  # fmt: skip
    return tenure


def _locked(post_id: UUID, actor: Actor, act: str) -> Post:
    """The post in reach and in force, locked, so that two appointments at once come one after the other."""
    permissions.require(actor, act, queries.post_for(post_id))
    post = Post.objects.select_for_update().get(id=post_id)
    refuse_retired(post)
    return post


def _refuse_second_office(post: Post, person_id: UUID, name: str, since: date) -> None:
    """One person, one of the three offices at a time. A trigger holds it too, against two appointments at once."""
    others = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=since), person_id=person_id)
    held = others.filter(post__role__in=OFFICES - {post.role}).select_related("post").first()
    if held:
        raise errors.TwoOffices(holder=name, held=held.post.title, post=post.title)


def _held(post: Post) -> Tenure:
    tenure = queries.tenure_of(post.id)
    if tenure is None:
        raise errors.NobodyHolds(post=post.title)
    return tenure
