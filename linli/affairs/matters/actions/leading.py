"""What levels above have to say: instructions with their own clock, more time allowed or refused."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.matters import errors
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.steps import begin, decider_above, finish, said_by
from linli.affairs.matters.models import Demand, Matter
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules


@transaction.atomic
def instruct(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """A leader says what is to be done (领导批示); whoever holds the matter reports on it by a clock of its own."""
    matter, note = begin(matter_id, "instruct", actor, note)
    area_ids = clocks.area_ids_of(matter)
    limit = rules.parameter("matter.instruct.report", area_ids, clock.local_date(now)).limit
    due_at = rules.due(now, limit, rules.calendar_for(area_ids))
    Demand.objects.create(
        matter=matter,
        kind="instruct",
        from_post_id=actor.post_id,
        from_label=said_by(actor),
        to_post_id=matter.holder_post_id,
        to_body_id=matter.holder_body_id,
        text=note,
        at=now,
        due_at=due_at,
    )
    matter.instruct_by = min(due_at, matter.instruct_by or due_at)
    return finish(matter, "instruct", actor, now, note=note, towards=matter.holder_post_id)


@transaction.atomic
def report(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Report how the open instructions were carried out; each is in time or not by its own clock."""
    matter, note = begin(matter_id, "report", actor, note)
    asked = list(Demand.objects.filter(matter=matter, kind="instruct", ended_at=None))
    for each in asked:
        each.ended_at, each.ended_label, each.outcome, each.reply = now, said_by(actor), "done", note
        each.in_time = each.due_at is None or now <= each.due_at
    Demand.objects.bulk_update(asked, ["ended_at", "ended_label", "outcome", "reply", "in_time"])
    leader = next((each.from_post_id for each in asked if each.from_post_id), None)
    matter.instruct_by = None
    return finish(matter, "report", actor, now, note=note, towards=leader, in_time=all(e.in_time for e in asked))


@transaction.atomic
def prolong(*, matter_id: UUID, days: int, note: str, actor: Actor, now: datetime) -> Matter:
    """Ask the post above for more working days to answer; until it decides, the clock runs on."""
    matter, note = begin(matter_id, "prolong", actor, note)
    area_ids, today = clocks.area_ids_of(matter), clock.local_date(now)
    most = rules.parameter("matter.prolong.days", area_ids, today).integer
    times = rules.parameter("matter.prolong.times", area_ids, today).integer
    if now > matter.answer_by:
        raise errors.TooLateToProlong
    allowed = Demand.objects.filter(matter=matter, kind="prolong", outcome="allowed", at__gte=_taken_up(matter)).count()
    if not 1 <= days <= most or allowed >= times:
        raise errors.LimitTooLong(most=most, times=times)
    decider = decider_above(matter)
    until = rules.add_working_days(matter.answer_by, days, rules.calendar_for(area_ids))
    Demand.objects.create(
        matter=matter,
        kind="prolong",
        from_post_id=actor.post_id,
        from_label=said_by(actor),
        to_post_id=decider.post_id,
        to_body_id=decider.body_id,
        text=note,
        at=now,
        until=until,
    )
    matter.prolong_until = until
    details = {"until": until.isoformat()}
    return finish(matter, "prolong", actor, now, note=note, towards=decider.post_id, details=details)


@transaction.atomic
def allow(*, matter_id: UUID, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Allow the extension asked for: the answer is in time by the new deadline, the original stays on record."""
    matter, note = begin(matter_id, "allow", actor, note)
    asked = _decided(matter, "allowed", note, actor, now)
    until = asked.until or matter.answer_by
    matter.promised_by = matter.promised_by or matter.answer_by
    calendar = rules.calendar_for(clocks.area_ids_of(matter))
    days = rules.working_days_between(matter.answer_by, until, calendar)
    matter.answer_by = max(matter.answer_by, until)
    matter.close_by = max(matter.answer_by, rules.add_working_days(matter.close_by, days, calendar))
    matter.prolong_until = None
    details = {"until": matter.answer_by.isoformat(), "from": matter.promised_by.isoformat()}
    return finish(matter, "allow", actor, now, note=note or asked.text, towards=matter.holder_post_id, details=details)


@transaction.atomic
def refuse(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Refuse the extension asked for, saying why; the deadline stays."""
    matter, note = begin(matter_id, "refuse", actor, note)
    _decided(matter, "refused", note, actor, now)
    matter.prolong_until = None
    return finish(matter, "refuse", actor, now, note=note, towards=matter.holder_post_id)


def _decided(matter: Matter, outcome: str, note: str, actor: Actor, now: datetime) -> Demand:
    asked = Demand.objects.filter(matter=matter, kind="prolong", ended_at=None).first()
    if asked is None:
        raise errors.NothingAskedFor
    asked.ended_at, asked.ended_label, asked.outcome, asked.reply = now, said_by(actor), outcome, note
    asked.save(update_fields=["ended_at", "ended_label", "outcome", "reply"])
    return asked


def _taken_up(matter: Matter) -> datetime:
    """Since when the matter is handled this time: when it was filed, or last reopened."""
    again = matter.steps.filter(move="reopen").order_by("-number").values_list("at", flat=True).first()
    return again or matter.filed_at
