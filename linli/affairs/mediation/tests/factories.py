"""A small town with its committee, police and justice stations, and disputes in it at any stage."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from linli.affairs.matters.tests.factories import MORNING, Town, a_town
from linli.affairs.mediation import actions
from linli.affairs.mediation.actions import NewAgreement, NewDispute, NewMeeting, NewParty, NewTerm
from linli.affairs.mediation.models import Dispute, Party
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.sealed import unseal
from linli.registers.bodies.tests import factories as bodies

__all__ = [
    "MORNING",
    "Town",
    "a_dispute",
    "a_mediation_town",
    "accepted",
    "agreed",
    "drawn",
    "graded",
    "meeting",
    "stored",
]

SYSTEM = Actor.system("test")


def a_mediation_town() -> Town:
    """The town of matters; its police officers and justice clerks sit in stations of their own, and Maple has a second mediator."""
    town = a_town()
    with walls.acting(SYSTEM):
        for street in ("east", "west"):
            for kind, role in (("police_station", "police_officer"), ("justice_station", "justice_clerk")):
                station = bodies.body(town.places[street], kind, f"{street} {kind}")
                post = town.posts[street, role]
                post.body = station
                post.save(update_fields=["body"])
        second = bodies.post(town.bodies["maple"], "mediator", town.places["maple"], "maple mediator 2")
        bodies.hold(second, "周调解", person_id=second.id)
        town.posts["maple", "mediator 2"] = second
    return town


def second_mediator(town: Town) -> Actor:
    """The actor of Maple's other mediator."""
    first, post = town.actor("maple", "mediator"), town.posts["maple", "mediator 2"]
    return Actor(
        sight=Sight.SUBTREE,
        label="周调解",
        role="mediator",
        account_id=post.id,
        person_id=post.id,
        post_id=post.id,
        body_id=post.body_id,
        place_id=first.place_id,
        level=first.level,
        chain=first.chain,
        capabilities=first.capabilities,
    )


def parties(**changes: Any) -> list[NewParty]:
    """Upstairs and downstairs, both strangers to the register."""
    return [
        NewParty(side="applicant", name="王秀英", phone="13900000001", address="3 号楼 201", **changes),
        NewParty(side="respondent", name="李建国", phone="13900000002"),
    ]


def a_dispute(town: Town, *, by: Actor | None = None, now: datetime = MORNING, **fields: Any) -> Dispute:
    """A leak from upstairs, found on a round in Maple's first grid."""
    actor = by or town.actor("maple-1", "grid_worker")
    given: dict[str, Any] = {
        "form_token": uuid4(),
        "place_id": town.places["maple-1"].id,
        "kind": "neighbours",
        "title": "楼上漏水，楼下要赔顶棚",
        "facts": "201 卫生间漏水，101 顶棚泡坏，双方为赔多少争了两次。",
        "parties": parties(),
        **fields,
    }
    with walls.acting(actor):
        return actions.find(new=NewDispute(**given), actor=actor, now=now)


def head(town: Town) -> Actor:
    """The head of Maple's committee, who owns what is found in Maple."""
    return town.actor("maple", "mediation_head")


def by(actor: Actor, verb: str, **given: Any) -> Any:
    """One verb, as an actor behind their walls."""
    given.setdefault("now", MORNING + timedelta(hours=1))
    with walls.acting(actor):
        return getattr(actions, verb)(actor=actor, **given)


def graded(town: Town, **fields: Any) -> Dispute:
    """Graded as simple."""
    dispute = a_dispute(town, **fields)
    return by(head(town), "grade", dispute_id=dispute.id, people_count=2, risk="low")  # type: ignore[no-any-return]  # -- a verb by name


def accepted(town: Town, **fields: Any) -> Dispute:
    """Taken on by the committee, mediated by Maple's mediator."""
    dispute = graded(town, **fields)
    mediator = town.posts["maple", "mediator"].id
    return by(head(town), "accept", dispute_id=dispute.id, post_ids=[mediator])  # type: ignore[no-any-return]  # -- likewise


def meeting(**changes: Any) -> NewMeeting:
    """A talk with both sides."""
    given: dict[str, Any] = {
        "kind": "meeting",
        "at": MORNING,
        "where": "调解室",
        "present": "双方、调解员",
        "minutes": "双方同意按报价单的八成赔。",
        "confidential": "申请人私下说可以再让五百。",
        **changes,
    }
    return NewMeeting(**given)


def party_ids(dispute_id: UUID) -> dict[str, UUID]:
    """The parties by name."""
    with walls.acting(SYSTEM):
        return {unseal(row.name_sealed): row.id for row in Party.objects.filter(dispute_id=dispute_id)}


def drawn(town: Town, *, form: str = "written", **fields: Any) -> Dispute:
    """Talked through, and an agreement drawn up: money in ten days, and a repair in twenty."""
    dispute = accepted(town, **fields)
    mediator = town.actor("maple", "mediator")
    by(mediator, "meet", dispute_id=dispute.id, new=meeting())
    other = party_ids(dispute.id)["李建国"]
    terms = [
        NewTerm(party_id=other, how="money", text="赔偿顶棚修理费", due_on=date(2026, 12, 4), amount=3200),  # type: ignore[arg-type]  # -- a whole amount
        NewTerm(party_id=other, how="act", text="修好卫生间防水", due_on=date(2026, 12, 14)),
    ]
    new = NewAgreement(form=form, facts="201 漏水泡坏 101 顶棚。", blame="201 承担八成。", terms=terms)
    by(mediator, "draw", dispute_id=dispute.id, new=new)
    return stored(dispute.id)


def agreed(town: Town, *, now: datetime = MORNING + timedelta(hours=2), **fields: Any) -> Dispute:
    """Signed by all, sealed, in force."""
    dispute = drawn(town, **fields)
    signed = list(party_ids(dispute.id).values())
    by(town.actor("maple", "mediator"), "sign", dispute_id=dispute.id, party_ids=signed, is_sealed=True, now=now)
    return stored(dispute.id)


def stored(dispute_id: UUID) -> Dispute:
    """The dispute as the database has it."""
    with walls.acting(SYSTEM):
        return Dispute.objects.select_related("owner_post").get(id=dispute_id)
