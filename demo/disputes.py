"""Disputes of the past year in the communities registered in full: found, settled or not, followed up; a few still open.

Each is told from `data/disputes.toml` up to a stage and written down as the verbs of mediation would have left it, with the same clocks.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model
from psycopg.types.json import Json

from demo.accords import Notary, Scribe, Told
from demo.bodies import Seat
from demo.casting import Stage
from demo.chance import Ids
from demo.copying import Copier
from demo.forces import HANDS, Forces
from demo.people import Reporter
from demo.places import Node
from demo.spec import DATA
from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.models import (
    Agreement,
    Dispute,
    Mediator,
    Meeting,
    Particulars,
    Party,
    Step,
    Term,
)
from linli.affairs.mediation.states import after
from linli.base.kit import clock
from linli.base.kit.sealed import seal

PER_COMMUNITY = 20
WAYS = (
    ("find",),
    ("find", "grade"),
    ("find", "grade", "refuse"),
    ("find", "grade", "accept"),
    ("find", "grade", "accept", "meet"),
    ("find", "grade", "accept", "meet", "draw"),
    ("find", "grade", "accept", "meet", "fail"),
    ("find", "grade", "accept", "withdraw"),
    ("find", "grade", "accept", "meet", "draw", "sign"),
    ("find", "grade", "accept", "meet", "draw", "sign", "follow"),
    ("find", "grade", "accept", "meet", "draw", "sign", "apply", "confirm"),
    ("find", "grade", "accept", "meet", "draw", "sign", "follow", "close"),
)
"""How far a dispute came. What has ended is long ago, what is open is of the last weeks."""
_LIKELY = (2, 2, 1, 2, 3, 1, 2, 1, 3, 2, 1, 8)
_GAPS = {"grade": 1, "accept": 1, "refuse": 1, "meet": 3, "draw": 1, "sign": 1, "fail": 6, "withdraw": 2}
_LATER = {"follow": 16, "apply": 4, "confirm": 9, "close": 3}
_TABLES: tuple[type[Model], ...] = (Dispute, Particulars, Party, Mediator, Meeting, Step, Agreement, Term)


@cache
def _texts() -> list[dict[str, Any]]:
    with (DATA / "disputes.toml").open("rb") as file:
        cases: list[dict[str, Any]] = tomllib.load(file)["case"]
    return cases


class Peacemaker:
    """Tells the disputes of a county's communities."""

    def __init__(
        self, copier: Copier, stage: Stage, rng: Random, ids: Ids, now: datetime, serial: int, resident: Reporter | None
    ) -> None:
        self._copier, self._stage, self._rng, self._ids, self._now = copier, stage, rng, ids, now
        self._resident, self._notary = resident, Notary(stage, rng, ids, now)
        self._scribe = Scribe(ids)
        self._forces = Forces(stage, self._scribe, now)
        self.serial = serial

    def write(self) -> int:
        """Twenty disputes for each community registered in full, table by table; returns the last number given."""
        told = [self._tell(community, number) for community in self._stage.tree.full for number in range(PER_COMMUNITY)]
        everything: list[Model] = [row for each in told for row in (each.dispute, *each.rows)]
        for table in _TABLES:
            columns = [column.attname for column in table._meta.concrete_fields]
            self._copier.put(table, columns, _values(columns, [row for row in everything if type(row) is table]))
        return self.serial

    def _tell(self, community: Node, number: int) -> Told:
        text = _texts()[number % len(_texts())]
        drawn = self._rng.choices(WAYS, _LIKELY)[0] if number else WAYS[9]
        way = HANDS[number].way if number in HANDS else drawn
        days = sum(_GAPS.get(move, 0) + _LATER.get(move, 0) for move in way)
        is_open = after_all(way) not in ("refused", "failed", "withdrawn", "closed")
        back = days + (self._rng.randint(0, 3) if is_open else self._rng.randint(5, 330))
        at = (self._now - timedelta(days=back)).replace(hour=self._rng.randint(1, 8), minute=self._rng.randrange(60))
        first, second = self._rng.sample(self._stage.reporters[community.id], 2)
        if number == 0 and self._resident and self._resident.grid.up("community") is community:
            first = self._resident
        told = self._found(community, text, first, second, min(at, self._now))
        for move in way[1:]:
            at = min(at + timedelta(days=_GAPS.get(move, 0) + _LATER.get(move, 0)), self._now)
            self._move(told, move, text, community, at)
        self._forces.share(told, community, number, at)
        burning = clocks.burning(told.dispute, [term for term in told.terms if not term.outcome], self._now)
        told.dispute.due_at, told.dispute.warn_at = burning.due_at, burning.warn_at
        if told.dispute.state == "accepted":
            told.dispute.meeting_at = self._now + timedelta(days=self._rng.randint(1, 4))
            told.dispute.meeting_place = f"{community.short_name}社区调解室"
        return told

    def _seat(self, community: Node, role: str) -> Seat:
        return self._stage.staff.at(community.id, role)

    def _found(self, community: Node, text: dict[str, Any], first: Reporter, second: Reporter, at: datetime) -> Told:
        self.serial += 1
        owner, grid = self._seat(community, "mediation_head"), first.grid
        finder = self._stage.staff.seats.get((grid.id, "grid_worker"), [owner])[0]
        scope = {f"{name}": value for name, value in zip(_SCOPE, grid.scope, strict=True)}
        dispute = Dispute(
            id=UUID(self._ids()),
            **scope,
            number=f"J{clock.local_date(at):%Y%m%d}{self.serial % 10_000:04d}",
            form_token=UUID(self._ids()),
            kind=text["kind"],
            source=text.get("source", "screening"),
            people_count=text.get("people", 2),
            risk=text.get("risk", "low"),
            state="found",
            owner_post_id=UUID(owner.id),
            owner_body_id=UUID(owner.body_id),
            found_by_post_id=UUID(finder.id),
            moved_by_post_id=UUID(finder.id),
            found_at=at,
            step_count=0,
            party_person_ids=[UUID(first.person_id)],
        )
        told = Told(dispute)
        fill = {"estate": first.spot}
        words = {name: text.get(name, "").format(**fill) for name in ("title", "facts", "claims")}
        told.rows.append(Particulars(dispute_id=dispute.id, spot=first.spot, **words))
        company = self._stage.staff.companies.get(grid.id) if text["kind"] == "property_management" else None
        told.rows += self._parties(dispute, first, second, company, at)
        self._scribe.step(told, "find", finder, at, towards=owner)
        return told

    def _parties(
        self, dispute: Dispute, first: Reporter, second: Reporter, company: str | None, at: datetime
    ) -> list[Model]:
        applicant = Party(
            id=UUID(self._ids()),
            dispute_id=dispute.id,
            side="applicant",
            kind="resident",
            person_id=UUID(first.person_id),
            name_sealed=seal(first.name),
            address_sealed=seal(first.spot),
            is_willing=True,
            added_at=at,
        )
        other = Party(
            id=UUID(self._ids()),
            dispute_id=dispute.id,
            side="respondent",
            kind="body" if company else "resident",
            body_id=UUID(company) if company else None,
            person_id=None if company else UUID(second.person_id),
            name_sealed=seal("本小区物业服务企业项目部" if company else second.name),
            is_willing=True,
            added_at=at,
        )
        if not company:
            dispute.party_person_ids = [*dispute.party_person_ids, UUID(second.person_id)]
        return [applicant, other]

    def _move(self, told: Told, move: str, text: dict[str, Any], community: Node, at: datetime) -> None:
        """What the verb of that name would have changed."""
        dispute, head, mediator = (
            told.dispute,
            self._seat(community, "mediation_head"),
            self._seat(community, "mediator"),
        )
        by, note, details = mediator, "", {}
        if move == "grade":
            by = head
            dispute.grade = {"low": "simple", "medium": "complex", "high": "hard"}[dispute.risk]
            details = {"people": dispute.people_count, "risk": dispute.risk, "grade": dispute.grade}
        elif move == "accept":
            by, dispute.accepted_at, dispute.tried = head, at, 1
            dispute.conclude_by = clocks.deadline("mediation.conclude", dispute, at)
            self._scribe.mediator(told, mediator, at, is_leading=True)
            self._forces.call_in(told, community, at)
        elif move == "refuse":
            by, dispute.ground, note = head, "taken", "派出所已经受理，等那里的处理结果。"
            details = {"ground": "taken"}
        elif move == "meet":
            told.rows.append(self._meeting(dispute, mediator, text, at))
        elif move == "draw":
            self._notary.draw(told, text, at)
        elif move == "sign":
            self._notary.sign(told, mediator, at)
        elif move in ("follow", "apply", "confirm"):
            self._notary.keep(told, move, at)
        elif move in ("fail", "withdraw"):
            note = "两次都谈不拢，差距太大。" if move == "fail" else "申请人来电说双方已经和好，不用再调。"
        self._scribe.step(told, move, by, at, note=note, details=details)

    def _meeting(self, dispute: Dispute, seat: Seat, text: dict[str, Any], at: datetime) -> Meeting:
        return Meeting(
            id=UUID(self._ids()),
            dispute_id=dispute.id,
            number=1,
            kind="meeting",
            at=at,
            where="社区调解室",
            present="双方当事人、调解员",
            minutes=text["talk"],
            confidential=text.get("trust", ""),
            by_label=seat.label,
        )


_SCOPE = ("place_id", "grid_id", "community_id", "street_id", "county_id", "city_id")


def after_all(way: tuple[str, ...]) -> str:
    """Where a way leads."""
    state = "found"
    for move in way[1:]:
        state = after(state, move) or state
    return state


def _values(columns: list[str], rows: list[Model]) -> Iterator[tuple[Any, ...]]:
    """The rows as COPY wants them: JSON wrapped, everything else as it is."""
    for row in rows:
        values = (getattr(row, column) for column in columns)
        yield tuple(Json(value) if isinstance(value, dict) else value for value in values)
