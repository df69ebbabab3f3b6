"""What every move has in common: load and lock, hold against the table, change, add the step, record, publish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.affairs.matters import errors, permissions, queries
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.events import MatterMoved
from linli.affairs.matters.models import Matter, Step, TallyDelta
from linli.affairs.matters.states import ENDED, MOVES, SIGNED, after
from linli.base.files import public as files
from linli.base.journal import public as journal
from linli.base.kit import clock
from linli.base.kit.actor import Actor, Level
from linli.base.kit.events import publish
from linli.base.kit.scope import SCOPE_FIELDS
from linli.registers.bodies import public as bodies

MOST_CHARACTERS = 4000
_UP = {
    Level.BLOCK: Level.COMMUNITY,
    Level.GROUP: Level.COMMUNITY,
    Level.GRID: Level.COMMUNITY,
    Level.COMMUNITY: Level.STREET,
    Level.STREET: Level.COUNTY,
    Level.COUNTY: Level.CITY,
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A post that receives, and its body."""

    post_id: UUID
    body_id: UUID


def begin(matter_id: UUID, move: str, actor: Actor, note: str) -> tuple[Matter, str]:
    """The matter, locked, and the trimmed note, once actor, state and note are right for the move."""
    matter = queries.matter_for(actor, matter_id, lock=True)
    if move == "sign" and matter.state == SIGNED and matter.holder_post_id != actor.post_id:
        raise errors.AlreadySigned(who=matter.holder_post.title)
    permissions.require(actor, move, matter)
    note = note.strip()
    if MOVES[move].needs_note and not note:
        raise errors.NoteMissing(move=MOVES[move].said)
    if len(note) > MOST_CHARACTERS:
        raise errors.TextTooLong(length=len(note), most=MOST_CHARACTERS)
    return matter, note


def finish(
    matter: Matter,
    move: str,
    actor: Actor,
    now: datetime,
    *,
    note: str = "",
    desk: Desk | None = None,
    in_time: bool | None = None,
    rating: int | None = None,
    is_solved: bool | None = None,
    photos: Sequence[files.Photo] = (),
    counts: Mapping[str, int] | None = None,
) -> Matter:
    """Write the moved matter, its step, its counts and its record; the news goes out after the commit."""
    before, from_post = matter.state, matter.holder_post_id
    matter.state = after(before, move) or before
    if desk:
        _put_on(matter, desk)
    if matter.state in ENDED and matter.closed_at is None:
        matter.closed_at, matter.waiting_since = now, None
    matter.step_count += 1
    step = Step(
        matter_id=matter.id,
        number=matter.step_count,
        move=move,
        from_state=before,
        to_state=matter.state,
        at=now,
        actor_label=actor.label if actor.is_staff else "",
        post_id=actor.post_id,
        from_post_id=from_post if desk else None,
        to_post_id=desk.post_id if desk else None,
        note=note,
        is_public=MOVES[move].is_public,
        in_time=in_time,
        rating=rating,
        is_solved=is_solved,
    )
    _record(matter, step, actor, photos, counts or {})
    return matter


def _put_on(matter: Matter, desk: Desk) -> None:
    matter.holder_post_id, matter.holder_body_id = desk.post_id, desk.body_id
    # A body once party to a matter goes on seeing it, wherever it travels.
    matter.party_body_ids = list(dict.fromkeys([*matter.party_body_ids, desk.body_id]))


def _record(matter: Matter, step: Step, actor: Actor, photos: Sequence[files.Photo], counts: Mapping[str, int]) -> None:
    """Store the matter with its clocks, the step, and what goes with it: photos, counts, the journal's entry, the news."""
    clocks.reset(matter, step.at)
    matter.save()
    step.save(force_insert=True)
    if photos:
        files.attach(photos=photos, subject_kind="matter", subject_id=matter.id, now=step.at)
    if counts:
        scope = {name: getattr(matter, name) for name in SCOPE_FIELDS}
        TallyDelta.objects.create(day=clock.local_date(step.at), item_code=matter.item_code, **scope, **counts)
    journal.record(actor, f"matter.{step.move}", "matter", matter.id, at=step.at, note=step.note, state=matter.state)
    publish(MatterMoved(matter_id=matter.id, move=step.move, at=step.at))


def hand_over(matter: Matter, move: str, actor: Actor, now: datetime, note: str, desk: Desk) -> Matter:
    """Give the matter to another post, whose sign clock starts now; what was promised to the resident stays."""
    matter.sign_by = clocks.sign_by(matter.urgency, clocks.area_ids_of(matter), now)
    matter.signed_at = None
    return finish(matter, move, actor, now, note=note, desk=desk)


def desk_above(matter: Matter) -> Desk:
    """The desk that receives at the next level with somebody in it; raises `NobodyAnswers` above the city."""
    level: Level | None = bodies.ROLES[matter.holder_post.role].level
    while level := _UP.get(level) if level else None:
        place_id = getattr(matter, f"{level}_id")
        found = bodies.desk_at(place_id, bodies.LEVEL_DESK[level], avoided=matter.about_body_id) if place_id else None
        if found and found.id != matter.holder_post_id:
            return Desk(found.id, found.body_id)
    raise errors.NobodyAnswers(item=matter.item_version.name)
