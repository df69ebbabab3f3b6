"""What bad answers led to, for the posts that were asked to look into them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from linli.affairs.callbacks.models import Answer, FollowUp
from linli.affairs.catalogue import public as catalogue
from linli.base.kit import walls
from linli.base.kit.actor import Actor

MOST = 100


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One bad answer that waits for this post's report, or has it. `said`: what the resident said, if they said more."""

    id: UUID
    matter_id: UUID
    number: str
    item: str
    grade: int
    solved: bool
    said: str
    at: datetime
    due_at: datetime | None
    is_overdue: bool
    reported_at: datetime | None
    report: str


def follow_ups(actor: Actor, *, now: datetime) -> list[FollowUpRow]:
    """What this post was asked to look into: what waits first, by its deadline."""
    if actor.post_id is None:
        return []
    found = FollowUp.objects.filter(post_id=actor.post_id, kind="superior").order_by(
        F("reported_at").desc(nulls_first=True), "due_at", "id"
    )
    asked: list[Any] = list(found.values("id", "call_id", "at", "due_at", "reported_at", "report")[:MOST])
    # The post was asked about these by the system itself, whatever else it sees of calls.
    with walls.acting(Actor.system("callbacks.follow_ups")):
        answers = Answer.objects.filter(call_id__in=[row["call_id"] for row in asked], corrected_by=None)
        said = {answer.call_id: answer for answer in answers.select_related("call")}
    items = catalogue.item_names({answer.call.item_code for answer in said.values()})
    return [_row(row, said[row["call_id"]], items, now) for row in asked if row["call_id"] in said]


def waits_for(actor: Actor) -> bool:
    """Whether a report is asked of this post."""
    return FollowUp.objects.filter(post_id=actor.post_id, kind="superior", reported_at=None).exists()


def _row(row: dict[str, Any], answer: Answer, items: dict[str, str], now: datetime) -> FollowUpRow:
    due_at, reported_at = row["due_at"], row["reported_at"]
    return FollowUpRow(
        id=row["id"],
        matter_id=answer.call.matter_id,
        number=answer.call.number,
        item=items.get(answer.call.item_code, answer.call.item_code),
        grade=answer.grade,
        solved=answer.solved,
        said=answer.note,
        at=answer.at,
        due_at=due_at,
        is_overdue=bool(reported_at is None and isinstance(due_at, datetime) and due_at < now),
        reported_at=reported_at,
        report=str(row["report"]),
    )
