"""One matter of the past, told move by move. Each verb does to it what the action of that name does in the database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from demo.bodies import Seat
from demo.chance import Id
from demo.deadlines import Clocks, Deadlines
from demo.people import Reporter
from demo.places import Node
from demo.wording import Offer, Spot
from linli.affairs.matters.public import MOVES

FILED, SIGNED, STARTED, WAITING, ANSWERED = "filed", "signed", "started", "waiting", "answered"
ENDED = frozenset({"closed", "declined", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the timeline; `seat` is who made it (None: the resident)."""

    move: str
    from_state: str
    to_state: str
    at: datetime
    seat: Seat | None
    from_seat: Seat | None = None
    to_seat: Seat | None = None
    note: str = ""
    in_time: bool | None = None
    rating: int | None = None
    is_solved: bool | None = None


@dataclass(slots=True)
class Story:
    """A matter and its timeline so far."""

    offer: Offer
    place: Node
    reporter: Reporter
    spot: Spot
    channel: str
    urgency: str
    text: str
    deadlines: Deadlines
    fields: dict[str, Any] = field(default_factory=dict)
    account_id: Id | None = None
    about_body_id: Id | None = None
    filed_by: Seat | None = None
    is_hidden: bool = False
    state: str = ""
    holder: Seat | None = None
    parties: list[Id] = field(default_factory=list)
    steps: list[Entry] = field(default_factory=list)
    clocks: Clocks | None = None
    filed_at: datetime | None = None
    signed_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    waiting_since: datetime | None = None
    waited_minutes: int = 0
    return_count: int = 0
    reopen_count: int = 0
    rating: int | None = None
    is_solved: bool | None = None
    rated_at: datetime | None = None
    rated_by: str = ""

    @property
    def held_by(self) -> Seat:
        """The post that holds it."""
        if self.holder is None:
            raise LookupError("The story has not begun.")
        return self.holder

    @property
    def due(self) -> Clocks:
        """Its three deadlines."""
        if self.clocks is None:
            raise LookupError("The story has not begun.")
        return self.clocks

    @property
    def is_open(self) -> bool:
        """Whether it still has to be dealt with."""
        return self.state not in ENDED

    def file(self, at: datetime, holder: Seat) -> None:
        """It is filed and reaches its first holder."""
        self._begin(at)
        self._step("file", at, self.filed_by, to=holder)

    def file_and_close(self, at: datetime, by: Seat, note: str) -> None:
        """It is settled on the spot."""
        self._begin(at)
        self.signed_at = self.answered_at = at
        self._step("file_and_close", at, by, to=by, note=note, in_time=True)

    def sign(self, at: datetime) -> None:
        """The holder signs."""
        self.signed_at = at
        self._step("sign", at, self.held_by, in_time=at <= self.due.sign_by)

    def hand_over(self, move: str, at: datetime, to: Seat, note: str) -> None:
        """transfer, escalate or assign_down: another holder, who has to sign."""
        self.clocks = self.due._replace(sign_by=self.deadlines.sign_by(self.urgency, at))
        self.signed_at = None
        self._step(move, at, self.held_by, to=to, note=note)

    def give_back(self, at: datetime, to: Seat, note: str) -> None:
        """It is returned; the sign clock runs on."""
        self.return_count += 1
        self._step("return", at, self.held_by, to=to, note=note)

    def decline(self, at: datetime, note: str) -> None:
        """It is turned down."""
        limit = self.due.answer_by if self.signed_at else self.due.sign_by
        self._step("decline", at, self.held_by, note=note, in_time=at <= limit)

    def plain(self, move: str, at: datetime, note: str = "", *, by_resident: bool = False) -> None:
        """start, wait, ask, withdraw: nothing beside the state changes, but that waiting begins."""
        if move in ("wait", "ask"):
            self.waiting_since = at
        self._step(move, at, None if by_resident else self.held_by, note=note)

    def run_on(self, move: str, at: datetime, note: str = "") -> None:
        """Waiting ends (resume, supply): the clocks move by what was waited."""
        since = self.waiting_since or at
        clocks, offer = self.due, self.offer
        answer = self.deadlines.limit("answer", self.urgency, offer.answer_days)
        close = self.deadlines.limit("close", self.urgency, offer.close_days)
        answer_by = self.deadlines.postponed(clocks.answer_by, answer, since, at)
        close_by = max(answer_by, self.deadlines.postponed(clocks.close_by, close, since, at))
        self.clocks = Clocks(clocks.sign_by, answer_by, close_by)
        self.waited_minutes += max(0, self.deadlines.worked(since, at))
        self.waiting_since = None
        self._step(move, at, None if move == "supply" else self.held_by, note=note)

    def answer(self, at: datetime, note: str) -> None:
        """The resident is told."""
        self.answered_at = at
        self._step("answer", at, self.held_by, note=note, in_time=at <= self.due.answer_by)

    def close(self, at: datetime, note: str, *, by_resident: bool = False) -> None:
        """It is closed."""
        self._step("close", at, None if by_resident else self.held_by, note=note, in_time=at <= self.due.close_by)

    def reopen(self, at: datetime, note: str) -> None:
        """The resident wants it done again; the clocks start anew."""
        self.clocks = self.deadlines.start(self.urgency, self.offer.answer_days, self.offer.close_days, at)
        self.signed_at = self.answered_at = self.closed_at = self.rated_at = self.rating = self.is_solved = None
        self.rated_by = ""
        self.reopen_count += 1
        self._step("reopen", at, None, to=self.held_by, note=note)

    def rate(self, at: datetime, rating: int, note: str, *, by: Seat | None, is_solved: bool) -> None:
        """It is rated, by the resident or by staff for them."""
        self.rating, self.is_solved, self.rated_at = rating, is_solved, at
        self.rated_by = "staff" if by else "reporter"
        self._step("rate", at, by, note=note, rating=rating, is_solved=is_solved)

    def _begin(self, at: datetime) -> None:
        self.filed_at = at
        self.clocks = self.deadlines.start(self.urgency, self.offer.answer_days, self.offer.close_days, at)

    def _step(
        self,
        move: str,
        at: datetime,
        seat: Seat | None,
        *,
        to: Seat | None = None,
        note: str = "",
        in_time: bool | None = None,
        rating: int | None = None,
        is_solved: bool | None = None,
    ) -> None:
        before, former = self.state, self.holder
        self.state = MOVES[move].to or before
        if to is not None:
            self.holder = to
            if to.body_id not in self.parties:
                self.parties.append(to.body_id)
        if self.state in ENDED and self.closed_at is None:
            self.closed_at, self.waiting_since = at, None
        handed = former if to is not None else None
        self.steps.append(Entry(move, before, self.state, at, seat, handed, to, note, in_time, rating, is_solved))
