"""Whose is it? Ruled by the level above after a second return; a ruling may become a routing rule for its area."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from linli.affairs.matters import errors, permissions
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.steps import (
    Desk,
    adjudicator_above,
    begin,
    chosen,
    desk_above,
    finish,
    said_by,
)
from linli.affairs.matters.models import Matter, Route, Ruling
from linli.base.journal import public as journal
from linli.base.kit import clock, locks
from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.registers.bodies import public as bodies


@transaction.atomic
def rule(*, matter_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Rule whose a disputed matter is (裁定), with the basis; the sign clock runs on, and it can't be returned again."""
    matter, note = begin(matter_id, "rule", actor, note)
    to = chosen(actor, matter, "rule", to_post_id)
    post = bodies.post_for(to.post_id)
    Ruling.objects.create(
        matter=matter,
        at=now,
        post_id=actor.post_id,
        label=said_by(actor),
        area_id=actor.place_id,
        item_code=matter.item_code,
        to_post_id=to.post_id,
        role=post.role,
        level=bodies.ROLES[post.role].level,
        department=post.body.department,
        note=note,
    )
    matter.is_disputed = False
    return finish(matter, "rule", actor, now, note=note, desk=Desk(to.post_id, to.body_id))


@transaction.atomic
def resend(
    *, matter_id: UUID, note: str, actor: Actor, now: datetime, external_deadline: datetime | None = None
) -> Matter:
    """Take up what was declined and its sender sends again: whose it is now gets ruled on, one level above who declined.

    All clocks start anew, the sender's own deadline with them. Where nobody rules, the desk above gets it.
    """
    matter, note = begin(matter_id, "resend", actor, note)
    judge = adjudicator_above(matter)
    ticking = clocks.start(
        matter.urgency, matter.item_version.answer_days, matter.item_version.close_days, clocks.area_ids_of(matter), now
    )
    matter.sign_by, matter.answer_by, matter.close_by = ticking.sign_by, ticking.answer_by, ticking.close_by
    matter.external_deadline = external_deadline
    matter.signed_at = matter.answered_at = matter.closed_at = matter.promised_by = None
    matter.return_count += 1
    matter.is_disputed = judge is not None
    desk = judge or desk_above(matter)
    return finish(matter, "resend", actor, now, note=note, desk=desk, counts={"reopened": 1})


@transaction.atomic
def redate(*, matter_id: UUID, external_deadline: datetime, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Take another deadline from the sender of an order; it burns beside our own clocks, and the earlier one warns."""
    matter, note = begin(matter_id, "redate", actor, note)
    matter.external_deadline = external_deadline
    return finish(matter, "redate", actor, now, note=note, details={"until": external_deadline.isoformat()})


@transaction.atomic
def route_by(*, ruling_id: UUID, actor: Actor, now: datetime) -> Route:
    """Make a ruling a routing rule of its area from today on: new matters of the item go there first.

    It stands before every other rule. Only a post that may rule in that very area makes one, and once a ruling.
    """
    permissions.require_capability(actor, "adjudicate")
    ruling = one(Ruling.objects.select_for_update(), id=ruling_id, area_id=actor.place_id)
    if ruling.route_id:
        raise errors.AlreadyRoute
    locks.hold("matters.route")
    first = Route.objects.aggregate(first=Min("position"))["first"] or 0
    route = Route.objects.create(
        position=first - 1,
        area_id=ruling.area_id,
        item_code=ruling.item_code,
        role=ruling.role,
        level=ruling.level,
        department=ruling.department,
        valid_from=clock.local_date(now),
        basis=ruling.note[:200],
    )
    ruling.route = route
    ruling.save(update_fields=["route"])
    journal.record(
        actor,
        "matter.routed",
        "matter",
        ruling.matter_id,
        at=now,
        item=ruling.item_code,
        role=ruling.role,
        level=ruling.level,
        department=ruling.department,
        basis=ruling.note,
    )
    return route
