"""The papers of the disputes of the past: their steps and mediators; agreements drawn up, signed, kept or not, confirmed by the court."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model

from demo.bodies import Seat
from demo.casting import Stage
from demo.chance import Ids
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.actions.agreeing import code_digest, code_of
from linli.affairs.mediation.models import Agreement, Dispute, Mediator, Party, Step, Term
from linli.affairs.mediation.states import ENDED, MOVES, after
from linli.base.kit import clock


@dataclass(slots=True)
class Told:
    """The rows of one dispute."""

    dispute: Dispute
    rows: list[Model] = field(default_factory=list)
    agreement: Agreement | None = None
    terms: list[Term] = field(default_factory=list)


class Scribe:
    """Adds the steps of a dispute, and moves it on."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    def step(
        self,
        told: Told,
        move: str,
        by: Seat,
        at: datetime,
        *,
        note: str = "",
        details: dict[str, Any] | None = None,
        towards: Seat | None = None,
    ) -> None:
        """One step, written as the verb of that name would have."""
        dispute, before = told.dispute, told.dispute.state
        dispute.state = after(before, move) or before if move != "find" else "found"
        dispute.step_count += 1
        dispute.moved_by_post_id = UUID(by.id)
        if dispute.state in ENDED:
            dispute.ended_at = at
        told.rows.append(
            Step(
                id=UUID(self._ids()),
                dispute_id=dispute.id,
                number=dispute.step_count,
                move=move,
                from_state=before if move != "find" else "",
                to_state=dispute.state,
                at=at,
                actor_label=by.label,
                post_id=UUID(by.id),
                to_post_id=UUID(towards.id) if towards else None,
                note=note,
                is_public=MOVES[move].is_public,
                details=details or {},
            )
        )

    def mediator(self, told: Told, seat: Seat, at: datetime, *, is_leading: bool) -> None:
        """Who mediates from then on."""
        told.dispute.mediator_post_ids = [*told.dispute.mediator_post_ids, UUID(seat.id)]
        told.rows.append(
            Mediator(
                id=UUID(self._ids()),
                dispute_id=told.dispute.id,
                post_id=UUID(seat.id),
                name=seat.acting.name if seat.acting else seat.title,
                is_leading=is_leading,
                since=at,
            )
        )


class Notary:
    """Does to an agreement what the verbs would have done."""

    def __init__(self, stage: Stage, rng: Random, ids: Ids, now: datetime) -> None:
        self._stage, self._rng, self._ids, self._now = stage, rng, ids, now

    def draw(self, told: Told, text: dict[str, Any], at: datetime) -> None:
        agreement = Agreement(
            id=UUID(self._ids()),
            dispute_id=told.dispute.id,
            number=f"{told.dispute.number}-1",
            form="written",
            facts=text["facts"].format(estate=""),
            blame=text.get("blame", ""),
            drawn_at=at,
        )
        agreement.code_digest = code_digest(agreement.number, code_of(agreement))
        sides = {row.side: row for row in told.rows if isinstance(row, Party)}
        for number, (side, how, words, amount, days) in enumerate(text["terms"], start=1):
            term = Term(
                id=UUID(self._ids()),
                agreement_id=agreement.id,
                number=number,
                party_id=sides[side].id,
                how=how,
                text=words,
                amount=Decimal(amount) if amount else None,
                due_on=clock.local_date(at) + timedelta(days=days),
            )
            told.terms.append(term)
            told.rows.append(term)
        told.agreement, told.dispute.has_draft = agreement, True
        told.rows.append(agreement)

    def sign(self, told: Told, mediator: Seat, at: datetime) -> None:
        dispute, agreement = told.dispute, told.agreement
        if agreement is None:
            raise LookupError("Nothing is signed before it is drawn up.")
        agreement.in_force_at = dispute.agreed_at = at
        agreement.signed_party_ids = [row.id for row in told.rows if isinstance(row, Party)]
        agreement.mediator_names = [mediator.acting.name if mediator.acting else mediator.title]
        agreement.seal_body_id = dispute.owner_body_id
        agreement.seal_body_name = self._stage_body(dispute)
        dispute.has_draft, dispute.confirm_by = False, clocks.confirm_by(dispute, at)

    def keep(self, told: Told, move: str, at: datetime) -> None:
        dispute = told.dispute
        if move == "follow":
            for term in told.terms:
                if term.due_on <= clock.local_date(at):
                    term.outcome, term.outcome_on = "done", term.due_on
            dispute.performed_at = at if all(term.outcome for term in told.terms) else None
            if self._rng.random() < 0.15 and told.terms:
                told.terms[0].outcome, dispute.breached_at, dispute.performed_at = "breached", at, None
        elif told.agreement and move == "apply":
            dispute.applied_at, told.agreement.court = at, "海港区人民法院"
        elif told.agreement:
            told.agreement.court_number = f"（{at.year}）冀0302民特{self._rng.randint(10, 400)}号"
            told.agreement.decided_at = at
            for term in told.terms:
                if term.due_on <= clock.local_date(self._now):
                    term.outcome, term.outcome_on = "done", term.due_on
            dispute.performed_at = at if all(term.outcome for term in told.terms) else None

    def _stage_body(self, dispute: Dispute) -> str:
        column = [str(row[6]) for row in self._stage.staff.bodies].index(dispute.owner_body_id.hex)
        name: str = self._stage.staff.bodies[column][8]
        return name
