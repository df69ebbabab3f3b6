"""One dispute: itself, what it is about, who takes part, its talks, its history, whom it can go to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise

from linli.affairs.mediation import permissions
from linli.affairs.mediation.models import Agreement, Dispute, Mediator, Meeting, Particulars, Party, Step
from linli.affairs.mediation.permissions import MEDIATING_ROLES
from linli.affairs.mediation.states import MOVES, STATE_NAMES
from linli.base.files import public as files
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.base.kit.find import one
from linli.base.kit.sealed import mask_phone, unseal
from linli.base.notices import public as notices
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

DESK_ROLES = ("police_officer", "justice_clerk")


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party as those who settle the dispute see it: name whole, phone masked; `speakers` speak for them."""

    id: UUID
    side: str
    kind: str
    name: str
    phone: str
    address: str
    is_minor: bool
    is_willing: bool | None
    capacity: str
    person_id: UUID | None
    body_id: UUID | None
    speakers: tuple["PartyShown", ...] = ()


@dataclass(frozen=True, slots=True)
class StepShown:
    """One line of the history; `label` is empty where a party must not see who."""

    number: int
    move: str
    said: str | Promise
    icon: str
    at: datetime
    label: str
    to_title: str
    note: str
    is_public: bool
    state_said: str | Promise
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """A post that can be chosen, with its body and place."""

    post_id: UUID
    body_id: UUID
    title: str
    body_name: str
    holder: str
    role: str


def dispute_for(actor: Actor, dispute_id: UUID, *, lock: bool = False) -> Dispute:
    """A dispute within the actor's reach, with its owner; `lock` holds it until the transaction ends."""
    found = Dispute.objects.select_related("owner_post", "owner_post__body")
    if lock:
        found = found.select_for_update(of=("self",))
    return one(found, id=dispute_id)


def inside_for(actor: Actor, dispute_id: UUID, *, lock: bool = False) -> Dispute:
    """A dispute whose parties the actor may see; raises `NotFound` for whoever sees its bare row alone."""
    dispute = dispute_for(actor, dispute_id, lock=lock)
    if not permissions.is_inside(actor, dispute):
        raise NotFound
    return dispute


def particulars_of(actor: Actor, dispute: Dispute) -> Particulars | None:
    """What it is about, for those inside."""
    return Particulars.objects.filter(dispute_id=dispute.id).first()


def parties_of(actor: Actor, dispute: Dispute) -> list[PartyShown]:
    """The parties the actor may see, applicant first, each with those who speak for them; read once for a dispute in hand."""
    prefetch_related_objects([dispute], Prefetch("parties", Party.objects.order_by("added_at", "id")))
    rows = list(dispute.parties.all())
    speakers: dict[UUID, list[PartyShown]] = {}
    for row in rows:
        if row.represents_id:
            speakers.setdefault(row.represents_id, []).append(_shown(row, ()))
    order = {"applicant": 0, "respondent": 1, "third": 2}
    shown = [_shown(row, tuple(speakers.get(row.id, ()))) for row in rows if not row.represents_id]
    return sorted(shown, key=lambda party: order[party.side])


def _shown(row: Party, speakers: tuple[PartyShown, ...]) -> PartyShown:
    return PartyShown(
        id=row.id,
        side=row.side,
        kind=row.kind,
        name=unseal(row.name_sealed),
        phone=mask_phone(unseal(row.phone_sealed)) if row.phone_sealed else "",
        address=unseal(row.address_sealed) if row.address_sealed else "",
        is_minor=row.is_minor,
        is_willing=row.is_willing,
        capacity=row.capacity,
        person_id=row.person_id,
        body_id=row.body_id,
        speakers=speakers,
    )


def party_for(actor: Actor, party_id: UUID) -> Party:
    """One party with their dispute."""
    return one(Party.objects.select_related("dispute", "dispute__owner_post"), id=party_id)


def mediators_of(actor: Actor, dispute: Dispute) -> list[Mediator]:
    """Who mediates it and who did, those of now first."""
    rows = Mediator.objects.filter(dispute_id=dispute.id).select_related("post").order_by("since", "id")
    return sorted(rows, key=lambda row: (row.until is not None, not row.is_leading))


