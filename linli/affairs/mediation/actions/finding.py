"""Disputes come in: from a matter, from a grid worker's round, from a party; and their parties are taken down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from linli.affairs.matters import public as matters
from linli.affairs.mediation import errors, permissions, queries
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.actions.steps import MOST_CHARACTERS
from linli.affairs.mediation.events import DisputeMoved
from linli.affairs.mediation.models import SIDES, Dispute, Particulars, Party, Step
from linli.affairs.mediation.states import FOUND, OPEN, RISKS, SETTLED, SOURCES, kinds
from linli.base.files import public as files
from linli.base.journal import public as journal
from linli.base.kit import clock, locks
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.events import publish
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.base.kit.sealed import seal
from linli.registers.bodies import public as bodies
from linli.registers.people import public as people
from linli.registers.places import public as places

_DESKS = (
    ("community_id", ("mediation_head", "mediator", "community_secretary")),
    ("street_id", ("street_mediator",)),
    ("county_id", ("county_mediator",)),
)
"""Where a new dispute goes first: the committee of its community, or the nearest one above that answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty:
    """A party: a resident of the register, an organisation of the register, or a stranger by name and phone."""

    side: str
    name: str = ""
    phone: str = ""
    address: str = ""
    resident_id: UUID | None = None
    body_id: UUID | None = None
    account_id: UUID | None = None
    is_minor: bool = False
    represents_id: UUID | None = None
    capacity: str = ""
    is_willing: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDispute:
    """What is known when a dispute is taken down. `form_token` is made with the form: sent twice, it makes one dispute."""

    form_token: UUID
    place_id: UUID
    kind: str
    title: str
    facts: str
    source: str = "screening"
    claims: str = ""
    spot: str = ""
    people_count: int = 2
    risk: str = "low"
    matter_id: UUID | None = None
    parties: Sequence[NewParty] = ()
    photos: Sequence[files.Photo] = ()


@transaction.atomic
def find(*, new: NewDispute, actor: Actor, now: datetime) -> Dispute:
    """Take a dispute down; it gets a number and an owner, the committee of its place."""
    permissions.require_capability(actor, "find")
    locks.hold(f"mediation.form:{new.form_token}")
    former = Dispute.objects.filter(form_token=new.form_token).first()
    if former:
        return former
    title, facts = new.title.strip(), new.facts.strip()
    _admit(new, title, facts)
    place = places.place_for(new.place_id)
    if actor.sight is not Sight.SYSTEM and getattr(place, actor.scope_column) != actor.place_id:
        raise errors.OutsideArea
    dispute = _new(new, _owner(actor, place), scope_of(place), actor, now)
    rows = [_party(dispute, each, actor, now) for each in _with_applicant(new, actor)]
    dispute.party_person_ids = [row.person_id for row in rows if row.person_id]
    dispute.party_account_ids = list({row.account_id for row in rows if row.account_id})
    burning = clocks.burning(dispute, [], now)
    dispute.due_at, dispute.warn_at = burning.due_at, burning.warn_at
    dispute.save(force_insert=True)
    words = Particulars(
        dispute_id=dispute.id, title=title, facts=facts, claims=new.claims.strip(), spot=new.spot.strip()[:160]
    )
    Particulars.objects.bulk_create([words])
    Party.objects.bulk_create(rows)
    _first_step(dispute, actor, now)
    if new.photos and permissions.is_inside(actor, dispute):
        files.attach(photos=new.photos, subject_kind="dispute", subject_id=dispute.id, now=now)
    journal.record(actor, "dispute.find", "dispute", dispute.id, at=now, number=dispute.number, kind=new.kind)
    publish(DisputeMoved(dispute_id=dispute.id, move="find", at=now))
    return dispute


def _new(new: NewDispute, owner: bodies.Post, scope: Mapping[str, UUID | None], actor: Actor, now: datetime) -> Dispute:
    return Dispute(
        **scope,
        number=_number(now),
        form_token=new.form_token,
        kind=new.kind,
        source=new.source,
        matter_id=new.matter_id,
        people_count=max(new.people_count, 2),
        risk=new.risk,
        state=FOUND,
        owner_post=owner,
        owner_body_id=owner.body_id,
        found_by_post_id=actor.post_id,
        moved_by_post_id=actor.post_id,
        found_at=now,
        step_count=1,
    )


def _admit(new: NewDispute, title: str, facts: str) -> None:
    if not title or not facts:
        raise errors.TextMissing
    if len(facts) > MOST_CHARACTERS:
        raise errors.TextTooLong(length=len(facts), most=MOST_CHARACTERS)
    if new.kind not in kinds() or new.source not in SOURCES or new.risk not in RISKS:
        raise errors.UnknownKind
    if new.matter_id:
        grown = Dispute.objects.filter(matter_id=new.matter_id, state__in=OPEN).first()
        if grown:
            raise errors.AlreadyGrown(number=grown.number)


