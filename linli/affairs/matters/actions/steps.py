"""What every move has in common: load and lock, hold against the table, change, add the step, record, publish."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.affairs.matters import errors, permissions, queries
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.events import MatterMoved
from linli.affairs.matters.models import Matter, Step, TallyDelta
from linli.affairs.matters.states import ANSWERED, ENDED, FILED, MOVES, SIGNED, STARTED, WAITING, after
from linli.base.files import public as files
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.events import publish
from linli.base.kit.scope import SCOPE_FIELDS
from linli.registers.bodies import public as bodies

MOST_CHARACTERS = 4000
SYSTEM = "system"
_UP = {
    Level.BLOCK: Level.COMMUNITY,
    Level.GROUP: Level.COMMUNITY,
    Level.GRID: Level.COMMUNITY,
    Level.COMMUNITY: Level.STREET,
    Level.STREET: Level.COUNTY,
    Level.COUNTY: Level.CITY,
}
_ADJUDICATORS = {Level.STREET: "street_leader", Level.COUNTY: "county_desk", Level.CITY: "city_desk"}


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
    details: Mapping[str, Any] | None = None,
    towards: UUID | None = None,
) -> Matter:
    """Write the moved matter, its step, counts and record. `desk` takes it over; `towards` is a post it concerns besides."""
    before, from_post = matter.state, matter.holder_post_id
    _go_on(matter, move, now, desk)
    step = Step(
        matter_id=matter.id,
        number=matter.step_count,
        move=move,
        from_state=before,
        to_state=matter.state,
        at=now,
        actor_label=said_by(actor),
        post_id=actor.post_id,
        from_post_id=from_post if desk else None,
        to_post_id=desk.post_id if desk else towards,
        note=note,
        is_public=MOVES[move].is_public,
        in_time=in_time,
        rating=rating,
        is_solved=is_solved,
        details=dict(details or {}),
    )
    _record(matter, step, actor, photos, counts or {})
    return matter


def _go_on(matter: Matter, move: str, now: datetime, desk: Desk | None) -> None:
    """The matter's new state and holder; what ends has a time, and what is answered waits for nobody."""
    matter.state = after(matter.state, move) or matter.state
    matter.step_count += 1
    if desk:
        _put_on(matter, desk, is_ruled=move == "rule")
    if matter.state in ENDED and matter.closed_at is None:
        matter.closed_at, matter.waiting_since = now, None
    if matter.state in (ANSWERED, *ENDED):
        matter.prolong_until, matter.assisting = None, []


def said_by(actor: Actor) -> str:
    """Who a step is by, as the timeline keeps it: a post's name, a job, or nothing for the resident."""
    return actor.label if actor.is_staff else SYSTEM if actor.sight is Sight.SYSTEM else ""


def _put_on(matter: Matter, desk: Desk, *, is_ruled: bool) -> None:
    """The matter lies with another post, which has not been warned yet."""
    matter.holder_post_id, matter.holder_body_id = desk.post_id, desk.body_id
    matter.is_warned, matter.is_ruled = False, is_ruled
    # A body once party to a matter goes on seeing it, wherever it travels.
    matter.party_body_ids = list(dict.fromkeys([*matter.party_body_ids, desk.body_id]))


def _record(matter: Matter, step: Step, actor: Actor, photos: Sequence[files.Photo], counts: Mapping[str, int]) -> None:
    """Store the matter with its clocks, the step, and what goes with it: photos, counts, the journal's entry, the news."""
    clocks.reset(matter, step.at)
    matter.save()
    step.save(force_insert=True)
    if photos:
        files.attach(photos=photos, subject_kind="matter", subject_id=matter.id, now=step.at)
    if counts and not matter.part_of_id:
        # A part is counted with the matter it was split from.
        scope = {name: getattr(matter, name) for name in SCOPE_FIELDS}
        TallyDelta.objects.create(day=clock.local_date(step.at), item_code=matter.item_code, **scope, **counts)
    journal.record(actor, f"matter.{step.move}", "matter", matter.id, at=step.at, note=step.note, state=matter.state)
    publish(MatterMoved(matter_id=matter.id, move=step.move, at=step.at))


def chosen(actor: Actor, matter: Matter, move: str, post_id: UUID) -> queries.Receiver:
    """The receiver somebody picked; refused unless it is one of those the move offers."""
    for receiver in queries.receivers(actor, matter, move):
        if receiver.post_id == post_id:
            return receiver
    raise errors.NoReceiver


def refuse_open_parts(matter: Matter) -> None:
    """Raises `PartsOpen` while a part has no answer; asked for the system, for a part may lie where the holder doesn't see."""
    with walls.acting(Actor.system("matters.parts")):
        count = Matter.objects.filter(part_of=matter, state__in=[FILED, SIGNED, STARTED, WAITING]).count()
    if count:
        raise errors.PartsOpen(count=count)


def hand_over(matter: Matter, move: str, actor: Actor, now: datetime, note: str, desk: Desk) -> Matter:
    """Give the matter to another post, whose sign clock starts now; what was promised to the resident stays."""
    matter.sign_by = clocks.sign_by(matter.urgency, clocks.area_ids_of(matter), now)
    matter.signed_at = None
    return finish(matter, move, actor, now, note=note, desk=desk)


def desk_above(matter: Matter) -> Desk:
    """The desk that receives at the next level with somebody in it; raises `NobodyAnswers` above the city."""
    return _up(matter, bodies.LEVEL_DESK, _UP.get(bodies.ROLES[matter.holder_post.role].level))


def decider_above(matter: Matter) -> Desk:
    """The desk that decides for the holder: a department's stands at its own county, every other's one level up."""
    found = desks_above(matter)
    if not found:
        raise errors.NobodyAnswers(item=matter.item_version.name)
    return found[0]


def adjudicator_above(matter: Matter) -> Desk | None:
    """The post that rules on whose the holder's matter is (裁定): at the street its leader, above it the desks."""
    role = bodies.ROLES[matter.holder_post.role]
    level = role.level if role.sight is Sight.HELD else _UP.get(role.level)
    return next(_desks_up(matter, _ADJUDICATORS, Level.STREET if level is Level.COMMUNITY else level), None)


def _up(matter: Matter, desks: Mapping[Level, str], level: Level | None) -> Desk:
    found = next(_desks_up(matter, desks, level), None)
    if found is None:
        raise errors.NobodyAnswers(item=matter.item_version.name)
    return found


def desks_above(matter: Matter) -> list[Desk]:
    """The desks of all levels above the holder that answer, nearest first."""
    role = bodies.ROLES[matter.holder_post.role]
    return list(_desks_up(matter, bodies.LEVEL_DESK, role.level if role.sight is Sight.HELD else _UP.get(role.level)))


def _desks_up(matter: Matter, desks: Mapping[Level, str], level: Level | None) -> Iterator[Desk]:
    """The desks from a level upwards that answer and aren't the holder itself."""
    while level:
        place_id = getattr(matter, f"{level}_id")
        found = bodies.desk_at(place_id, desks[level], avoided=matter.about_body_id) if place_id else None
        if found and found.id != matter.holder_post_id:
            yield Desk(found.id, found.body_id)
        level = _UP.get(level)
