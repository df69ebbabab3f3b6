"""The moves of a matter, one function a verb; what they have in common is in `steps`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from linli.affairs.matters import errors
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.results import measured
from linli.affairs.matters.actions.steps import (
    Desk,
    adjudicator_above,
    begin,
    chosen,
    desk_above,
    finish,
    hand_over,
    refuse_open_parts,
)
from linli.affairs.matters.models import Demand, Matter, Step
from linli.base.files import public as files
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies


@transaction.atomic
def sign(*, matter_id: UUID, actor: Actor, now: datetime) -> Matter:
    """Take responsibility; from here the answer clock burns."""
    matter, _ = begin(matter_id, "sign", actor, "")
    matter.signed_at = now
    in_time = now <= matter.sign_by
    return finish(matter, "sign", actor, now, in_time=in_time, counts={"signed": 1, "signed_in_time": int(in_time)})


@transaction.atomic
def return_(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Give a matter back to whoever handed it over, else to the desk above; the sign clock runs on.

    Returned as often as the area's parameter says, it goes to the level above to be ruled on.
    """
    matter, note = begin(matter_id, "return", actor, note)
    matter.return_count += 1
    often = rules.parameter("matter.return.ruled", clocks.area_ids_of(matter), clock.local_date(now)).integer
    judge = adjudicator_above(matter) if matter.return_count >= often else None
    matter.is_disputed = judge is not None
    return finish(matter, "return", actor, now, note=note, desk=judge or _sender(matter))


def _sender(matter: Matter) -> Desk:
    """Whoever handed the matter to its holder, if they still answer; else the desk above."""
    last = (
        Step.objects.filter(matter_id=matter.id, to_post_id=matter.holder_post_id, from_post_id__isnull=False)
        .order_by("-number")
        .first()
    )
    back = (
        bodies.answering_post(last.from_post_id, avoided=matter.about_body_id) if last and last.from_post_id else None
    )
    return Desk(back.id, back.body_id) if back else desk_above(matter)


