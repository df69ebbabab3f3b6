"""How matters stand, for whoever has to report on them to the system that sent them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.affairs.matters.models import Matter, Step
from linli.affairs.matters.states import ANSWERED, ENDED

_SAID = ("answer", "follow", "decline", "file_and_close", "withdraw")
_AS_STORED = (
    "id", "number", "state", "signed_at", "sign_by", "answered_at", "closed_at", "close_by", "external_deadline", "rating", "is_solved",
)  # fmt: skip
_READ = (*_AS_STORED, "answer_by", "promised_by", "holder_post__title", "holder_post__body__name")


@dataclass(frozen=True, slots=True)
class Progress:
    """How one matter stands. `answer` is what the resident was told last; empty while it is handled (again).

    signed_in_time: None until somebody signed. extended_until: the answer-by that an extension allowed, else None.
    """

    id: UUID
    number: str
    state: str
    holder: str
    holder_body: str
    signed_at: datetime | None
    signed_in_time: bool | None
    sign_by: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    close_by: datetime
    external_deadline: datetime | None
    extended_until: datetime | None
    answer: str
    rating: int | None
    is_solved: bool | None


def progress_of(matter_ids: Iterable[UUID]) -> dict[UUID, Progress]:
    """How each of these matters stands; three statements, however many. Asked in the reach of whoever acts."""
    wanted = list(matter_ids)
    # Rows and no models: a matter has sixty columns, and a file of orders asks for hundreds of matters at a time.
    matters = Matter.objects.filter(id__in=wanted).values(*_READ)
    said = _newest(wanted, _SAID, "note")
    signed = _newest(wanted, ("sign",), "in_time")
    return {row["id"]: _progress(row, said.get(row["id"], ""), signed_in_time=signed.get(row["id"])) for row in matters}


def _newest(matter_ids: list[UUID], moves: tuple[str, ...], column: str) -> dict[UUID, Any]:
    """One column of each matter's newest step by one of the moves."""
    steps = Step.objects.filter(matter_id__in=matter_ids, move__in=moves)
    return dict(steps.order_by("matter_id", "-number").distinct("matter_id").values_list("matter_id", column))


def _progress(row: dict[str, Any], said: str, *, signed_in_time: bool | None) -> Progress:
    return Progress(
        **{name: row[name] for name in _AS_STORED},
        holder=row["holder_post__title"],
        holder_body=row["holder_post__body__name"],
        signed_in_time=signed_in_time if row["signed_at"] else None,
        extended_until=row["answer_by"] if row["promised_by"] else None,
        answer=said if row["state"] in (ANSWERED, *ENDED) else "",
    )
