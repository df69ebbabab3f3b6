"""What a bad answer leads to: the matter is taken up again if its resident wants it, else the level above looks into it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from linli.affairs.callbacks import errors
from linli.affairs.callbacks.actions.telling import announce
from linli.affairs.callbacks.models import Call, FollowUp
from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotFound, Refusal
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_SYSTEM = Actor.system("callbacks.follow_up")
_UP = (Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY)


class _Heard(Protocol):
    """What the reaction needs to know of an answer."""

    @property
    def is_bad(self) -> bool: ...
    @property
    def wants_reopen(self) -> bool: ...
    @property
    def note(self) -> str: ...


def react(call: Call, said: _Heard, now: datetime) -> FollowUp | None:
    """Follow a bad answer up, once a call; by the system, for neither caller nor resident moves what they don't hold."""
    if not said.is_bad:
        return None
    with walls.acting(_SYSTEM):
        if FollowUp.objects.filter(call=call).exists():
            return None
        if said.wants_reopen and _reopened(call, said.note, now):
            made = FollowUp.objects.create(call=call, kind="reopened", at=now)
        else:
            made = _put_to_superior(call, now)
        journal.record(_SYSTEM, "call.follow_up", "call", call.id, at=now, kind=made.kind)
    return made


@transaction.atomic
def report(*, follow_up_id: UUID, text: str, actor: Actor, now: datetime) -> FollowUp:
    """The post above says what it found; once, and on record."""
    found = FollowUp.objects.select_for_update().filter(id=follow_up_id, post_id=actor.post_id).first()
    if found is None or found.reported_at:
        raise NotFound
    if not text.strip():
        raise errors.ReasonMissing(move=gettext("报告核实情况"))
    found.reported_at, found.report, found.label = now, text.strip()[:2000], actor.label
    found.save(update_fields=["reported_at", "report", "label"])
    journal.record(actor, "call.follow_up", "call", found.call_id, at=now, report=found.report)
    return found


def _reopened(call: Call, note: str, now: datetime) -> bool:
    """Whether the matter could be taken up again; it can't when it is being handled already or its window is over."""
    why = gettext("回访时居民说没有办好，要求重办。")
    try:
        with transaction.atomic():
            matters.reopen(matter_id=call.matter_id, note=f"{why}{note.strip()}", actor=_SYSTEM, now=now)
    except Refusal:
        return False
    return True


def _put_to_superior(call: Call, now: datetime) -> FollowUp:
    """Ask the nearest desk above the unit that answers and isn't of the unit to look into it within the area's time."""
    areas = places.area_ids(places.place_for(call.place_id))
    limit = rules.parameter("callback.report", areas, clock.local_date(now)).limit
    post = next(_desks_above(call), None)
    made = FollowUp.objects.create(
        call=call,
        kind="superior",
        post_id=post.id if post else None,
        body_id=post.body_id if post else None,
        at=now,
        due_at=rules.due(now, limit, rules.calendar_for(areas)),
    )
    if post:
        announce(made, call)
    return made


def _desks_above(call: Call) -> Iterator[bodies.Post]:
    """The desks of the levels above the post that held the matter, nearest first; a department's is its own county's."""
    role = bodies.ROLES[bodies.post_for(call.holder_post_id).role]
    begins = _UP.index(role.level) + (0 if role.sight is Sight.HELD else 1) if role.level in _UP else 0
    for level in _UP[begins:]:
        post = bodies.desk_above(call.place_id, level, avoided=call.unit_id)
        if post is not None:
            yield post
