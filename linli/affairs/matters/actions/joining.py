"""Taking a matter apart and putting matters together, so that each resident gets one answer."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Func, QuerySet, Value

from linli.affairs.matters import errors
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.filing import SCOPE, code_digest, code_for
from linli.affairs.matters.actions.moving import close, withdraw
from linli.affairs.matters.actions.steps import (
    Desk,
    begin,
    chosen,
    desk_above,
    finish,
    hand_over,
    refuse_open_parts,
    said_by,
)
from linli.affairs.matters.events import MatterMoved
from linli.affairs.matters.models import Contact, Demand, Matter, Step
from linli.affairs.matters.states import ANSWERED, ENDED, FILED, MERGED, MOVES, OPEN, SIGNED, STARTED, WAITING
from linli.base.journal import public as journal
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.kit.events import publish
from linli.base.kit.ids import new_id
from linli.registers.bodies import public as bodies

_UNDERWAY = (FILED, SIGNED, STARTED, WAITING)


@transaction.atomic
def split(*, matter_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Split a part off and give it to another post; the resident is answered once, by the holder, when all parts are."""
    matter, note = begin(matter_id, "split", actor, note)
    other = chosen(actor, matter, "split", to_post_id)
    part = _part(matter, note, Desk(other.post_id, other.body_id), actor, now)
    journal.record(actor, "matter.split", "matter", part.id, at=now, note=note, part_of=matter.number)
    publish(MatterMoved(matter_id=part.id, move="split", at=now))
    details = {"part": part.number}
    return finish(matter, "split", actor, now, note=note, towards=other.post_id, details=details)


def _part(matter: Matter, text: str, desk: Desk, actor: Actor, now: datetime) -> Matter:
    """The new part: the whole's place, item and promise, a holder and a sign clock of its own."""
    item = matter.item_version
    ticking = clocks.start(matter.urgency, item.answer_days, item.close_days, clocks.area_ids_of(matter), now)
    token = new_id()
    number = _next_number(now)
    part = Matter(
        **{name: getattr(matter, name) for name in SCOPE},
        number=number,
        code_digest=code_digest(number, code_for(token)),
        item_version=item,
        item_code=matter.item_code,
        channel=matter.channel,
        urgency=matter.urgency,
        text=text,
        spot=matter.spot,
        state=FILED,
        holder_post_id=desk.post_id,
        holder_body_id=desk.body_id,
        party_body_ids=list(dict.fromkeys([matter.holder_body_id, desk.body_id])),
        about_body_id=matter.about_body_id,
        form_token=token,
        filed_at=now,
        # A part is answered before the whole can be, whatever its own promise.
        sign_by=min(ticking.sign_by, matter.answer_by),
        answer_by=min(ticking.answer_by, matter.answer_by),
        close_by=matter.close_by,
        step_count=1,
        part_of=matter,
    )
    clocks.reset(part, now)
    part.save(force_insert=True)
    _begun(part, matter, actor)
    return part


def _begun(part: Matter, matter: Matter, actor: Actor) -> None:
    """The part's first step, and how to reach whoever asked."""
    Step.objects.create(
        matter=part,
        number=1,
        move="split",
        to_state=FILED,
        at=part.filed_at,
        actor_label=said_by(actor),
        post_id=actor.post_id,
        to_post_id=part.holder_post_id,
        note=part.text,
        is_public=False,
    )
    contact = Contact.objects.filter(matter=matter).first()
    if contact:
        # Without the phone's digest: the same person has asked once, not twice.
        contact.pk, contact.phone_digest = part.id, None
        contact.save(force_insert=True)


