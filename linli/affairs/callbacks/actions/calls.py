"""Calls: tried, looked up, answered, corrected. The actor's walls have let them through to the call; the rest is held here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.affairs.callbacks import errors, permissions, queries
from linli.affairs.callbacks.actions.reacting import react
from linli.affairs.callbacks.events import CallAnswered
from linli.affairs.callbacks.models import Answer, Attempt, Call, Look
from linli.affairs.callbacks.states import ANSWERED, CALL_MOVES, CALL_NAMES, OUTCOMES, WAITING, after
from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed
from linli.base.kit.events import publish
from linli.base.rules import public as rules
from linli.registers.places import public as places

SHOWN_FOR = timedelta(minutes=1)
SHORTEST_PURPOSE = 4
_GIVES_UP = {"wrong_number": "give_up", "refused": "refuse"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a resident said to the three questions, and whether they want the matter taken up again."""

    responded: bool
    solved: bool
    grade: int
    note: str = ""
    wants_reopen: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether somebody has to look into it: not solved, or dissatisfied."""
        return not self.solved or self.grade <= 2


@transaction.atomic
def show_phone(*, call_id: UUID, purpose: str, actor: Actor, now: datetime) -> datetime:
    """Show the number for one minute, on record and to be seen by the person; returns until when."""
    permissions.require(actor, "show_phone")
    call = _to_make(call_id, actor, "miss")
    purpose = " ".join(purpose.split())[:200]
    if len(purpose) < SHORTEST_PURPOSE:
        raise errors.NoPurpose
    with walls.acting(Actor.system("callbacks.phone")):
        person_id = matters.matter_for(actor, call.matter_id).person_id
        if not matters.phone_of(call.matter_id):
            raise errors.NoPhone
    look = Look(call=call, post_id=_post(actor), purpose=purpose, at=now, until=now + SHOWN_FOR)
    look.save(force_insert=True)
    journal.record(actor, "call.phone_shown", "call", call.id, at=now, about_person_id=person_id, purpose=purpose)
    return look.until


@transaction.atomic
def attempt(*, call_id: UUID, outcome: str, actor: Actor, now: datetime, note: str = "") -> Call:
    """Put a try on record that led to no answer; the last one ends the call as not reached."""
    permissions.require(actor, "try_call")
    if outcome not in OUTCOMES or outcome == "answered":
        raise errors.AnswerUnclear
    call = _to_make(call_id, actor, "miss")
    _refuse_hour(call, now)
    areas = _areas(call)
    today = clock.local_date(now)
    is_last = call.attempts_made + 1 >= rules.parameter("callback.attempts", areas, today).integer
    move = _GIVES_UP.get(outcome, "give_up" if is_last else "miss")
    spacing = rules.parameter("callback.spacing", areas, today).limit
    call.next_at = rules.due(now, spacing, rules.calendar_for(areas))
    _tried(call, outcome, note, actor, now)
    return _ended(call, move, now)


@transaction.atomic
def answer(*, call_id: UUID, said: Said, actor: Actor, now: datetime) -> Answer:
    """Write down what a resident said on the telephone; what is bad goes on to somebody."""
    permissions.require(actor, "answer")
    call = _to_make(call_id, actor, "answer")
    _refuse_hour(call, now)
    _tried(call, "answered", "", actor, now)
    return _answered(call, said, "call", "answer", actor, now)


@transaction.atomic
def answer_by_link(*, call_id: UUID, said: Said, actor: Actor, now: datetime) -> Answer:
    """Take what a resident says on the page of their matter; counted apart from calls."""
    if actor.is_staff:
        raise NotAllowed
    call = queries.call_for(call_id, lock=True)
    if call.round.state != "drawn":
        raise errors.WrongStage(state=call.round.number, move=CALL_MOVES["answer_by_link"].said)
    _after(call, "answer_by_link")
    return _answered(call, said, "link", "answer_by_link", actor, now)


@transaction.atomic
def correct(*, call_id: UUID, said: Said, reason: str, actor: Actor, now: datetime) -> Answer:
    """Put another answer beside one that was written down wrong; both stay, and the reason. Only what was heard on a call."""
    permissions.require(actor, "correct")
    call = queries.call_for(call_id, lock=True)
    permissions.require_uninvolved(actor, call)
    _after(call, "correct")
    former = queries.current_answer(call.id)
    if former is None or former.way != "call" or call.round.state != "drawn":
        raise errors.WrongStage(state=CALL_NAMES[call.state], move=CALL_MOVES["correct"].said)
    if not reason.strip():
        raise errors.ReasonMissing(move=CALL_MOVES["correct"].said)
    made = _new_answer(call, said, "call", actor, now, corrects=former, reason=reason.strip())
    journal.record(actor, "call.correct", "call", call.id, at=now, reason=made.reason, grade=said.grade)
    react(call, said, now)
    return made


def _post(actor: Actor) -> UUID:
    """The post that calls; nobody else does."""
    if actor.post_id is None:
        raise NotAllowed
    return actor.post_id


def _to_make(call_id: UUID, actor: Actor, move: str) -> Call:
    """The call, locked, once it waits and the actor had no hand in its matter."""
    call = queries.call_for(call_id, lock=True)
    permissions.require_uninvolved(actor, call)
    _after(call, move)
    return call


def _after(call: Call, move: str) -> str:
    to = after(CALL_MOVES, call.state, move)
    if to is None:
        raise errors.WrongStage(state=CALL_NAMES[call.state], move=CALL_MOVES[move].said)
    return to


def _areas(call: Call) -> list[UUID]:
    return places.area_ids(places.place_for(call.place_id))


def _refuse_hour(call: Call, now: datetime) -> None:
    """Raises `QuietHours` outside the hours of the area, `TooSoon` before the next try may be made."""
    hours = rules.parameter("callback.hours", _areas(call), clock.local_date(now))
    moment = now.astimezone(clock.CHINA).time()
    if isinstance(hours.value, tuple) and not any(begin <= moment < end for begin, end in hours.value):
        raise errors.QuietHours(hours=hours.said)
    if call.next_at and now < call.next_at:
        raise errors.TooSoon(at=call.next_at.astimezone(clock.CHINA).strftime("%H:%M"))


def _tried(call: Call, outcome: str, note: str, actor: Actor, now: datetime) -> None:
    call.attempts_made += 1
    Attempt.objects.create(
        call=call,
        number=call.attempts_made,
        outcome=outcome,
        at=now,
        post_id=_post(actor),
        label=actor.label,
        note=note.strip()[:1000],
    )
    journal.record(actor, "call.attempt", "call", call.id, at=now, outcome=outcome)


def _ended(call: Call, move: str, now: datetime) -> Call:
    call.state = _after(call, move)
    call.ended_at = None if call.state == WAITING else now
    call.save(update_fields=["state", "attempts_made", "next_at", "ended_at"])
    return call


def _new_answer(
    call: Call, said: Said, way: str, actor: Actor, now: datetime, *, corrects: Answer | None = None, reason: str = ""
) -> Answer:
    if not 1 <= said.grade <= 5:
        raise errors.AnswerUnclear
    made = Answer(
        call=call,
        way=way,
        responded=said.responded,
        solved=said.solved,
        grade=said.grade,
        note=said.note.strip()[:1000],
        script=queries.script_on(clock.local_date(now)).version,
        at=now,
        post_id=actor.post_id,
        label=actor.label if actor.is_staff else "",
        corrects=corrects,
        reason=reason,
    )
    made.save(force_insert=True)
    return made


def _answered(call: Call, said: Said, way: str, move: str, actor: Actor, now: datetime) -> Answer:
    made = _new_answer(call, said, way, actor, now)
    call.state = ANSWERED
    call.ended_at = now
    call.save(update_fields=["state", "attempts_made", "ended_at"])
    journal.record(actor, f"call.{move}", "call", call.id, at=now, grade=said.grade, solved=said.solved)
    publish(CallAnswered(call_id=call.id, matter_id=call.matter_id, grade=said.grade, solved=said.solved, at=now))
    react(call, said, now)
    return made
