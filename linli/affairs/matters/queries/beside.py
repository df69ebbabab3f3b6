"""What stands beside one matter: who helps, what was instructed and asked for, its cards, its parts and duplicates."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from linli.affairs.matters.models import Card, Demand, Matter, Ruling
from linli.affairs.matters.states import STATE_NAMES
from linli.registers.bodies import public as bodies

_ASKED = {"invite", "instruct", "prolong"}


@dataclass(frozen=True, slots=True)
class Relative:
    """A part, the whole, a duplicate or the main matter: enough to name it and lead to it."""

    id: UUID
    number: str
    text: str
    state: str
    state_said: str | Promise
    holder: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand as it is read: who asked whom, for what, until when, and what came of it."""

    by: str
    to: str
    text: str
    at: datetime
    due_at: datetime | None
    until: datetime | None
    ended_at: datetime | None
    outcome: str
    reply: str
    in_time: bool | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card with its record."""

    colour: str
    title: str
    raised_at: datetime
    raised_by: str
    reason: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it; what a matter doesn't have is empty."""

    helpers: list[Asked] = field(default_factory=list)
    instructions: list[Asked] = field(default_factory=list)
    extensions: list[Asked] = field(default_factory=list)
    cards: list[CardShown] = field(default_factory=list)
    ruling: str = ""
    parts: list[Relative] = field(default_factory=list)
    duplicates: list[Relative] = field(default_factory=list)
    whole: Relative | None = None
    main: Relative | None = None


def beside(matter: Matter, moves: Collection[str], now: datetime) -> Beside:
    """What stands beside the matter; `moves` are the moves of its timeline, which say what there is to look for.

    One statement for a plain matter, and one for each kind of thing that there is.
    """
    relatives = {relative.id: (relative, row) for relative, row in _relatives(matter)}
    whole, main = relatives.get(matter.part_of_id or matter.id), relatives.get(matter.merged_into_id or matter.id)
    asked = list(Demand.objects.filter(matter=matter).order_by("at")) if _ASKED & set(moves) else []
    cards = list(Card.objects.filter(matter=matter).order_by("-raised_at")) if "card" in moves else []
    rulings = Ruling.objects.filter(matter=matter).order_by("-at").values_list("note", flat=True)
    ids = {id_ for each in asked for id_ in (each.from_post_id, each.to_post_id) if id_}
    titles = bodies.titles_of(ids | {card.post_id for card in cards})
    by_kind = {
        kind: [_asked(each, titles, now) for each in asked if each.kind == kind]
        for kind in ("assist", "instruct", "prolong")
    }
    return Beside(
        helpers=by_kind["assist"],
        instructions=by_kind["instruct"],
        extensions=by_kind["prolong"],
        cards=[
            CardShown(
                each.colour,
                titles.get(each.post_id, ""),
                each.raised_at,
                each.raised_by,
                each.reason,
                each.lifted_at,
                each.lifted_by,
                each.lift_reason,
            )
            for each in cards
        ],
        ruling=next(iter(rulings), "") if "rule" in moves else "",
        parts=[relative for relative, row in relatives.values() if row["part_of_id"] == matter.id],
        duplicates=[relative for relative, row in relatives.values() if row["merged_into_id"] == matter.id],
        whole=whole[0] if whole else None,
        main=main[0] if main else None,
    )


def _relatives(matter: Matter) -> list[tuple[Relative, dict[str, UUID | None]]]:
    related = Q(part_of=matter.id) | Q(merged_into=matter.id)
    up = [id_ for id_ in (matter.part_of_id, matter.merged_into_id) if id_]
    if up:
        related |= Q(id__in=up)
    names = ("id", "number", "text", "state", "holder_post__title", "part_of_id", "merged_into_id")
    return [
        (
            Relative(
                row["id"],
                row["number"],
                row["text"],
                row["state"],
                STATE_NAMES[row["state"]],
                row["holder_post__title"],
            ),
            row,
        )
        for row in Matter.objects.filter(related).order_by("filed_at", "id").values(*names)[:100]
    ]


def _asked(each: Demand, titles: dict[UUID, str], now: datetime) -> Asked:
    return Asked(
        by=each.from_label,
        to=titles.get(each.to_post_id, ""),
        text=each.text,
        at=each.at,
        due_at=each.due_at,
        until=each.until,
        ended_at=each.ended_at,
        outcome=each.outcome,
        reply=each.reply,
        in_time=each.in_time,
        is_late=each.ended_at is None and each.due_at is not None and each.due_at < now,
    )