def _next_number(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('matters_number')")
        row = cursor.fetchone()
    return f"{clock.local_date(now):%Y%m%d}{(row[0] if row else 0) % 1_000_000:06d}"


@transaction.atomic
def recall(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Whoever leads takes back a part that was given out; its holder is told, and the whole waits for it no longer."""
    part, note = begin(matter_id, "recall", actor, note)
    return finish(part, "recall", actor, now, note=note)


@transaction.atomic
def merge(*, matter_id: UUID, main: str, actor: Actor, now: datetime, note: str = "") -> Matter:
    """Let a duplicate follow the matter with the number `main`; its resident gets the main matter's answer."""
    matter, note = begin(matter_id, "merge", actor, note)
    wanted = main.strip()
    leading = Matter.objects.select_for_update().filter(number=wanted).first() if wanted else None
    if leading and leading.state == MERGED and leading.merged_into_id:
        leading = Matter.objects.select_for_update().filter(id=leading.merged_into_id).first()
    if leading is None or leading.id == matter.id or leading.state not in _UNDERWAY or leading.part_of_id:
        raise errors.NoSuchMain(number=wanted)
    refuse_open_parts(matter)
    matter.merged_into, matter.waiting_since = leading, None
    Matter.objects.filter(merged_into=matter).update(merged_into=leading)
    return finish(matter, "merge", actor, now, note=note, details={"main": leading.number})


@transaction.atomic
def separate(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """Take a duplicate that was none back to its own way; its holder signs anew."""
    matter, note = begin(matter_id, "separate", actor, note)
    matter.merged_into = None
    held = bodies.answering_post(matter.holder_post_id, avoided=matter.about_body_id)
    desk = Desk(held.id, held.body_id) if held else desk_above(matter)
    return hand_over(matter, "separate", actor, now, note, desk)


@transaction.atomic
def follow(*, matter_id: UUID, note: str, actor: Actor, now: datetime) -> Matter:
    """A duplicate gets its main matter's answer, and that matter's holder to close it."""
    matter, note = begin(matter_id, "follow", actor, note)
    leading = matter.merged_into
    desk = Desk(leading.holder_post_id, leading.holder_body_id) if leading else None
    matter.answered_at = now
    return finish(matter, "follow", actor, now, note=note, desk=desk, in_time=now <= matter.answer_by)


def carry_along(*, matter_id: UUID, move: str, at: datetime) -> None:
    """After a move: parts and duplicates follow, what was asked for and is overtaken is dropped. Run twice, it does nothing.

    A job's work, for nobody who moves a matter is sure to see all that hangs on it. A duplicate is a whole matter: it takes the
    same step, counts and record as one that is moved by hand.
    """
    system = Actor.system("matters.carry_along")
    matter = Matter.objects.get(id=matter_id)
    merged, parts = Matter.objects.filter(merged_into=matter), Matter.objects.filter(part_of=matter)
    if move == "answer":
        answers = matter.steps.filter(move="answer").order_by("-number").values_list("note", flat=True)
        for each in _ids(merged, MERGED):
            follow(matter_id=each, note=answers[0], actor=system, now=at)
    elif move == "close":
        for each in [*_ids(merged, ANSWERED), *_ids(parts, ANSWERED)]:
            close(matter_id=each, actor=system, now=at)
    elif move in ("decline", "withdraw"):
        for each in _ids(merged, MERGED):
            separate(matter_id=each, note=str(MOVES[move].said), actor=system, now=at)
        for each in _ids(parts, *_UNDERWAY):
            withdraw(matter_id=each, actor=system, now=at)
    if MOVES[move].hands_over:
        hanging = (
            (merged | parts).filter(state__in=[*OPEN, MERGED]).exclude(party_body_ids__contains=[matter.holder_body_id])
        )
        grown = Func(F("party_body_ids"), Value(matter.holder_body_id), function="array_append")
        hanging.update(party_body_ids=grown)
    _drop_overtaken(matter, at)


def _ids(found: QuerySet[Matter], *states: str) -> list[UUID]:
    return list(found.filter(state__in=states).order_by("filed_at", "id").values_list("id", flat=True))


def _drop_overtaken(matter: Matter, at: datetime) -> None:
    """What nobody waits for any more: an extension once it is answered, help once it has ended or wasn't waited for."""
    asked = Demand.objects.filter(matter=matter, ended_at=None)
    dropped = {"ended_at": at, "outcome": "dropped"}
    if matter.state in (ANSWERED, *ENDED):
        asked.filter(kind__in=["prolong", "assist"]).update(**dropped)
