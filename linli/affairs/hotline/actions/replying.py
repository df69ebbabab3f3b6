"""Replies go back: as a file of what changed since the last one; verdicts on them come in, and what is rejected is taken up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.hotline import errors, permissions, queries
from linli.affairs.hotline.actions import bulk
from linli.affairs.hotline.actions.following import follow
from linli.affairs.hotline.actions.formats import FORMS, SentReply, read_replies, read_sheet, replies_sheet, write_sheet
from linli.affairs.hotline.actions.repeating import take_up_again
from linli.affairs.hotline.actions.turns import told, turn
from linli.affairs.hotline.models import Batch, Order, Profile, Reply, Source, Turn
from linli.affairs.hotline.states import RETURNED
from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.scope import SCOPE_FIELDS

_SYSTEM = Actor.system("hotline.reply")


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a file of verdicts; `unknown`: numbers that aren't ours or have no reply without a verdict."""

    accepted: int
    rejected: int
    unknown: tuple[str, ...]
    bad: tuple[tuple[int, str], ...]


@transaction.atomic
def export_replies(*, source_id: UUID, form: str, actor: Actor, now: datetime) -> Batch:
    """Freeze what changed since the last export as one file; raises `NothingDue`."""
    permissions.require(actor, "export")
    source = queries.source_for(actor, source_id)
    with walls.acting(_SYSTEM):
        due = list(Order.objects.select_for_update().filter(source=source, is_due=True).order_by("reply_at", "id"))
        if not due:
            raise errors.NothingDue
        batch = Batch.objects.create(
            source=source,
            kind="replies",
            state="taken",
            form=form if form in FORMS else "xlsx",
            at=now,
            label=actor.label,
            counts={"rows": len(due)},
            **{name: getattr(source, name) for name in SCOPE_FIELDS},
        )
        freeze(due, batch, now)
    journal.record(actor, "hotline.exported", "hotline_batch", batch.id, at=now, source=source.name, replies=len(due))
    return batch


def freeze(orders: Sequence[Order], batch: Batch | None, now: datetime) -> list[Reply]:
    """Keep what these orders' source is told now, and note that it was told."""
    made = [_as_it_stands(order, batch, now) for order in orders]
    bulk.insert(made)
    bulk.insert(
        [
            Turn(order=order, round_no=order.round_no, kind="reported", at=now, note=order.reply_status)
            for order in orders
        ]
    )
    Order.objects.filter(id__in=[order.id for order in orders]).update(is_due=False)
    return made


def _as_it_stands(order: Order, batch: Batch | None, now: datetime) -> Reply:
    return Reply(
        order=order,
        batch=batch,
        status=order.reply_status,
        at=order.reply_at or now,
        signed_at=order.signed_at,
        closed_at=order.closed_at,
        answer=order.reply_answer,
        basis=order.reply_basis,
        until=order.reply_until,
        rating=order.reply_rating,
        handler=order.reply_handler,
    )


def reported(orders: Iterable[Order]) -> list[SentReply]:
    """What the source of some orders would be told of them now; nothing is kept of it."""
    return sent_replies(_as_it_stands(order, None, order.reply_at or order.arrived_at) for order in orders)


def sent_replies(replies: Iterable[Reply]) -> list[SentReply]:
    """Replies as they travel; their orders have to be at hand."""
    return [
        SentReply(
            number=each.order.number,
            status=each.status,
            at=each.at,
            signed_at=each.signed_at,
            closed_at=each.closed_at,
            answer=each.answer,
            basis=each.basis,
            until=each.until,
            rating=each.rating,
            handler=each.handler,
        )
        for each in replies
    ]


def replies_file(replies: Iterable[Reply], profile: Profile, form: str) -> bytes:
    """The file of some replies, as their source reads it; made again, it is the same."""
    return write_sheet(replies_sheet(sent_replies(replies), profile, form))


@transaction.atomic
def judge_file(*, source_id: UUID, content: bytes, file_name: str, actor: Actor, now: datetime) -> Judged:
    """Take a source's verdicts from a file: our replies with two columns filled in."""
    permissions.require(actor, "export")
    source = queries.source_for(actor, source_id)
    sheet = read_sheet(content)
    lines = read_replies(sheet, source.writes)
    bad = tuple((line.index + 2, " ".join(line.problems)) for line in lines if line.problems)
    found = judge(source, [line.reply for line in lines if line.reply], label=source.name, now=now)
    done = Judged(found.accepted, found.rejected, found.unknown, bad)
    counts = {"rows": len(lines), "accepted": done.accepted, "rejected": done.rejected, "unknown": len(done.unknown)}
    batch = Batch.objects.create(
        source=source,
        kind="verdicts",
        state="taken",
        file_name=file_name[-160:],
        form=sheet.form,
        at=now,
        label=actor.label,
        counts={**counts, "bad": len(bad)},
        **{name: getattr(source, name) for name in SCOPE_FIELDS},
    )
    journal.record(actor, "hotline.judged", "hotline_batch", batch.id, at=now, counts=counts)
    return done


def judge(source: Source, verdicts: Sequence[SentReply], *, label: str, now: datetime) -> Judged:
    """Take verdicts: accepted stays as it is, an accepted extension moves the deadline, what is rejected is taken up again."""
    given = {each.number: each for each in verdicts if each.verdict}
    accepted, rejected, unknown = 0, 0, []
    with walls.acting(_SYSTEM):
        orders = {
            order.number: order
            for order in Order.objects.select_for_update(of=("self",)).filter(source=source, number__in=list(given))
        }
        for number, sent in given.items():
            order = orders.get(number)
            reply = _unjudged(order, now) if order else None
            if order is None or reply is None:
                unknown.append(number)
                continue
            reply.verdict, reply.verdict_at, reply.why = sent.verdict, now, sent.why
            reply.save(update_fields=["verdict", "verdict_at", "why"])
            turn(order, sent.verdict, label=label, now=now, note=sent.why)
            _act_on(order, reply, now)
            accepted, rejected = accepted + (sent.verdict == "accepted"), rejected + (sent.verdict == "rejected")
    return Judged(accepted, rejected, tuple(unknown), ())


def _unjudged(order: Order, now: datetime) -> Reply | None:
    """The last reply without a verdict; what was fetched without a file is frozen when it is judged."""
    if order.is_due and order.reply_status:
        order.is_due = False
        return freeze([order], None, now)[0]
    last = order.replies.order_by("-at", "-id").first()
    return last if last and not last.verdict else None


def _act_on(order: Order, reply: Reply, now: datetime) -> None:
    if reply.verdict == "accepted":
        if reply.status == "extension" and reply.until and order.matter_id:
            order.deadline = reply.until
            order.save(update_fields=["deadline"])
            told(matters.redate, matter_id=order.matter_id, external_deadline=reply.until, now=now)
            follow(matter_ids=[order.matter_id], now=now)
    elif reply.status == "closed" or order.state == RETURNED:
        take_up_again(order, None, label="", now=now, why=reply.why)
        order.save()
        follow(matter_ids=[order.matter_id] if order.matter_id else [], now=now)
    elif order.matter_id:
        told(matters.urge, matter_id=order.matter_id, note=f"热线驳回：{reply.why}", now=now)
