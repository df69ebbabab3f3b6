"""Orders that a platform pushes, the replies it fetches, and the verdicts it pushes back: the same verbs as for files."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.affairs.hotline import errors, queries
from linli.affairs.hotline.actions.arriving import lock, take
from linli.affairs.hotline.actions.formats import read_orders, read_replies, replies_sheet, sheet_of
from linli.affairs.hotline.actions.replying import Judged, judge, reported
from linli.affairs.hotline.actions.sending import send_soon
from linli.affairs.hotline.models import Batch, Order, Source
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.scope import SCOPE_FIELDS

MOST_PUSHED = 100
MOST_FETCHED = 500
REMEMBERED = timedelta(days=1)
"""For how long the same Idempotency-Key gives the same answer."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of one order. result: new, urged, changed, again, unchanged or bad; `matter`: our number, once it is one."""

    number: str
    result: str
    state: str = ""
    matter: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Replies in the platform's own words that changed after a moment, oldest first; `until` goes into the next question."""

    replies: list[dict[str, str]]
    until: datetime
    has_more: bool


@transaction.atomic
def push(
    *, source_code: str, county_id: UUID | None, document: object, label: str, now: datetime, token: str = ""
) -> list[Pushed]:
    """Take what a platform pushed; sound orders are taken, the others answered with what is wrong.

    The same `token` within a day gives the same answer and does nothing again: a lost answer may be asked for once more.
    Without it, an order pushed again presses its holder. Raises `NoSuchSource`, `NotAnOrderFile`, `FileTooLarge`.
    """
    actor = Actor.system(f"hotline.push: {label}"[:120])
    with walls.acting(actor):
        source = queries.source_of_code(source_code, county_id)
        lock(source)
        name = f"push:{hashlib.sha256(token.encode()).hexdigest()}" if token else ""
        if name and (former := queries.pushed_before(source, name, since=now - REMEMBERED)):
            return [Pushed(**each) for each in former.counts["pushed"]]
        pushed = _take(source, document, label, now)
        if name:
            _remember(source, name, pushed, label, now)
        journal.record(actor, "hotline.pushed", "hotline_source", source.id, at=now, orders=len(pushed))
    return pushed


def _take(source: Source, document: object, label: str, now: datetime) -> list[Pushed]:
    sheet = sheet_of(document)
    if len(sheet.rows) > MOST_PUSHED:
        raise errors.FileTooLarge(rows=MOST_PUSHED, megabytes=1)
    lines = read_orders(sheet, source.writes)
    orders = [line.order for line in lines if line.order]
    arrived = take(source, orders, batch=None, label=label, now=now, is_push=True)
    send_soon(arrived.ready_ids, now)
    stored = {order.number: order for order in Order.objects.filter(source=source, number__in=list(arrived.results))}
    pushed = []
    for line in lines:
        if line.order:
            order = stored[line.order.number]
            result = arrived.results[order.number]
            pushed.append(Pushed(order.number, result, order.state, order.matter_number, order.trouble))
        else:
            pushed.append(Pushed("", "bad", problem=f"{line.index + 1}: {' '.join(line.problems)}"))
    return pushed


def _remember(source: Source, name: str, pushed: list[Pushed], label: str, now: datetime) -> None:
    Batch.objects.create(
        source=source,
        kind="orders",
        state="taken",
        file_name=name,
        form="json",
        at=now,
        label=label[:120],
        counts={"pushed": [asdict(each) for each in pushed]},
        **{column: getattr(source, column) for column in SCOPE_FIELDS},
    )


def fetch(*, source_code: str, county_id: UUID | None, since: datetime | None) -> Fetched:
    """What a platform has not read yet: replies that changed after `since`. Reading changes nothing."""
    with walls.acting(Actor.system("hotline.fetch")):
        source = queries.source_of_code(source_code, county_id)
        orders, has_more = queries.replied_after(source, since, MOST_FETCHED)
        profile = source.writes
        sheet = replies_sheet(reported(orders), profile, "json")
        rows = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
        until = orders[-1].reply_at if orders else since
        return Fetched(rows, until or source.created_at, has_more)


@transaction.atomic
def push_verdicts(*, source_code: str, county_id: UUID | None, document: Any, label: str, now: datetime) -> Judged:
    """Take a platform's verdicts on what it read; raises as `push` does."""
    with walls.acting(Actor.system(f"hotline.verdicts: {label}"[:120])):
        source = queries.source_of_code(source_code, county_id)
        sheet = sheet_of(document)
        if len(sheet.rows) > MOST_FETCHED:
            raise errors.FileTooLarge(rows=MOST_FETCHED, megabytes=1)
        lines = read_replies(sheet, source.writes)
        bad = tuple((line.index + 1, " ".join(line.problems)) for line in lines if line.problems)
        found = judge(source, [line.reply for line in lines if line.reply], label=label, now=now)
        return Judged(found.accepted, found.rejected, found.unknown, bad)
