"""What others may hear of mediation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DisputeMoved:
    """A dispute went one step on."""

    dispute_id: UUID
    move: str
    at: datetime
