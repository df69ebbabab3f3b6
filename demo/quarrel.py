"""One dispute of the day, played through the verbs of mediation: found on the stairs in the morning, agreed in the afternoon."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from demo.cast import Cast
from linli.affairs.mediation import public as mediation
from linli.affairs.mediation.public import NewAgreement, NewDispute, NewMeeting, NewParty, NewTerm
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor

FACTS = "三楼把旧家具堆在楼道，四楼老人下楼绊了一下，两家在楼道里吵起来，网格员巡查时劝开。"
MINUTES = "三楼同意当天清走，四楼不再追究绊倒的事，要五十元买药钱。双方都愿意。"


def play(cast: Cast, token: UUID, moment: Callable[[float], datetime]) -> int:
    """Play it; returns how many moves it took. `moment` gives the hour of a share of the day."""
    grid, mediator = cast.actor("grid"), cast.actor("mediator")
    head = cast.acting_as("mediation-head", "mediation_head")
    if grid.place_id is None or mediator.post_id is None:
        raise LookupError("The grid worker and the mediator of the demo hold their posts.")
    upstairs = NewParty(side="applicant", name="赵桂兰", phone="19900010001", address="四楼", is_willing=True)
    downstairs = NewParty(side="respondent", name="孙立", phone="19900010002", address="三楼", is_willing=True)
    found = _as(
        grid,
        mediation.find,
        moment(0.1),
        new=NewDispute(
            form_token=token,
            place_id=grid.place_id,
            kind="neighbours",
            title="楼道堆杂物，老人绊倒起争执",
            facts=FACTS,
            parties=[upstairs, downstairs],
        ),
    )
    if found.state != "found":
        return 0
    _as(head, mediation.grade, moment(0.16), dispute_id=found.id, people_count=3, risk="low")
    _as(head, mediation.accept, moment(0.2), dispute_id=found.id, post_ids=[mediator.post_id])
    talk = NewMeeting(
        kind="visit", at=moment(0.5), where="三号楼二单元楼道", present="双方、调解员、网格员", minutes=MINUTES
    )
    _as(mediator, mediation.meet, moment(0.52), dispute_id=found.id, new=talk)
    today = clock.local_date(moment(0.6))
    _as(mediator, mediation.draw, moment(0.6), dispute_id=found.id, new=_agreement(mediator, found.id, today))
    everyone = [party.id for party in _parties(mediator, found.id)]
    _as(mediator, mediation.sign, moment(0.7), dispute_id=found.id, party_ids=everyone, is_sealed=True)
    return 6


def _agreement(mediator: Actor, dispute_id: UUID, today: date) -> NewAgreement:
    other = next(party.id for party in _parties(mediator, dispute_id) if party.side == "respondent")
    terms = [
        NewTerm(party_id=other, how="act", text="清走楼道里的旧家具", due_on=today + timedelta(days=1)),
        NewTerm(party_id=other, how="money", text="付买药钱", amount=Decimal(50), due_on=today + timedelta(days=2)),
    ]
    return NewAgreement(form="written", facts=FACTS, terms=terms)


def _parties(mediator: Actor, dispute_id: UUID) -> list[Any]:
    with walls.acting(mediator):
        return list(mediation.parties_of(mediator, mediation.dispute_for(mediator, dispute_id)))


def _as(actor: Actor, verb: Callable[..., Any], now: datetime, **given: Any) -> Any:
    with walls.acting(actor):
        return verb(actor=actor, now=now, **given)
