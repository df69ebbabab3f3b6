"""Supervision: what is overdue goes up a level at a time, cards are raised and lifted, no matter stays with a retired post."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from linli.affairs.matters import errors
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.steps import Desk, begin, desk_above, desks_above, finish, said_by
from linli.affairs.matters.models import COLOURS, Card, Matter
from linli.affairs.matters.states import FILED, MERGED, MOVES, OPEN
from linli.base.kit import clock
from linli.base.kit.actor import Actor, Level
from linli.base.rules import public as rules
from linli.base.rules.public import TimeLimit
from linli.registers.bodies import public as bodies

_TOP = 9
"""As an overdue level: everybody above has been told."""
_LOOKED_AT = ("id", "due_at", "overdue_level", "card", "grid_id", "community_id", "street_id", "county_id", "city_id")


@transaction.atomic
def card(*, matter_id: UUID, colour: str, note: str, actor: Actor, now: datetime) -> Matter:
    """Raise a yellow or red card over a matter (督办); it stands against the post that holds it now."""
    matter, note = begin(matter_id, "card", actor, note)
    up = Card.objects.filter(matter=matter, lifted_at=None).values_list("colour", flat=True)
    if colour not in COLOURS or colour in up:
        raise errors.ColourUnclear
    Card.objects.create(
        matter=matter,
        colour=colour,
        post_id=matter.holder_post_id,
        body_id=matter.holder_body_id,
        raised_at=now,
        raised_by=said_by(actor),
        raised_post_id=actor.post_id,
        reason=note,
    )
    matter.card = "red" if "red" in (*up, colour) else colour
    details = {"colour": colour}
    return finish(matter, "card", actor, now, note=note, towards=matter.holder_post_id, details=details)


@transaction.atomic
def lift(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Lift the cards over a matter, saying why; raising and lifting both stay on record."""
    matter, note = begin(matter_id, "lift", actor, note)
    up = Card.objects.filter(matter=matter, lifted_at=None)
    up.update(lifted_at=now, lifted_by=said_by(actor), lift_reason=note)
    matter.card = ""
    return finish(matter, "lift", actor, now, note=note, towards=matter.holder_post_id)


@transaction.atomic
def overdue(*, matter_id: UUID, actor: Actor, now: datetime) -> Matter:
    """Tell the next level up that a matter is overdue; above the last one nobody is left to tell."""
    matter, _ = begin(matter_id, "overdue", actor, "")
    above = desks_above(matter)
    if matter.due_at is None or now <= matter.due_at or matter.overdue_level >= len(above):
        raise errors.NobodyToTell
    told = above[matter.overdue_level]
    matter.overdue_level += 1
    if matter.overdue_level == len(above):
        matter.overdue_level = _TOP
    return finish(matter, "overdue", actor, now, towards=told.post_id, details={"level": len(above)})


def late(*, now: datetime, most: int = 500) -> list[UUID]:
    """The overdue matters for which a level is to be told or a card to be raised now, the longest overdue first.

    Levels and cards follow the area's parameters, counted from the deadline. All are looked at, for the oldest may have nothing due
    today; none is locked.
    """
    found = Matter.objects.filter(due_at__lt=now, state__in=MOVES["overdue"].sources)
    waiting = list(found.exclude(overdue_level=_TOP, card="red").only(*_LOOKED_AT).order_by("due_at", "id"))
    raised = _raised({matter.id: matter.due_at or now for matter in waiting})
    return [matter.id for matter in waiting if _falls_due(matter, raised[matter.id], now) != (False, "")][:most]


@transaction.atomic
def supervise(*, matter_id: UUID, now: datetime) -> bool:
    """One overdue matter: at most one level and one card at a time. False where nothing is due any more, or somebody is at it."""
    locked = Matter.objects.select_for_update(of=("self",), skip_locked=True).select_related("holder_post")
    matter = locked.filter(id=matter_id, due_at__lt=now, state__in=MOVES["overdue"].sources).first()
    if matter is None:
        return False
    is_next, colour = _falls_due(matter, _raised({matter.id: matter.due_at or now})[matter.id], now)
    system = Actor.system("matters.supervise")
    if is_next and matter.overdue_level < len(desks_above(matter)):
        overdue(matter_id=matter.id, actor=system, now=now)
    elif is_next:
        Matter.objects.filter(id=matter.id).update(overdue_level=_TOP)
    if colour:
        note = gettext("超过时限仍未办理，自动发牌。")
        card(matter_id=matter.id, colour=colour, note=note, actor=system, now=now)
    return is_next or bool(colour)


def _raised(deadlines: dict[UUID, datetime]) -> dict[UUID, set[str]]:
    """The colours of the cards raised over each matter since its deadline."""
    raised: dict[UUID, set[str]] = defaultdict(set)
    cards = Card.objects.filter(matter_id__in=list(deadlines))
    for matter_id, colour, at in cards.values_list("matter_id", "colour", "raised_at"):
        if at >= deadlines[matter_id]:
            raised[matter_id].add(colour)
    return raised


def _falls_due(matter: Matter, raised: set[str], now: datetime) -> tuple[bool, str]:
    """Whether the next level is to be told, and the colour of the card to be raised ("" for none)."""
    is_next = matter.overdue_level < _TOP and _is_past(matter, "overdue.next_level", now, times=matter.overdue_level)
    colour = next((each for each in reversed(COLOURS) if _is_past(matter, f"card.{each}.after", now)), "")
    is_up = colour in raised or (colour == "yellow" and "red" in raised)
    return is_next, "" if is_up else colour


def _is_past(matter: Matter, name: str, now: datetime, *, times: int = 1) -> bool:
    """Whether the parameter's time has passed since the deadline, so many times over."""
    area_ids = clocks.area_ids_of(matter)
    if matter.due_at is None:
        return False
    limit = rules.parameter(name, area_ids, clock.local_date(now)).limit
    if times == 0:
        return now > matter.due_at
    return now > rules.due(matter.due_at, TimeLimit(limit.amount * times, limit.unit), rules.calendar_for(area_ids))


@transaction.atomic
def inherit(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """The desk of its place takes a matter over as it stands; one not signed yet gets a sign clock of its own."""
    matter, note = begin(matter_id, "inherit", actor, note)
    if matter.state == FILED:
        matter.sign_by = clocks.sign_by(matter.urgency, clocks.area_ids_of(matter), now)
    return finish(matter, "inherit", actor, now, note=note, desk=_heir(matter))


@transaction.atomic
def leave_retired(*, now: datetime) -> int:
    """Hand what retired posts still hold to the desks of their places, or those above; returns how many matters that were."""
    system, today = Actor.system("matters.leave_retired"), clock.local_date(now)
    left = Matter.objects.filter(state__in=[*OPEN, MERGED], holder_post__valid_until__lte=today)
    found = list(left.order_by("filed_at", "id").values_list("id", "holder_post__title")[:500])
    for matter_id, title in found:
        note = gettext("原承办职务“%(post)s”已撤销，转由本级受理台接办。") % {"post": title}
        inherit(matter_id=matter_id, note=note, actor=system, now=now)
    return len(found)


def _heir(matter: Matter) -> Desk:
    """The desk at the retired post's own place, else above."""
    post = matter.holder_post
    role = bodies.LEVEL_DESK.get(Level(bodies.ROLES[post.role].level))
    desk = bodies.desk_at(post.place_id, role, avoided=matter.about_body_id) if role else None
    return Desk(desk.id, desk.body_id) if desk and desk.id != post.id else desk_above(matter)
