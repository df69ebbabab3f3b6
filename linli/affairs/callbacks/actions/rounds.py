"""A round from its commitment to its results: the seed is hidden before the period ends, and shown when all were asked."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from linli.affairs.callbacks import errors, permissions, queries
from linli.affairs.callbacks.actions import statements
from linli.affairs.callbacks.events import RoundRevealed
from linli.affairs.callbacks.models import Call, Round, Secret
from linli.affairs.callbacks.states import DRAWN, REVEALED, ROUND_MOVES, ROUND_NAMES, WAITING, after
from linli.base.journal import public as journal
from linli.base.kit import clock, locks, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.events import publish
from linli.base.kit.scope import SCOPE_FIELDS
from linli.base.kit.sealed import seal, unseal
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

LONGEST = 100
RULE = (
    "callback.share",
    "callback.floor",
    "callback.ceiling",
    "callback.always.reopened",
    "callback.always.dissatisfied",
    "callback.always.unrated",
    "callback.satisfied.from",
)
"""The parameters a round keeps: how it is drawn, and what counts as satisfied."""
_SYSTEM = Actor.system("callbacks.draw")


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round as somebody asks for it: over what was closed from `since` up to and including `last`, in China's days."""

    place_id: UUID
    since: date
    last: date


@transaction.atomic
def open_round(*, new: NewRound, actor: Actor, now: datetime) -> Round:
    """Commit to a seed for a period that isn't over; from here on neither rule nor seed can be chosen any more."""
    permissions.require(actor, "open")
    place = places.place_for(new.place_id)
    since, until = clock.midnight(new.since), clock.midnight(new.last + timedelta(days=1))
    if not timedelta(0) < until - since <= timedelta(days=LONGEST):
        raise errors.PeriodUnclear(most=LONGEST)
    if now >= until:
        raise errors.TooLateToCommit
    scope = places.scope_of_place(place.id)
    locks.hold("callbacks.round")
    _refuse_overlap(scope, since, until)
    seed = secrets.token_hex(32)
    made = Round(
        number=_number(since),
        level=place.level,
        since=since,
        until=until,
        rule=_rule(place, clock.local_date(now)),
        commitment=hashlib.sha256(seed.encode()).hexdigest(),
        committed_at=now,
        **scope,
    )
    permissions.require_reach(actor, made)
    made.save(force_insert=True)
    with walls.acting(_SYSTEM):
        Secret.objects.create(round=made, seed_sealed=seal(seed))
    journal.record(
        actor, "round.open", "callback_round", made.id, at=now, number=made.number, commitment=made.commitment
    )
    return made


@transaction.atomic
def draw(*, round_id: UUID, actor: Actor, now: datetime) -> Round:
    """List what was closed and draw from it: the same few statements whatever the number; the list's digest is public from here."""
    drawn = _moved(round_id, "draw", actor)
    if now < drawn.until:
        raise errors.PeriodRunning(until=drawn.until.astimezone(clock.CHINA).date())
    with walls.acting(_SYSTEM), connection.cursor() as cursor:
        seed = unseal(Secret.objects.get(round=drawn).seed_sealed)
        cursor.execute(statements.ROOM)
        cursor.execute(statements.LIST, _values(drawn, seed))
        cursor.execute(statements.CALLS, {"round": drawn.id, "now": now})
        _add_hands(drawn.id)
        cursor.execute("SELECT matters_taken_up_again(%(place)s, %(level)s, %(since)s, %(until)s)", _period(drawn))
        (drawn.rehandled,) = cursor.fetchone() or (0,)
        cursor.execute(statements.DIGEST, {"round": drawn.id})
        drawn.list_digest, drawn.listed, drawn.drawn = cursor.fetchone() or ("", 0, 0)
    drawn.drawn_at = now
    drawn.save(update_fields=["state", "list_digest", "listed", "drawn", "rehandled", "drawn_at"])
    journal.record(
        actor, "round.draw", "callback_round", drawn.id, at=now, listed=drawn.listed, list_digest=drawn.list_digest
    )
    return drawn


@transaction.atomic
def reveal(*, round_id: UUID, actor: Actor, now: datetime) -> Round:
    """Publish seed, list and results once everybody drawn was asked or tried."""
    shown = _moved(round_id, "reveal", actor)
    with walls.acting(_SYSTEM):
        waiting = Call.objects.filter(round=shown, state=WAITING).count()
        if waiting:
            raise errors.CallsWaiting(count=waiting)
        shown.seed = unseal(Secret.objects.get(round=shown).seed_sealed)
    shown.revealed_at = now
    shown.save(update_fields=["state", "seed", "revealed_at"])
    journal.record(actor, "round.reveal", "callback_round", shown.id, at=now, seed=shown.seed)
    publish(RoundRevealed(round_id=shown.id, at=now))
    return shown


def _moved(round_id: UUID, move: str, actor: Actor) -> Round:
    """The round, locked and in its next state, once post, reach and stage are right."""
    permissions.require(actor, move)
    found = queries.round_for(round_id, lock=True)
    permissions.require_reach(actor, found)
    to = after(ROUND_MOVES, found.state, move)
    if to not in (DRAWN, REVEALED):
        raise errors.WrongStage(state=ROUND_NAMES[found.state], move=ROUND_MOVES[move].said)
    found.state = to
    return found


def _refuse_overlap(scope: dict[str, UUID | None], since: datetime, until: datetime) -> None:
    """Raises `RoundOverlaps` where the area, one around it or one inside it has a round in these days."""
    around = Q(place_id__in=[id_ for id_ in scope.values() if id_])
    inside = Q(*((name, scope["place_id"]) for name in SCOPE_FIELDS), _connector=Q.OR)
    other = Round.objects.filter(around | inside, since__lt=until, until__gt=since).first()
    if other:
        raise errors.RoundOverlaps(number=other.number)


def _number(since: datetime) -> str:
    """The year and how many rounds it has had, over all areas: 2026-3."""
    year = since.astimezone(clock.CHINA).year
    return f"{year}-{Round.objects.filter(number__startswith=f'{year}-').count() + 1}"


def _rule(place: places.Place, today: date) -> dict[str, dict[str, str]]:
    """The parameters in force, each with its value as stored and its basis."""
    areas = places.area_ids(place)
    found = [rules.parameter(name, areas, today) for name in RULE]
    return {each.name: {"value": str(each.value), "basis": each.basis} for each in found}


def _period(drawn: Round) -> dict[str, Any]:
    return {"place": drawn.place_id, "level": Level(drawn.level).value, "since": drawn.since, "until": drawn.until}


def _values(drawn: Round, seed: str) -> dict[str, Any]:
    rule = {name.removeprefix("callback.").replace(".", "_"): each["value"] for name, each in drawn.rule.items()}
    return {"round": drawn.id, "seed": seed, **_period(drawn), **rule}


def _add_hands(round_id: UUID) -> None:
    """Add the posts that took a step, their bodies, and the people who held them, to those who may not call."""
    with connection.cursor() as cursor:
        cursor.execute(statements.HANDS, {"round": round_id})
        posts = sorted({post for row in cursor.fetchall() for post in row})
        known = bodies.hands_of(posts)
        values: dict[str, Any] = {
            "round": round_id,
            "posts": [post for post, _ in known],
            "hands": [hand for _, hand in known],
        }
        cursor.execute(statements.ADD_HANDS, values)
