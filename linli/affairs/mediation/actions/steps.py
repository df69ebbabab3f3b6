"""What every move has in common: load and lock, hold against the table, change, add the step, record, publish."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.affairs.mediation import errors, permissions, queries
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.events import DisputeMoved
from linli.affairs.mediation.models import Dispute, Step, Term
from linli.affairs.mediation.states import ENDED, MOVES
from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.events import publish

MOST_CHARACTERS = 4000


def begin(dispute_id: UUID, move: str, actor: Actor, note: str = "") -> tuple[Dispute, str, str]:
    """The dispute, locked, the stage the move leads to, and the trimmed note, once actor, stage and note are right."""
    dispute = queries.dispute_for(actor, dispute_id, lock=True)
    to = permissions.require(actor, move, dispute)
    note = note.strip()
    if MOVES[move].needs_note and not note:
        raise errors.NoteMissing(move=MOVES[move].said)
    if len(note) > MOST_CHARACTERS:
        raise errors.TextTooLong(length=len(note), most=MOST_CHARACTERS)
    return dispute, to, note


def finish(
    dispute: Dispute,
    move: str,
    to: str,
    actor: Actor,
    now: datetime,
    *,
    note: str = "",
    towards: UUID | None = None,
    details: Mapping[str, Any] | None = None,
    changed: Iterable[str] = (),
) -> Dispute:
    """Write the step and the moved dispute, put it on record and publish it.

    The step goes first: whoever gives the dispute away is inside it no more once its row is written. `changed`: columns set before.
    """
    step = Step(
        dispute_id=dispute.id,
        number=dispute.step_count + 1,
        move=move,
        from_state=dispute.state,
        to_state=to,
        at=now,
        actor_label=actor.label,
        post_id=actor.post_id,
        to_post_id=towards,
        note=note,
        is_public=MOVES[move].is_public,
        details=dict(details or {}),
    )
    Step.objects.bulk_create([step])
    written = {*_go_on(dispute, to, actor, now), *changed}
    dispute.save(update_fields=sorted(written))
    journal.record(actor, f"dispute.{move}", "dispute", dispute.id, at=now, number=dispute.number, to=to)
    publish(DisputeMoved(dispute_id=dispute.id, move=move, at=now))
    return dispute


def _go_on(dispute: Dispute, to: str, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Set stage, end and clock; another clock begins unwarned. Returns the columns set."""
    dispute.state = to
    dispute.step_count += 1
    dispute.moved_by_post_id = actor.post_id
    dispute.ended_at = now if to in ENDED and dispute.ended_at is None else dispute.ended_at
    was_due = dispute.due_at
    burning = clocks.burning(dispute, open_terms(dispute), now)
    dispute.due_at, dispute.warn_at = burning.due_at, burning.warn_at
    dispute.is_warned = dispute.is_warned and was_due == dispute.due_at
    return ("state", "step_count", "moved_by_post_id", "ended_at", "due_at", "warn_at", "is_warned")


def open_terms(dispute: Dispute) -> Sequence[Term]:
    """What of the agreement in force has no result yet."""
    return list(
        Term.objects.filter(
            agreement__dispute_id=dispute.id,
            agreement__in_force_at__isnull=False,
            agreement__void_at=None,
            outcome="",
        )
    )
