"""After the agreement: was each term performed, did the court confirm it, is it done (人民调解法第三十一至三十三条)."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.mediation import errors
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.actions.steps import begin, finish, open_terms
from linli.affairs.mediation.models import OUTCOMES, Agreement, Dispute, Term
from linli.base.kit import clock
from linli.base.kit.actor import Actor


@transaction.atomic
def follow(
    *, dispute_id: UUID, outcomes: Mapping[UUID, str], note: str, on: date | None = None, actor: Actor, now: datetime
) -> Dispute:
    """Record what of the agreement was done, late, not done, or let go by the other side; what isn't named stays open."""
    dispute, to, note = begin(dispute_id, "follow", actor, note)
    day = on or clock.local_date(now)
    terms = {term.id: term for term in Term.objects.filter(agreement__dispute_id=dispute.id, agreement__void_at=None)}
    for term_id, outcome in outcomes.items():
        if term_id not in terms or outcome not in OUTCOMES[1:]:
            raise errors.UnknownKind
        term = terms[term_id]
        term.outcome = "late" if outcome == "done" and day > term.due_on else outcome
        term.outcome_on = day
    Term.objects.bulk_update([terms[term_id] for term_id in outcomes], ["outcome", "outcome_on"])
    said = [term.outcome for term in terms.values()]
    if "breached" in said:
        dispute.breached_at = dispute.breached_at or now
    elif all(said):
        dispute.performed_at, dispute.breached_at = now, None
    details = {"outcomes": sorted(outcomes.values()), "told": "breached" in outcomes.values()}
    return finish(
        dispute, "follow", to, actor, now, note=note, details=details, changed=("performed_at", "breached_at")
    )


@transaction.atomic
def apply(*, dispute_id: UUID, on: date, court: str, actor: Actor, now: datetime) -> Dispute:
    """The parties jointly asked the court, within thirty days of the agreement being in force (第三十三条)."""
    dispute, to, _note = begin(dispute_id, "apply", actor)
    agreement = _in_force(dispute)
    if dispute.confirm_by is None or clocks.end_of(on) > dispute.confirm_by:
        raise errors.TooLateForCourt(day=f"{dispute.last_day_to_apply or on:%Y-%m-%d}")
    if on > clock.local_date(now) or not court.strip():
        raise errors.BadApplication
    dispute.applied_at = now
    agreement.court = court.strip()[:80]
    agreement.save(update_fields=["court"])
    return finish(
        dispute,
        "apply",
        to,
        actor,
        now,
        details={"court": agreement.court, "on": on.isoformat()},
        changed=("applied_at",),
    )


@transaction.atomic
def confirm(*, dispute_id: UUID, court_number: str, actor: Actor, now: datetime) -> Dispute:
    """The court confirmed it: what isn't performed can be enforced."""
    dispute, to, _note = begin(dispute_id, "confirm", actor)
    _decided(dispute, court_number, now)
    return finish(dispute, "confirm", to, actor, now, details={"ruling": court_number.strip()})


@transaction.atomic
def void(*, dispute_id: UUID, court_number: str, note: str, actor: Actor, now: datetime) -> Dispute:
    """The court held it void: it is mediated anew, or the parties sue."""
    dispute, to, note = begin(dispute_id, "void", actor, note)
    agreement = _decided(dispute, court_number, now)
    agreement.void_at = now
    agreement.save(update_fields=["void_at"])
    dispute.confirm_by = dispute.applied_at = dispute.agreed_at = dispute.performed_at = dispute.breached_at = None
    dispute.tried += 1
    dispute.conclude_by = clocks.deadline("mediation.conclude", dispute, now)
    return finish(
        dispute,
        "void",
        to,
        actor,
        now,
        note=note,
        details={"ruling": court_number.strip()},
        changed=(
            *("confirm_by", "applied_at", "agreed_at", "performed_at", "breached_at"),
            *("tried", "conclude_by"),
        ),
    )


@transaction.atomic
def close(*, dispute_id: UUID, note: str = "", actor: Actor, now: datetime) -> Dispute:
    """File it away; with a reason where something agreed has no result or was not done."""
    dispute, to, note = begin(dispute_id, "close", actor, note)
    waiting = len(open_terms(dispute))
    if waiting and not note:
        raise errors.TermsOpen(count=waiting)
    return finish(dispute, "close", to, actor, now, note=note, details={"open_terms": waiting})


def _in_force(dispute: Dispute) -> Agreement:
    found = Agreement.objects.filter(dispute_id=dispute.id, void_at=None, in_force_at__isnull=False).first()
    if found is None:
        raise errors.NotInForce
    return found


def _decided(dispute: Dispute, court_number: str, now: datetime) -> Agreement:
    if not court_number.strip():
        raise errors.BadApplication
    agreement = _in_force(dispute)
    agreement.court_number, agreement.decided_at = court_number.strip()[:60], now
    agreement.save(update_fields=["court_number", "decided_at"])
    return agreement
