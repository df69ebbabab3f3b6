"""The agreement: drawn up, signed and sealed, in force (人民调解法第二十八至三十条)."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from linli.affairs.mediation import errors
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.actions.steps import begin, finish
from linli.affairs.mediation.models import FORMS, HOWS, Agreement, Dispute, Mediator, Party, Term
from linli.base.files import public as files
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.sealed import digest, unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerm:
    """One thing agreed: which party does what, how (money, an act, stopping something, an apology), by which day."""

    party_id: UUID
    how: str
    text: str
    due_on: date
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What an agreement says (第二十九条): facts, who answers for what, the terms."""

    form: str
    facts: str
    blame: str = ""
    terms: Sequence[NewTerm] = ()


def code_of(agreement: Agreement) -> str:
    """The eight letters printed on an agreement, by which anyone who is shown it can check it with its number."""
    mac = hmac.new(settings.LINLI_SEAL_KEY.encode(), b"agreement" + agreement.id.bytes, hashlib.sha256).digest()
    # Base 32 reads well aloud: no 0, 1, 8 or 9.
    return base64.b32encode(mac)[:8].decode()


def code_digest(number: str, code: str) -> bytes:
    """What is stored of a code; useless without the number."""
    return digest("agreement", f"{number}:{code.strip().upper()}")


@transaction.atomic
def draw(*, dispute_id: UUID, new: NewAgreement, actor: Actor, now: datetime) -> Agreement:
    """Draw the agreement up, or anew while nobody has signed."""
    dispute, to, _note = begin(dispute_id, "draw", actor)
    facts = new.facts.strip()
    if new.form not in FORMS:
        raise errors.UnknownKind
    if not facts:
        raise errors.TextMissing
    _admit_terms(dispute, new.terms, now)
    agreement = Agreement.objects.filter(dispute_id=dispute.id, void_at=None).first() or _numbered(dispute)
    agreement.form, agreement.facts, agreement.blame, agreement.drawn_at = new.form, facts, new.blame.strip(), now
    agreement.save()
    Term.objects.filter(agreement_id=agreement.id).delete()
    Term.objects.bulk_create(
        Term(
            agreement_id=agreement.id,
            number=number,
            party_id=term.party_id,
            how=term.how,
            text=term.text.strip()[:400],
            amount=term.amount,
            due_on=term.due_on,
        )
        for number, term in enumerate(new.terms, start=1)
    )
    dispute.has_draft = True
    details = {"agreement": agreement.number, "terms": len(new.terms)}
    finish(dispute, "draw", to, actor, now, details=details, changed=("has_draft",))
    return agreement


@transaction.atomic
def sign(
    *,
    dispute_id: UUID,
    party_ids: Sequence[UUID],
    is_sealed: bool,
    photos: Sequence[files.Photo] = (),
    actor: Actor,
    now: datetime,
) -> Agreement:
    """Put the agreement in force: all have signed, the mediators too, and the seal is on it; an oral one when it was reached.

    The court's thirty days begin here (第三十三条).
    """
    dispute, to, _note = begin(dispute_id, "sign", actor)
    agreement = Agreement.objects.select_for_update().filter(dispute_id=dispute.id, void_at=None).first()
    if agreement is None:
        raise errors.NoDraft
    _all_signed(dispute, party_ids)
    if agreement.form == "written" and not is_sealed:
        raise errors.SealMissing
    names = Mediator.objects.filter(dispute_id=dispute.id, until=None).order_by("-is_leading", "since")
    agreement.in_force_at = now
    agreement.signed_party_ids = list(party_ids)
    agreement.mediator_names = list(names.values_list("name", flat=True))
    agreement.seal_body_id = dispute.owner_body_id
    agreement.seal_body_name = dispute.owner_post.body.name
    agreement.save()
    if photos:
        files.attach(photos=photos, subject_kind="agreement", subject_id=agreement.id, now=now)
    dispute.agreed_at, dispute.has_draft = now, False
    dispute.applied_at = dispute.performed_at = dispute.breached_at = None
    dispute.confirm_by = clocks.confirm_by(dispute, now)
    details = {"agreement": agreement.number, "form": agreement.form}
    finish(
        dispute,
        "sign",
        to,
        actor,
        now,
        details=details,
        changed=("agreed_at", "has_draft", "applied_at", "performed_at", "breached_at", "confirm_by"),
    )
    return agreement


def _numbered(dispute: Dispute) -> Agreement:
    earlier = Agreement.objects.filter(dispute_id=dispute.id).count()
    agreement = Agreement(id=new_id(), dispute_id=dispute.id, number=f"{dispute.number}-{earlier + 1}")
    agreement.code_digest = code_digest(agreement.number, code_of(agreement))
    return agreement


def _admit_terms(dispute: Dispute, terms: Sequence[NewTerm], now: datetime) -> None:
    if not terms:
        raise errors.TermsMissing
    known = set(Party.objects.filter(dispute_id=dispute.id, represents=None).values_list("id", flat=True))
    for term in terms:
        if term.party_id not in known:
            raise errors.PartyNotFound
        if term.how not in HOWS or not term.text.strip():
            raise errors.TermsMissing
        if term.due_on < clock.local_date(now):
            raise errors.TermInPast(day=f"{term.due_on:%Y-%m-%d}")


def _all_signed(dispute: Dispute, party_ids: Sequence[UUID]) -> None:
    """Every party on either side has signed, or whoever speaks for them; a minor's guardian signs."""
    signed = set(party_ids)
    parties = list(Party.objects.filter(dispute_id=dispute.id))
    speakers: dict[UUID, set[UUID]] = {}
    for party in parties:
        if party.represents_id:
            speakers.setdefault(party.represents_id, set()).add(party.id)
    missing = [
        unseal(party.name_sealed)
        for party in parties
        if party.represents_id is None
        and party.side != "third"
        and not (speakers.get(party.id, set()) & signed or (party.id in signed and not party.is_minor))
    ]
    if missing:
        raise errors.NotAllSigned(names="、".join(missing))
