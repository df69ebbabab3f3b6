"""Beside a matter's own way: others help, the resident is contacted, notes are kept, somebody urges."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from linli.affairs.matters import errors
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.steps import begin, chosen, finish, said_by
from linli.affairs.matters.models import Demand, Matter, Step
from linli.affairs.matters.states import MOVES, WAYS
from linli.base.files import public as files
from linli.base.kit import clock
from linli.base.kit.actor import Actor, Sight
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies


@transaction.atomic
def invite(*, matter_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Ask another post to help with its share (联办); the holder stays the lead, and the helper's body sees the matter."""
    matter, note = begin(matter_id, "invite", actor, note)
    helper = chosen(actor, matter, "invite", to_post_id)
    if helper.post_id in matter.assisting:
        raise errors.AlreadyHelping
    Demand.objects.create(
        matter=matter,
        kind="assist",
        from_post_id=actor.post_id,
        from_label=said_by(actor),
        to_post_id=helper.post_id,
        to_body_id=helper.body_id,
        text=note,
        at=now,
    )
    ids = [helper.post_id]
    if bodies.ROLES[helper.role].sight is Sight.HELD:
        ids.append(helper.body_id)
    matter.assisting = list(dict.fromkeys([*matter.assisting, *ids]))
    matter.party_body_ids = list(dict.fromkeys([*matter.party_body_ids, helper.body_id]))
    return finish(matter, "invite", actor, now, note=note, towards=helper.post_id)


@transaction.atomic
def assist(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """A helper reports its share done; the lead answers the resident."""
    matter, note = begin(matter_id, "assist", actor, note)
    whose = Q(to_post_id=actor.post_id)
    if actor.sight is Sight.HELD:
        whose |= Q(to_body_id=actor.body_id)
    asked = Demand.objects.filter(whose, matter=matter, kind="assist", ended_at=None).order_by("at").first()
    if asked is None:
        raise errors.NotYours(holder=str(matter.holder_post), move=MOVES["assist"].said)
    asked.ended_at, asked.ended_label, asked.outcome, asked.reply = now, said_by(actor), "done", note
    asked.save(update_fields=["ended_at", "ended_label", "outcome", "reply"])
    left = Demand.objects.filter(matter=matter, kind="assist", ended_at=None).values_list("to_post_id", "to_body_id")
    still = {id_ for pair in left for id_ in pair}
    matter.assisting = [id_ for id_ in matter.assisting if id_ in still]
    return finish(matter, "assist", actor, now, note=note, towards=matter.holder_post_id)


@transaction.atomic
def contact(*, matter_id: UUID, way: str, is_reached: bool, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Keep on record when and how the resident was contacted, and whether they were reached.

    A resident who had to come themselves is counted: nobody should have to come more than once (ZJ-53).
    """
    matter, note = begin(matter_id, "contact", actor, note)
    if way not in WAYS:
        raise errors.ContactUnclear
    matter.visit_count += int(way == "came")
    return finish(matter, "contact", actor, now, note=note, details={"way": way, "reached": is_reached})


@transaction.atomic
def note(*, matter_id: UUID, note: str, actor: Actor, now: datetime, photos: Sequence[files.Photo] = ()) -> Matter:
    """Words and pictures among colleagues."""
    matter, words = begin(matter_id, "note", actor, note)
    return finish(matter, "note", actor, now, note=words, photos=photos)


@transaction.atomic
def urge(*, matter_id: UUID, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Remind the holder; a resident as often as the area's parameter allows, a post above whenever it likes."""
    matter, note = begin(matter_id, "urge", actor, note)
    if not actor.is_staff and actor.sight is not Sight.SYSTEM:
        _not_urged_lately(matter, now)
    matter.urge_count += 1
    return finish(matter, "urge", actor, now, note=note)


def _not_urged_lately(matter: Matter, now: datetime) -> None:
    """Raises `UrgedAlready` when the reporter's last urging is fewer working days ago than the parameter says."""
    last = Step.objects.filter(matter_id=matter.id, move="urge", post_id=None).order_by("-number").first()
    if last is None:
        return
    area_ids = clocks.area_ids_of(matter)
    pause = rules.parameter("matter.urge.pause", area_ids, clock.local_date(now)).integer
    if rules.working_days_between(last.at, now, rules.calendar_for(area_ids)) < pause:
        raise errors.UrgedAlready
