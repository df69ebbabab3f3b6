"""Opening and retiring posts, and who stands in for whom."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Level
from linli.base.kit.events import publish
from linli.base.kit.scope import scope_of
from linli.registers.bodies import errors, permissions, queries
from linli.registers.bodies.events import PostRetired
from linli.registers.bodies.models import Post, Tenure
from linli.registers.bodies.permissions import LEVEL_DESK, OFFICES, ROLES
from linli.registers.places import public as places


@transaction.atomic
def open_post(
    *,
    body_id: UUID,
    role: str,
    title: str,
    since: date,
    actor: Actor,
    now: datetime,
    place_id: UUID | None = None,
    title_en: str = "",
) -> Post:
    """A new post in a body, at the body's place or (a grid's post) at one below it; the role must belong to that level."""
    body = queries.body_for(body_id)
    place = places.place_for(place_id or body.place_id)
    scope = places.scope_of_place(place.id)
    permissions.require(actor, "open_post", body)
    permissions.require(actor, "open_post", scope)
    if body.valid_until is not None:
        raise errors.BodyClosed(body=body.name, day=body.valid_until)
    if role not in ROLES or ROLES[role].level != Level(place.level) or body.place_id not in scope.values():
        raise errors.WrongLevel(what=ROLES[role].title if role in ROLES else role, place=place.name)
    if not title.strip():
        raise errors.NameMissing
    post = Post.objects.create(
        **scope_of(place), body=body, role=role, title=title.strip(), title_en=title_en, valid_from=since
    )
    journal.record(
        actor, "post.opened", "post", post.id, at=now, role=role, title=post.title, body=body.name, place=place.name
    )
    return post


@transaction.atomic
def retire_post(*, post_id: UUID, until: date, actor: Actor, now: datetime) -> Post:
    """Retire a vacant post from a day on. Refused while it is held, or while it is the only one that receives at its place."""
    post = queries.post_for(post_id)
    permissions.require(actor, "retire_post", post)
    return retire(post, until=until, actor=actor, now=now)


def retire(post: Post, *, until: date, actor: Actor, now: datetime) -> Post:
    """`retire_post` for a post that is loaded and within reach, as closing a body needs it."""
    refuse_retired(post)
    if until <= post.valid_from:
        raise errors.WrongDates(since=post.valid_from)
    held = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=until), post=post).order_by("since").first()
    if held:
        raise errors.PostHeld(post=post.title, holder=held.public_name)
    _refuse_last_desk(post)
    post.valid_until = until
    post.save(update_fields=["valid_until"])
    freed = Post.objects.filter(substitute=post).update(substitute=None)
    journal.record(
        actor, "post.retired", "post", post.id, at=now, title=post.title, until=str(until), substitutes_freed=freed
    )
    publish(PostRetired(post_id=post.id, body_id=post.body_id, place_id=post.place_id, until=until, at=now))
    return post


def _refuse_last_desk(post: Post) -> None:
    """What comes to a place must find somebody: its last desk stays."""
    place = places.place_for(post.place_id)
    if LEVEL_DESK.get(Level(place.level)) != post.role or place.valid_until is not None:
        return
    if not Post.objects.filter(place_id=post.place_id, role=post.role, valid_until=None).exclude(id=post.id).exists():
        raise errors.LastDesk(post=post.title, place=place.name, role=ROLES[post.role].title)


@transaction.atomic
def set_substitute(*, post_id: UUID, substitute_id: UUID | None, actor: Actor, now: datetime) -> Post:
    """Say which post answers while this one is vacant or its holder away; None takes it back.

    Two posts may stand in for each other, which is how pairs of seats are run; a longer ring is refused, for there nobody can
    tell who answers in the end.
    """
    post = queries.post_for(post_id)
    permissions.require(actor, "set_substitute", post)
    refuse_retired(post)
    substitute = queries.post_for(substitute_id) if substitute_id else None
    if substitute is not None:
        problem = _unfit(post, substitute)
        if problem:
            raise errors.WrongSubstitute(post=post.title, substitute=substitute.title, problem=problem)
    post.substitute = substitute
    post.save(update_fields=["substitute"])
    said = substitute.title if substitute else ""
    journal.record(actor, "post.substitute_set", "post", post.id, at=now, title=post.title, substitute=said)
    return post


def _unfit(post: Post, substitute: Post) -> str:
    """Why one post can't stand in for another; empty when it can."""
    if substitute.id == post.id:
        return _("职务不能替补自己。")
    if substitute.valid_until is not None:
        return _("它已经撤销。")
    if post.role != substitute.role and OFFICES & {post.role, substitute.role}:
        return _("系统管理员、安全管理员、审计员不能互相替补，也不能由别的职务替补。")
    if (substitute.county_id, substitute.city_id) != (post.county_id, post.city_id):
        return _("不在同一区县。")
    seen, at = {substitute.id}, substitute
    # A pair met on the way, which stands in for itself, is left again: it leads nowhere but to itself.
    while at.substitute_id and at.substitute_id not in seen:
        if at.substitute_id == post.id:
            return "" if at.id == substitute.id else _("几个职务绕成了一圈，最后没有人负责。")
        seen.add(at.substitute_id)
        at = queries.post_for(at.substitute_id)
    return ""


def refuse_retired(post: Post) -> None:
    """A retired post is history."""
    if post.valid_until is not None:
        raise errors.PostRetired(post=post.title, day=post.valid_until)
