"""What others may hear of matters."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MatterFiled:
    """A matter was filed and has a holder."""

    matter_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MatterMoved:
    """A matter went one step on."""

    matter_id: UUID
    move: str
    at: datetime