@transaction.atomic
def decline(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Turn a request down, saying why and which office is the right one."""
    matter, note = begin(matter_id, "decline", actor, note)
    in_time = now <= (matter.answer_by if matter.signed_at else matter.sign_by)
    return finish(matter, "decline", actor, now, note=note, in_time=in_time, counts=_ended(in_time=in_time))


@transaction.atomic
def transfer(*, matter_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Hand over to a colleague or a department, who signs anew."""
    matter, note = begin(matter_id, "transfer", actor, note)
    return hand_over(matter, "transfer", actor, now, note, _desk(actor, matter, "transfer", to_post_id))


@transaction.atomic
def assign_down(*, matter_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Hand over to a post below, who signs anew."""
    matter, note = begin(matter_id, "assign_down", actor, note)
    return hand_over(matter, "assign_down", actor, now, note, _desk(actor, matter, "assign_down", to_post_id))


@transaction.atomic
def escalate(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Hand over to the desk of the next level up, who signs anew."""
    matter, note = begin(matter_id, "escalate", actor, note)
    return hand_over(matter, "escalate", actor, now, note, desk_above(matter))


@transaction.atomic
def start(*, matter_id: UUID, actor: Actor, now: datetime) -> Matter:
    """Begin the work; the resident sees that somebody is at it."""
    matter, _ = begin(matter_id, "start", actor, "")
    return finish(matter, "start", actor, now)


@transaction.atomic
def wait(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Stop the clock while something outside is awaited; the note says what."""
    matter, note = begin(matter_id, "wait", actor, note)
    matter.waiting_since = now
    return finish(matter, "wait", actor, now, note=note)


@transaction.atomic
def ask(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Ask the reporter; the clock stops until they answer."""
    matter, note = begin(matter_id, "ask", actor, note)
    matter.waiting_since = now
    return finish(matter, "ask", actor, now, note=note)


@transaction.atomic
def supply(*, matter_id: UUID, note: str, actor: Actor, now: datetime, photos: Sequence[files.Photo] = ()) -> Matter:
    """The reporter answers a question or adds something; the clock runs on."""
    matter, note = begin(matter_id, "supply", actor, note)
    _clock_runs_on(matter, now)
    return finish(matter, "supply", actor, now, note=note, photos=photos)


@transaction.atomic
def resume(*, matter_id: UUID, actor: Actor, now: datetime) -> Matter:
    """Go on after waiting; the clock runs on."""
    matter, _ = begin(matter_id, "resume", actor, "")
    _clock_runs_on(matter, now)
    return finish(matter, "resume", actor, now)


@transaction.atomic
def answer(
    *,
    matter_id: UUID,
    note: str,
    actor: Actor,
    now: datetime,
    photos: Sequence[files.Photo] = (),
    without: str = "",
    results: Mapping[str, str] | None = None,
) -> Matter:
    """Tell the resident what was done; once for each time the matter is handled, and when all parts have their answer.

    `results`: what the item's version asks to be filled in with it, by name; a part leaves that to the matter it is a part of.
    `without`: why helpers that have not reported are not waited for.
    """
    matter, note = begin(matter_id, "answer", actor, note)
    refuse_open_parts(matter)
    if matter.assisting and not without.strip():
        raise errors.HelpersOpen(count=Demand.objects.filter(matter=matter, kind="assist", ended_at=None).count())
    if matter.item_version.proof_required:
        _refuse_unproven(matter, photos)
    if matter.part_of_id is None:
        matter.results = measured(matter.item_version.results, results or {})
    details = {"without": without.strip()} if matter.assisting else {}
    matter.answered_at = now
    in_time = now <= matter.answer_by
    return finish(matter, "answer", actor, now, note=note, in_time=in_time, photos=photos, details=details)


def _refuse_unproven(matter: Matter, photos: Sequence[files.Photo]) -> None:
    """Raises `ProofMissing` unless there are pictures from before, and some come with the answer."""
    missing = [] if files.files_of([matter.id]) else [gettext("办理前")]
    missing += [] if photos else [gettext("办理后")]
    if missing:
        raise errors.ProofMissing(item=matter.item_version.name, missing=gettext("、").join(missing))


@transaction.atomic
def close(*, matter_id: UUID, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Close an answered matter; the resident is asked how it went."""
    matter, note = begin(matter_id, "close", actor, note)
    in_time = now <= matter.close_by
    return finish(matter, "close", actor, now, note=note, in_time=in_time, counts=_ended(in_time=in_time))


@transaction.atomic
def reopen(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Take up again what was answered, closed or declined; the clocks start anew with the last holder."""
    matter, note = begin(matter_id, "reopen", actor, note)
    _still_open("matter.reopen.window", matter, now)
    held = bodies.answering_post(matter.holder_post_id, avoided=matter.about_body_id)
    desk = Desk(held.id, held.body_id) if held else desk_above(matter)
    ticking = clocks.start(
        matter.urgency, matter.item_version.answer_days, matter.item_version.close_days, clocks.area_ids_of(matter), now
    )
    matter.sign_by, matter.answer_by, matter.close_by = ticking.sign_by, ticking.answer_by, ticking.close_by
    matter.signed_at = matter.answered_at = matter.closed_at = matter.rated_at = matter.rating = matter.is_solved = None
    matter.rated_by, matter.results = "", {}
    matter.merged_into = matter.promised_by = None
    matter.return_count, matter.is_disputed = 0, False
    matter.reopen_count += 1
    return finish(matter, "reopen", actor, now, note=note, desk=desk, counts={"reopened": 1})


@transaction.atomic
def withdraw(*, matter_id: UUID, actor: Actor, now: datetime, note: str = "") -> Matter:
    """The reporter takes a request back before it is answered."""
    matter, note = begin(matter_id, "withdraw", actor, note)
    return finish(matter, "withdraw", actor, now, note=note)


@transaction.atomic
def rate(*, matter_id: UUID, rating: int, is_solved: bool, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Rate what was closed, 1 (very dissatisfied) to 5; one rating a handling. Entered by staff, it's counted apart."""
    matter, note = begin(matter_id, "rate", actor, note)
    if matter.rated_at or not 1 <= rating <= 5:
        raise errors.NotYetRateable
    matter.rating, matter.is_solved, matter.rated_at = rating, is_solved, now
    matter.rated_by = "staff" if actor.is_staff else "reporter"
    by_staff, good = int(actor.is_staff), int(rating >= 4)
    counts = {
        "rated": 1 - by_staff,
        "satisfied": good * (1 - by_staff),
        "solved": int(is_solved),
        "rated_by_staff": by_staff,
        "satisfied_by_staff": good * by_staff,
    }
    return finish(matter, "rate", actor, now, note=note, rating=rating, is_solved=is_solved, counts=counts)


def _desk(actor: Actor, matter: Matter, move: str, post_id: UUID) -> Desk:
    receiver = chosen(actor, matter, move, post_id)
    return Desk(receiver.post_id, receiver.body_id)


def _ended(*, in_time: bool) -> dict[str, int]:
    return {"closed": 1, "closed_in_time": int(in_time)}


def _clock_runs_on(matter: Matter, now: datetime) -> None:
    clocks.resume(matter, matter.item_version.answer_days, matter.item_version.close_days, now)


def _still_open(window: str, matter: Matter, now: datetime) -> None:
    """Raises `ReopenTooLate` when the area's window after the ending is over."""
    limit = rules.parameter(window, clocks.area_ids_of(matter), clock.local_date(now)).value
    if not isinstance(limit, rules.TimeLimit) or matter.closed_at is None:
        return
    if now > rules.due(matter.closed_at, limit, rules.calendar_for(clocks.area_ids_of(matter))):
        raise errors.ReopenTooLate(window=limit)
