"""What others may hear of callbacks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """A resident answered, by telephone or by the tracking page."""

    call_id: UUID
    matter_id: UUID
    grade: int
    solved: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundRevealed:
    """A round's results are public."""

    round_id: UUID
    at: datetime