def _owner(actor: Actor, place: places.Place) -> bodies.Post:
    """The nearest mediation post that answers."""
    for column, roles in _DESKS:
        at = getattr(place, column)
        for role in roles if at else ():
            post = bodies.desk_at(at, role, avoided=None)
            if post:
                return post
    raise errors.NobodyMediates


def _number(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('mediation_number')")
        row = cursor.fetchone()
    return f"J{clock.local_date(now):%Y%m%d}{row[0] % 10_000:04d}"


def _with_applicant(new: NewDispute, actor: Actor) -> list[NewParty]:
    """The parties named; one grown from a matter has whoever filed it as an applicant, with the account they track it by."""
    named = list(new.parties)
    if new.matter_id is None:
        return named
    matter = matters.matter_for(actor, new.matter_id)
    contact = matters.contact_of(actor, matter)
    if named and matter.account_id:
        return [replace(named[0], account_id=matter.account_id), *named[1:]]
    if named or not contact.name or "*" in contact.name:
        return named
    return [NewParty(side="applicant", name=contact.name, phone=contact.phone, account_id=matter.account_id)]


@transaction.atomic
def add_party(*, dispute_id: UUID, new: NewParty, actor: Actor, now: datetime) -> Party:
    """Take down a party, or who speaks for one."""
    dispute = queries.inside_for(actor, dispute_id, lock=True)
    permissions.require_work(actor, dispute)
    if dispute.state in SETTLED or dispute.state not in OPEN:
        raise errors.PartiesFixed
    row = _party(dispute, new, actor, now)
    if row.person_id and Party.objects.filter(dispute_id=dispute.id, person_id=row.person_id).exists():
        raise errors.PartyTwice(name=new.name or people.names_of(actor, [row.person_id]).get(row.person_id, ""))
    Party.objects.bulk_create([row])
    if row.person_id:
        dispute.party_person_ids = [*dispute.party_person_ids, row.person_id]
        dispute.save(update_fields=["party_person_ids"])
    journal.record(
        actor, "dispute.party", "dispute", dispute.id, at=now, about_person_id=row.person_id, number=dispute.number
    )
    return row


@transaction.atomic
def set_willing(*, party_id: UUID, is_willing: bool, actor: Actor, now: datetime) -> Party:
    """Whether a party agrees to mediation; nobody is made to take part (人民调解法第十七条)."""
    party = queries.party_for(actor, party_id)
    permissions.require_work(actor, party.dispute)
    party.is_willing = is_willing
    party.save(update_fields=["is_willing"])
    journal.record(
        actor, "dispute.party", "dispute", party.dispute_id, at=now, about_person_id=party.person_id, willing=is_willing
    )
    return party


def _party(dispute: Dispute, new: NewParty, actor: Actor, now: datetime) -> Party:
    """The row of a party; a resident's name is the register's, an organisation's too."""
    if new.side not in SIDES:
        raise errors.UnknownKind
    name, person_id, kind = new.name.strip(), None, "stranger"
    if new.resident_id:
        person = people.resident_for(actor, new.resident_id).person
        name, person_id, kind = person.name, person.id, "resident"
    elif new.body_id:
        kind = "body"
    if not name:
        raise errors.TextMissing
    if new.represents_id and not Party.objects.filter(id=new.represents_id, dispute_id=dispute.id).exists():
        raise errors.PartyNotFound
    phone = people.read_phone(new.phone) if new.phone.strip() else ""
    return Party(
        id=new_id(),
        dispute_id=dispute.id,
        side=new.side,
        kind=kind,
        person_id=person_id,
        account_id=new.account_id,
        body_id=new.body_id if kind == "body" else None,
        name_sealed=seal(name),
        phone_sealed=seal(phone) if phone else None,
        address_sealed=seal(new.address.strip()) if new.address.strip() else None,
        is_minor=new.is_minor,
        represents_id=new.represents_id,
        capacity=new.capacity if new.represents_id else "",
        is_willing=new.is_willing,
        added_at=now,
    )


def _first_step(dispute: Dispute, actor: Actor, now: datetime) -> None:
    Step.objects.bulk_create(
        [
            Step(
                dispute_id=dispute.id,
                number=1,
                move="find",
                to_state=FOUND,
                at=now,
                actor_label=actor.label,
                post_id=actor.post_id,
                to_post_id=dispute.owner_post_id,
                is_public=True,
                details={"source": dispute.source},
            )
        ]
    )
