"""Talks with the parties, appointments, notes, evidence, and the end without an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.mediation import errors, permissions, queries
from linli.affairs.mediation.actions.steps import begin, finish
from linli.affairs.mediation.models import MEETING_KINDS, Dispute, Meeting
from linli.affairs.mediation.states import MOVES
from linli.base.files import public as files
from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal

SHORTEST_PURPOSE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """A talk that was held. `confidential`: what one side said in trust; never shown to the other."""

    kind: str
    at: datetime
    where: str
    present: str
    minutes: str
    confidential: str = ""


@transaction.atomic
def meet(
    *, dispute_id: UUID, new: NewMeeting, photos: Sequence[files.Photo] = (), actor: Actor, now: datetime
) -> Dispute:
    """Take down a talk (人民调解法第二十七条); the appointment it was made for is past."""
    dispute, to, _note = begin(dispute_id, "meet", actor)
    if new.kind not in MEETING_KINDS:
        raise errors.UnknownKind
    if not new.minutes.strip() or not new.present.strip():
        raise errors.NoteMissing(move=MOVES["meet"].said)
    number = Meeting.objects.filter(dispute_id=dispute.id).count() + 1
    Meeting.objects.bulk_create(
        [
            Meeting(
                dispute_id=dispute.id,
                number=number,
                kind=new.kind,
                at=new.at,
                where=new.where.strip()[:120],
                present=new.present.strip()[:400],
                minutes=new.minutes.strip(),
                confidential=new.confidential.strip(),
                by_label=actor.label,
            )
        ]
    )
    if photos:
        files.attach(photos=photos, subject_kind="dispute", subject_id=dispute.id, now=now)
    dispute.meeting_at, dispute.meeting_place = None, ""
    details = {"kind": new.kind, "meeting": number}
    return finish(dispute, "meet", to, actor, now, details=details, changed=("meeting_at", "meeting_place"))


@transaction.atomic
def arrange(*, dispute_id: UUID, at: datetime, where: str, actor: Actor, now: datetime) -> Dispute:
    """Make an appointment; the parties see when and where."""
    dispute, to, _note = begin(dispute_id, "arrange", actor)
    if at <= now or not where.strip():
        raise errors.BadAppointment
    dispute.meeting_at, dispute.meeting_place = at, where.strip()[:120]
    details = {"at": at.isoformat(), "where": dispute.meeting_place}
    return finish(dispute, "arrange", to, actor, now, details=details, changed=("meeting_at", "meeting_place"))


@transaction.atomic
def note(*, dispute_id: UUID, note: str, photos: Sequence[files.Photo] = (), actor: Actor, now: datetime) -> Dispute:
    """Write something down among those who settle it, with pictures of the evidence."""
    dispute, to, note = begin(dispute_id, "note", actor, note)
    if photos:
        files.attach(photos=photos, subject_kind="dispute", subject_id=dispute.id, now=now)
    return finish(dispute, "note", to, actor, now, note=note)


@transaction.atomic
def fail(*, dispute_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """End it without an agreement; that arbitration, authorities and courts are open is told by the stage itself (第二十六条)."""
    dispute, to, note = begin(dispute_id, "fail", actor, note)
    return finish(dispute, "fail", to, actor, now, note=note, details={"told": "arbitration,administrative,court"})


@transaction.atomic
def withdraw(*, dispute_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """A party wants no more of it (第二十三条); the note says who and when."""
    dispute, to, note = begin(dispute_id, "withdraw", actor, note)
    return finish(dispute, "withdraw", to, actor, now, note=note)


@transaction.atomic
def reveal_phone(*, party_id: UUID, purpose: str, actor: Actor, now: datetime) -> str:
    """A stranger's phone, whole, for a stated purpose and on record; a resident's is revealed by the register."""
    party = queries.party_for(actor, party_id)
    permissions.require_work(actor, party.dispute)
    purpose = " ".join(purpose.split())[:200]
    if len(purpose) < SHORTEST_PURPOSE:
        raise errors.PurposeMissing
    if not party.phone_sealed:
        raise errors.NothingToShow
    journal.record(
        actor,
        "dispute.revealed",
        "dispute",
        party.dispute_id,
        at=now,
        about_person_id=party.person_id,
        purpose=purpose,
    )
    return unseal(party.phone_sealed)
