"""Calls for those who make them: the queue, and one call with what the caller needs to know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.affairs.callbacks.models import Answer, Attempt, Call, Look
from linli.affairs.callbacks.queries.script import Script, script_on
from linli.affairs.callbacks.states import CALL_NAMES, OUTCOMES, WAITING, Words
from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import public as matters
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.registers.places import public as places

PAGE = 30
_SYSTEM = Actor.system("callbacks.sheet")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One call to make. `is_due`: it may be tried now."""

    id: UUID
    number: str
    item: str
    place: str
    round_number: str
    attempts: int
    next_at: datetime | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of calls, and how many there are in all."""

    rows: list[QueueRow]
    total: int
    number: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as it is shown."""

    at: datetime
    said: Words
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One call: what was asked for and answered, whom to call, the words to say. `phone` is masked unless `shown_until` is set."""

    call: Call
    state_said: Words
    round_number: str
    item: str
    place: str
    asked_at: datetime
    closed_at: datetime
    text: str
    reply: str
    name: str
    phone: str
    shown_until: datetime | None
    script: Script
    attempts: list[Tried]
    answer: Answer | None


def call_for(call_id: UUID, *, lock: bool = False) -> Call:
    """A call within the actor's reach; raises `NotFound`."""
    calls = Call.objects.select_related("round")
    if lock:
        calls = calls.select_for_update(of=("self",))
    return one(calls, id=call_id)


def queue(actor: Actor, *, now: datetime, page: int = 1) -> Queue:
    """The calls this actor may make, untried ones first and then by when they may be tried again."""
    page = max(1, min(page, 500))
    waiting = Call.objects.filter(state=WAITING, **scope_filter(actor))
    fields = ("id", "number", "item_code", "community_id", "place_id", "round__number", "attempts_made", "next_at")
    ordered = waiting.order_by("next_at", "id").values(*fields)
    found: list[dict[str, Any]] = list(ordered[(page - 1) * PAGE : page * PAGE + 1])
    shown = found[:PAGE]
    items = catalogue.item_names({row["item_code"] for row in shown})
    names = places.names_of({row["community_id"] or row["place_id"] for row in shown})
    rows = [
        QueueRow(
            row["id"],
            row["number"],
            items.get(row["item_code"], row["item_code"]),
            names.get(row["community_id"] or row["place_id"], ""),
            row["round__number"],
            row["attempts_made"],
            row["next_at"],
            row["next_at"] is None or row["next_at"] <= now,
        )
        for row in shown
    ]
    return Queue(rows, waiting.count(), page, len(found) > PAGE)


def current_answer(call_id: UUID) -> Answer | None:
    """The answer that counts: the newest that no other corrects."""
    return Answer.objects.filter(call_id=call_id, corrected_by=None).order_by("-at").first()


def sheet(actor: Actor, call_id: UUID, *, now: datetime) -> Sheet:
    """One call as its caller sees it. The matter is read as the system, once the walls have let the caller through to the call."""
    call = call_for(call_id)
    looks = Look.objects.filter(call=call, post_id=actor.post_id) if actor.post_id else Look.objects.none()
    look = looks.filter(until__gt=now).order_by("-until").first()
    tried = Attempt.objects.filter(call=call).order_by("number")
    attempts = [Tried(each.at, OUTCOMES[each.outcome], each.label, each.note) for each in tried]
    with walls.acting(_SYSTEM):
        matter = matters.matter_for(_SYSTEM, call.matter_id)
        contact = matters.contact_of(_SYSTEM, matter)
        progress = matters.progress_of([matter.id])[matter.id]
        phone = matters.phone_of(matter.id) if look else contact.phone
    item = catalogue.item_names([call.item_code]).get(call.item_code, call.item_code)
    place = places.names_of([call.community_id or call.place_id]).get(call.community_id or call.place_id, "")
    asked = clock.local_date(matter.filed_at)
    return Sheet(
        call=call,
        state_said=CALL_NAMES[call.state],
        round_number=call.round.number,
        item=item,
        place=place,
        asked_at=matter.filed_at,
        closed_at=call.closed_at,
        text=matter.text,
        reply=progress.answer,
        name=contact.name,
        phone=phone,
        shown_until=look.until if look else None,
        script=script_on(clock.local_date(now), place=place, item=item, asked=asked),
        attempts=attempts,
        answer=current_answer(call.id),
    )