def meetings_of(actor: Actor, dispute: Dispute) -> list[Meeting]:
    """The talks held, newest first."""
    return list(Meeting.objects.filter(dispute_id=dispute.id).order_by("-number"))


def history_of(actor: Actor, dispute: Dispute) -> list[StepShown]:
    """The steps, newest first; a party sees the public ones, with offices rather than names."""
    rows = list(Step.objects.filter(dispute_id=dispute.id).order_by("-number"))
    if not actor.is_staff:
        rows = [row for row in rows if row.is_public]
    titles = bodies.titles_of({post for row in rows for post in (row.post_id, row.to_post_id) if post})
    return [
        StepShown(
            number=row.number,
            move=row.move,
            said=MOVES[row.move].said,
            icon=MOVES[row.move].icon,
            at=row.at,
            label=row.actor_label if actor.is_staff else titles.get(row.post_id, "") if row.post_id else "",
            to_title=titles.get(row.to_post_id, "") if row.to_post_id else "",
            note=row.note if actor.is_staff or row.is_public else "",
            is_public=row.is_public,
            state_said=STATE_NAMES[row.to_state],
            details=row.details,
        )
        for row in rows
    ]


def agreement_of(actor: Actor, dispute: Dispute) -> Agreement | None:
    """The agreement that stands, drawn up or in force, with its terms; what a court held void is history. Read once for a dispute in hand."""
    prefetch_related_objects([dispute], "agreements__terms")
    return next((each for each in dispute.agreements.all() if each.void_at is None), None)


def evidence_of(actor: Actor, dispute: Dispute, agreement: Agreement | None) -> tuple[list[UUID], list[UUID]]:
    """The ids of the pictures: evidence, and the signed paper."""
    subjects = [dispute.id, *([agreement.id] if agreement else [])]
    found = files.files_of(subjects)
    evidence = [file.id for file in found if file.subject_id == dispute.id]
    return evidence, [file.id for file in found if agreement and file.subject_id == agreement.id]


def told_to_parties(actor: Actor, dispute: Dispute, now: datetime) -> list[notices.Told]:
    """The messages the parties were sent, newest first, for those inside: by which channel, to which masked address, and whether they arrived."""
    return [row for row in notices.told_of(dispute.id, now, audiences=("resident",)) if row.address]


def mediators_for(actor: Actor, dispute: Dispute) -> list[Choice]:
    """Who can mediate it: the mediation posts of its owner's place, those replaced left out."""
    return [
        choice
        for choice in _choices([dispute.owner_post.place_id], MEDIATING_ROLES)
        if choice.post_id not in dispute.avoiding_post_ids
    ]


def receivers(actor: Actor, dispute: Dispute) -> list[Choice]:
    """Who can be handed the dispute or asked to help: mediation and the stations, at its community, street and county."""
    levels = [place for place in (dispute.community_id, dispute.street_id, dispute.county_id) if place]
    passed_over = {dispute.owner_post_id, *dispute.avoiding_post_ids}
    return [choice for choice in _choices(levels, (*MEDIATING_ROLES, *DESK_ROLES)) if choice.post_id not in passed_over]


def _choices(place_ids: list[UUID], roles: tuple[str, ...]) -> list[Choice]:
    """The attended posts of some roles at some places; two statements a place."""
    return [
        Choice(
            seat.post_id,
            seat.body_id,
            seat.title,
            seat.body_name,
            seat.holder.name if seat.holder else "",
            seat.role,
        )
        for place_id in place_ids
        for seat in bodies.seats_of(place_id=place_id)
        if seat.role in roles and (seat.is_attended or seat.substitute_id)
    ]


def place_choices(actor: Actor) -> list[tuple[str, str]]:
    """Where the actor may register a dispute: their own place and, from a community or street, the places right below."""
    if actor.place_id is None:
        return []
    own = places.place_for(actor.place_id)
    below = places.children_of(own.id) if own.level in ("community", "street") else []
    return [(str(place.id), place.name) for place in (*below, own)]
