"""Claims that an answer should not count: proposed with evidence, decided above the unit, published, appealed once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.callbacks import errors, permissions, queries
from linli.affairs.callbacks.models import Call, Claim, ClaimStep
from linli.affairs.callbacks.states import ANSWERED, CLAIM_MOVES, LEFT_OUT, TAKEN_BACK
from linli.base.files import public as files
from linli.base.journal import public as journal
from linli.base.kit import clock, locks, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.scope import SCOPE_FIELDS
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_SYSTEM = Actor.system("callbacks.claims")


@transaction.atomic
def propose(*, call_id: UUID, reason: str, photos: Sequence[files.Photo], actor: Actor, now: datetime) -> Claim:
    """The unit says, with evidence, why an answer that counts against it rests on an unreasonable request."""
    permissions.require(actor, "propose")
    call = queries.call_for(call_id)
    if call.unit_id != actor.body_id:
        raise errors.NothingToClaim
    # A unit may not lock the call itself.
    locks.hold(f"callbacks.claim:{call.id}")
    _refuse_unclaimable(call)
    if not reason.strip():
        raise errors.ReasonMissing(move=CLAIM_MOVES["propose"].said)
    if not photos:
        raise errors.EvidenceMissing
    claim = Claim(
        id=new_id(),
        call=call,
        matter_id=call.matter_id,
        number=call.number,
        unit_id=call.unit_id,
        unit_level=bodies.ROLES[bodies.post_for(call.holder_post_id).role].level.value,
        reason=reason.strip()[:2000],
        at=now,
        **{name: getattr(call, name) for name in SCOPE_FIELDS},
    )
    claim.save(force_insert=True)
    files.attach(photos=photos, subject_kind="claim", subject_id=claim.id, now=now)
    _step(claim, "propose", claim.reason, actor, now)
    return claim


@transaction.atomic
def decide(*, claim_id: UUID, move: str, note: str, actor: Actor, now: datetime, public_words: str = "") -> Claim:
    """Allow or deny a claim, or rule on an appeal: `allow`, `deny`, `confirm`, `overturn`, `grant`, `dismiss`."""
    claim, note = _begun(claim_id, move, actor, note)
    if move in ("allow", "grant"):
        if len(public_words.strip()) < 4:
            raise errors.PublicWordsMissing
        claim.public_words = public_words.strip()[:300]
    if move in ("allow", "deny"):
        claim.decided_post_id, claim.decided_person_id = actor.post_id, actor.person_id
    claim.decided_at = now
    claim.basis = note
    claim.appeal_by = _appeal_by(claim, now) if move == "deny" else claim.appeal_by
    return _finished(claim, move, note, actor, now)


@transaction.atomic
def publish(*, claim_id: UUID, actor: Actor, now: datetime) -> Claim:
    """Put an allowed claim on the public list; only from here on the answer isn't counted."""
    claim, note = _begun(claim_id, "publish", actor, "")
    claim.published_at = now
    claim.appeal_by = _appeal_by(claim, now)
    return _finished(claim, "publish", note, actor, now)


@transaction.atomic
def take_back(*, claim_id: UUID, actor: Actor, now: datetime) -> Claim:
    """The unit takes its claim back."""
    claim, note = _begun(claim_id, "take_back", actor, "")
    return _finished(claim, "take_back", note, actor, now)


@transaction.atomic
def appeal(*, claim_id: UUID, move: str, note: str, actor: Actor, now: datetime) -> Claim:
    """Whoever lost appeals once within the area's time: the resident by `contest`, the unit by `insist`.

    While a resident's objection is open, their answer counts again.
    """
    claim, note = _begun(claim_id, move, actor, note)
    if claim.appealed_at or claim.appeal_by is None or now > claim.appeal_by:
        by = claim.appeal_by.astimezone(clock.CHINA).date() if claim.appeal_by else ""
        raise errors.AppealTooLate(by=by)
    claim.appealed_at = now
    return _finished(claim, move, note, actor, now)


def _refuse_unclaimable(call: Call) -> None:
    """Raises `NothingToClaim` unless the answer says dissatisfied or not solved and has no claim yet."""
    answer = queries.current_answer(call.id) if call.state == ANSWERED else None
    if answer is None or (answer.solved and answer.grade > 2):
        raise errors.NothingToClaim
    if call.round.state != "drawn" or Claim.objects.filter(call=call).exclude(state=TAKEN_BACK).exists():
        raise errors.NothingToClaim


def _begun(claim_id: UUID, move: str, actor: Actor, note: str) -> tuple[Claim, str]:
    """The claim, locked and in its next state, once person, stage and words are right."""
    claim = queries.claim_for(claim_id, lock=True)
    to = permissions.require_claim_move(actor, move, claim)
    note = note.strip()[:2000]
    if CLAIM_MOVES[move].needs_note and not note:
        raise errors.ReasonMissing(move=CLAIM_MOVES[move].said)
    claim.state = to
    return claim, note


def _appeal_by(claim: Claim, now: datetime) -> datetime:
    areas = places.area_ids(places.place_for(claim.place_id))
    limit = rules.parameter("callback.appeal", areas, clock.local_date(now)).limit
    return rules.due(now, limit, rules.calendar_for(areas))


def _finished(claim: Claim, move: str, note: str, actor: Actor, now: datetime) -> Claim:
    """Store the claim and its step; the call follows, for neither unit nor adjudicator may touch it."""
    claim.save(
        update_fields=[
            "state",
            "decided_post_id",
            "decided_person_id",
            "decided_at",
            "basis",
            "public_words",
            "published_at",
            "appeal_by",
            "appealed_at",
        ]
    )
    _step(claim, move, note, actor, now)
    with walls.acting(_SYSTEM):
        Call.objects.filter(id=claim.call_id).update(is_left_out=claim.state in LEFT_OUT)
    return claim


def _step(claim: Claim, move: str, note: str, actor: Actor, now: datetime) -> None:
    ClaimStep.objects.create(
        claim=claim,
        move=move,
        to_state=claim.state,
        note=note,
        at=now,
        post_id=actor.post_id,
        person_id=actor.person_id,
        label=actor.label if actor.is_staff else "",
    )
    journal.record(actor, f"claim.{move}", "claim", claim.id, at=now, note=note, state=claim.state)
