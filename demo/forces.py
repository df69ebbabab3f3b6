"""Disputes that more than the community's committee works on: taken over, offered, pulled up, or helped with by other forces (三力合一)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from demo.accords import Scribe, Told
from demo.bodies import Seat
from demo.casting import Stage
from demo.places import Node
from linli.affairs.mediation.states import UNDERWAY

_ACCEPTED = ("find", "grade", "accept")
_MEDIATING = (*_ACCEPTED, "meet")


@dataclass(frozen=True, slots=True)
class Hand:
    """What comes of one of a community's twenty disputes: how far it is told, which force, what that force has to do with it, and why."""

    way: tuple[str, ...]
    role: str
    part: str
    note: str


HANDS = {
    11: Hand(_MEDIATING, "county_mediator", "helps", "全区几家小区都有同样的纠纷，请区里帮着定个口径。"),
    13: Hand(_ACCEPTED, "police_officer", "helps", "两家吵过多次，请到场一起谈。"),
    14: Hand(_MEDIATING, "police_officer", "owns", "伤者已经报警，请派出所来主办。"),
    15: Hand(_MEDIATING, "justice_clerk", "helps", "合同条款说法不一，请帮着看看。"),
    16: Hand(("find", "grade"), "county_mediator", "offered", "牵涉住改商的审批，街道定不了。"),
    17: Hand(_MEDIATING, "justice_clerk", "owns", "涉及工钱和两份合同，请司法所来主办。"),
    18: Hand(_MEDIATING, "street_mediator", "pulls", "和另一条街上的旧界线有关，由街道统一来调。"),
    19: Hand(("find",), "police_officer", "offered", "交警出过现场，请派出所接着处理。"),
}
"""By the dispute's number in its community. The other ways are drawn by chance."""


class Forces:
    """Does to a dispute what handing over, taking and calling in would have done."""

    def __init__(self, stage: Stage, scribe: Scribe, now: datetime) -> None:
        self._stage, self._scribe, self._now = stage, scribe, now

    def call_in(self, told: Told, community: Node, at: datetime) -> None:
        """Where it may escalate, police and justice of the street are asked to help."""
        if told.dispute.risk == "high":
            for role in ("police_officer", "justice_clerk"):
                self._helps(told, community, self._seat(community, role), "有人聚集，请到场帮忙。", at)

    def share(self, told: Told, community: Node, number: int, at: datetime) -> None:
        """The part another force has in it; a complex one that waits is on its way up to the street's mediator."""
        dispute = told.dispute
        if number in HANDS:
            hand = HANDS[number]
            self._take_part(told, community, hand, self._seat(community, hand.role), at)
        elif dispute.state in ("graded", *UNDERWAY) and dispute.risk == "medium" and not dispute.has_draft:
            self._offered(told, community, self._seat(community, "street_mediator"), "牵涉的人多，请街道来调。", at)

    def _take_part(self, told: Told, community: Node, hand: Hand, seat: Seat, at: datetime) -> None:
        if hand.part == "helps":
            self._helps(told, community, seat, hand.note, at)
            return
        if hand.part == "pulls":
            self._change_owner(told, community, seat, "pull_up", at, hand.note)
            return
        self._offered(told, community, seat, hand.note, at)
        if hand.part == "owns":
            self._change_owner(told, community, seat, "take", at)

    def _helps(self, told: Told, community: Node, seat: Seat, note: str, at: datetime) -> None:
        dispute = told.dispute
        dispute.assisting_post_ids = [*dispute.assisting_post_ids, UUID(seat.id)]
        if seat.role in ("police_officer", "justice_clerk"):
            dispute.assisting_body_ids = [*dispute.assisting_body_ids, UUID(seat.body_id)]
        self._scribe.step(told, "call_in", self._head(community), at, note=note, towards=seat)

    def _offered(self, told: Told, community: Node, seat: Seat, note: str, at: datetime) -> None:
        told.dispute.offered_post_id, told.dispute.offered_body_id = UUID(seat.id), UUID(seat.body_id)
        self._scribe.step(told, "hand_over", self._head(community), at, note=note, towards=seat)

    def _change_owner(self, told: Told, community: Node, seat: Seat, move: str, at: datetime, note: str = "") -> None:
        """Who owned it helps on, and who takes it helps no longer; a street's mediator mediates it too."""
        dispute, former = told.dispute, self._head(community)
        dispute.assisting_post_ids = [
            each for each in (*dispute.assisting_post_ids, UUID(former.id)) if each != UUID(seat.id)
        ]
        dispute.assisting_body_ids = [
            each for each in (*dispute.assisting_body_ids, UUID(former.body_id)) if each != UUID(seat.body_id)
        ]
        dispute.owner_post_id, dispute.owner_body_id = UUID(seat.id), UUID(seat.body_id)
        dispute.offered_post_id = dispute.offered_body_id = None
        if dispute.state in UNDERWAY and seat.role == "street_mediator":
            self._scribe.mediator(told, seat, at, is_leading=False)
        self._scribe.step(told, move, seat, at, note=note, towards=former)

    def _head(self, community: Node) -> Seat:
        return self._stage.staff.at(community.id, "mediation_head")

    def _seat(self, community: Node, role: str) -> Seat:
        place = community.up("county" if role == "county_mediator" else "street")
        return self._stage.staff.at(place.id, role)
