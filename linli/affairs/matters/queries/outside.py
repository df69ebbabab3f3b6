"""How matters stand, for whoever has to report on them to the system that sent them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.affairs.matters.models import Matter, Step
from linli.affairs.matters.states import ANSWERED, ENDED

_SAID = ("answer", "follow", "decline", "file_and_close", "withdraw")


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
    matters = Matter.objects.filter(id__in=wanted).select_related("holder_post", "holder_post__body")
    said = _newest(wanted, _SAID)
    signed = _newest(wanted, ("sign",))
    return {matter.id: _progress(matter, said.get(matter.id), signed.get(matter.id)) for matter in matters}


def _newest(matter_ids: list[UUID], moves: tuple[str, ...]) -> dict[UUID, Step]:
    steps = Step.objects.filter(matter_id__in=matter_ids, move__in=moves)
    return {step.matter_id: step for step in steps.order_by("matter_id", "-number").distinct("matter_id")}


def _progress(matter: Matter, said: Step | None, signed: Step | None) -> Progress:
    has_answer = matter.state in (ANSWERED, *ENDED)
    return Progress(
        id=matter.id,
        number=matter.number,
        state=matter.state,
        holder=matter.holder_post.title,
        holder_body=matter.holder_post.body.name,
        signed_at=matter.signed_at,
        signed_in_time=signed.in_time if signed and matter.signed_at else None,
        sign_by=matter.sign_by,
        answered_at=matter.answered_at,
        closed_at=matter.closed_at,
        close_by=matter.close_by,
        external_deadline=matter.external_deadline,
        extended_until=matter.answer_by if matter.promised_by else None,
        answer=said.note if said and has_answer else "",
        rating=matter.rating,
        is_solved=matter.is_solved,
    )
