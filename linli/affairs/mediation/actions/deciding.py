"""Grading a dispute, taking it on with its mediators, or not; replacing a mediator who has to avoid it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.mediation import errors, queries
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.actions.steps import begin, finish
from linli.affairs.mediation.models import Dispute, Mediator, Party
from linli.affairs.mediation.states import RISKS, elsewhere, grade_rules, refusals
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.base.rules import public as rules
from linli.registers.bodies import public as bodies


def grade_of(dispute: Dispute, now: datetime) -> str:
    """The grade by the first rule that holds (`data/kinds.toml`); numbers of people are dated parameters of the area."""
    on, area_ids = clock.local_date(now), clocks.areas(dispute)
    for rule in grade_rules():
        if rule.risk and rule.risk != dispute.risk:
            continue
        if rule.people and dispute.people_count < rules.parameter(rule.people, area_ids, on).integer:
            continue
        if dispute.tried < rule.tried:
            continue
        return rule.grade
    raise LookupError("The last rule of grading in data/kinds.toml must hold always.")


@transaction.atomic
def grade(*, dispute_id: UUID, people_count: int, risk: str, actor: Actor, now: datetime) -> Dispute:
    """Say how many people it touches and how it may escalate; the rules say how hard it is."""
    return _grade(dispute_id, "grade", people_count, risk, "", actor, now)


@transaction.atomic
def regrade(*, dispute_id: UUID, people_count: int, risk: str, note: str, actor: Actor, now: datetime) -> Dispute:
    """The same again, when things have changed."""
    return _grade(dispute_id, "regrade", people_count, risk, note, actor, now)


def _grade(
    dispute_id: UUID, move: str, people_count: int, risk: str, note: str, actor: Actor, now: datetime
) -> Dispute:
    dispute, to, note = begin(dispute_id, move, actor, note)
    if risk not in RISKS:
        raise errors.UnknownKind
    dispute.people_count, dispute.risk = max(people_count, 2), risk
    dispute.grade = grade_of(dispute, now)
    details = {"people": dispute.people_count, "risk": risk, "grade": dispute.grade}
    return finish(dispute, move, to, actor, now, note=note, details=details, changed=("people_count", "risk", "grade"))


@transaction.atomic
def accept(
    *, dispute_id: UUID, post_ids: Sequence[UUID], is_chosen: bool = False, note: str = "", actor: Actor, now: datetime
) -> Dispute:
    """Take the dispute on and name who mediates, the first as the leading one; `is_chosen`: the parties chose them.

    Both sides have to be there and none refuse; a minor takes part through a guardian.
    """
    dispute, to, note = begin(dispute_id, "accept", actor, note)
    _both_sides(dispute)
    named = _named(actor, dispute, post_ids)
    for position, choice in enumerate(named):
        _appoint(dispute, choice, now, is_leading=position == 0, is_chosen=is_chosen)
    dispute.accepted_at, dispute.tried = now, dispute.tried + 1
    dispute.mediator_post_ids = [choice.post_id for choice in named]
    dispute.conclude_by = clocks.deadline("mediation.conclude", dispute, now)
    return finish(
        dispute,
        "accept",
        to,
        actor,
        now,
        note=note,
        towards=named[0].post_id,
        details={"chosen": is_chosen},
        changed=("accepted_at", "tried", "mediator_post_ids", "conclude_by"),
    )


@transaction.atomic
def refuse(*, dispute_id: UUID, ground: str, note: str, actor: Actor, now: datetime) -> Dispute:
    """Not take it on, on one of the grounds of the list, which says where to turn instead."""
    dispute, to, note = begin(dispute_id, "refuse", actor, note)
    if ground not in refusals():
        raise errors.UnknownKind
    dispute.ground = ground
    return finish(dispute, "refuse", to, actor, now, note=note, details={"ground": ground}, changed=("ground",))


@transaction.atomic
def refer(*, dispute_id: UUID, where: str, note: str, actor: Actor, now: datetime) -> Dispute:
    """Hand it on to the court, arbitration, an authority or the petition office, on record."""
    dispute, to, note = begin(dispute_id, "refer", actor, note)
    if where not in elsewhere():
        raise errors.UnknownKind
    dispute.ground = where
    return finish(dispute, "refer", to, actor, now, note=note, details={"where": where}, changed=("ground",))


@transaction.atomic
def replace(
    *, dispute_id: UUID, former_id: UUID, post_id: UUID, reason: str, note: str, actor: Actor, now: datetime
) -> Dispute:
    """Put another mediator in somebody's place: `avoided` (close to a party), `objected` (a party objects) or `moved`.

    Whoever was avoided or objected to sees the dispute no more.
    """
    dispute, to, note = begin(dispute_id, "replace", actor, note)
    if reason not in ("avoided", "objected", "moved"):
        raise errors.UnknownKind
    former = Mediator.objects.filter(dispute_id=dispute.id, post_id=former_id, until=None).first()
    if former is None:
        raise errors.LastMediator
    named = _named(actor, dispute, [post_id])
    if post_id in dispute.mediator_post_ids:
        raise errors.NotAMediator
    former.until, former.ended = now, reason
    former.save(update_fields=["until", "ended"])
    _appoint(dispute, named[0], now, is_leading=former.is_leading, is_chosen=False)
    dispute.mediator_post_ids = [post_id if each == former_id else each for each in dispute.mediator_post_ids]
    if reason != "moved":
        dispute.avoiding_post_ids = [*dispute.avoiding_post_ids, former_id]
        if dispute.owner_post_id == former_id:
            dispute.owner_post_id, dispute.owner_body_id = post_id, named[0].body_id
    return finish(
        dispute,
        "replace",
        to,
        actor,
        now,
        note=note,
        towards=post_id,
        details={"reason": reason},
        changed=("mediator_post_ids", "avoiding_post_ids", "owner_post_id", "owner_body_id"),
    )


def _both_sides(dispute: Dispute) -> None:
    parties = list(Party.objects.filter(dispute_id=dispute.id))
    sides = {party.side for party in parties if party.represents_id is None}
    if not {"applicant", "respondent"} <= sides:
        raise errors.NeedTwoSides
    if any(party.is_willing is False for party in parties):
        raise errors.Unwilling
    guarded = {party.represents_id for party in parties if party.capacity == "guardian"}
    for party in parties:
        if party.is_minor and party.id not in guarded:
            raise errors.GuardianMissing(name=unseal(party.name_sealed))


def _named(actor: Actor, dispute: Dispute, post_ids: Sequence[UUID]) -> list[queries.Choice]:
    """The mediators named, in that order: attended, of this place's committee, not avoiding, and none of them a party."""
    open_to = {choice.post_id: choice for choice in queries.mediators_for(actor, dispute)}
    if not post_ids or any(post_id not in open_to for post_id in post_ids):
        raise errors.NotAMediator
    for post_id in post_ids:
        holder = bodies.holder_of(post_id)
        if holder and holder.person_id in dispute.party_person_ids:
            raise errors.MediatorIsParty
    return [open_to[post_id] for post_id in dict.fromkeys(post_ids)]


def _appoint(dispute: Dispute, choice: queries.Choice, now: datetime, *, is_leading: bool, is_chosen: bool) -> None:
    Mediator.objects.bulk_create(
        [
            Mediator(
                dispute_id=dispute.id,
                post_id=choice.post_id,
                name=choice.holder or choice.title,
                is_leading=is_leading,
                is_chosen=is_chosen,
                since=now,
            )
        ]
    )
