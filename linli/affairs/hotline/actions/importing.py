"""A file of orders: examined without changing anything, then taken whole; what can't be taken goes back beside its reasons."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.affairs.hotline import errors, permissions, queries
from linli.affairs.hotline.actions.arriving import Arrived, take
from linli.affairs.hotline.actions.formats import Line, SentOrder, Sheet, bad_rows, read_orders, read_sheet, write_sheet
from linli.affairs.hotline.actions.sending import SentOut, send_soon
from linli.affairs.hotline.models import Batch, Source
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.scope import SCOPE_FIELDS
from linli.base.kit.sealed import seal, unseal

_SYSTEM = Actor.system("hotline.take")
KEPT = timedelta(days=30)
"""How long the bad rows of a file can be fetched; an examined file that nobody takes is forgotten after a day."""


class _Undone(Exception):
    """Ends the savepoint in which a file was tried out."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file; `sent` is None where a job sends the orders out."""

    batch: Batch
    arrived: Arrived
    sent: SentOut | None


@transaction.atomic
def examine(*, source_id: UUID, content: bytes, file_name: str, actor: Actor, now: datetime) -> Batch:
    """Say what a file would do: how many orders are new, known, unclear, and which rows can't be taken. Changes nothing else."""
    permissions.require(actor, "import")
    source = queries.source_for(actor, source_id)
    sheet = read_sheet(content)
    lines = read_orders(sheet, source.writes)
    bad = [line for line in lines if line.problems]
    arrived = _tried(source, [line.order for line in lines if line.order], now)
    counts = {"rows": len(lines), "bad": len(bad), **arrived.counts}
    return Batch.objects.create(
        source=source,
        kind="orders",
        state="examined",
        file_name=file_name[-160:],
        form=sheet.form,
        at=now,
        label=actor.label,
        content_sealed=seal(base64.b64encode(content).decode()),
        bad_sealed=_bad_sealed(sheet, lines) if bad else None,
        counts=counts,
        **{name: getattr(source, name) for name in SCOPE_FIELDS},
    )


def _tried(source: Source, orders: Sequence[SentOrder], now: datetime) -> Arrived:
    """What taking the orders would do: done for real, and undone."""
    arrived = Arrived()
    try:
        with walls.acting(_SYSTEM):
            arrived = take(source, orders, batch=None, label="", now=now)
            raise _Undone
    except _Undone:
        return arrived


def _bad_sealed(sheet: Sheet, lines: Sequence[Line]) -> bytes:
    return seal(base64.b64encode(write_sheet(bad_rows(sheet, lines))).decode())


@transaction.atomic
def take_batch(*, batch_id: UUID, actor: Actor, now: datetime) -> Taken:
    """Take the sound rows of an examined file, all of them or none, and send out what is ready."""
    permissions.require(actor, "import")
    batch = queries.batch_for(actor, batch_id, lock=True)
    if batch.state != "examined" or batch.content_sealed is None:
        raise errors.NothingToTake
    lines = read_orders(read_sheet(base64.b64decode(unseal(batch.content_sealed))), batch.source.writes)
    orders = [line.order for line in lines if line.order]
    if not orders:
        raise errors.NothingToTake
    with walls.acting(_SYSTEM):
        arrived = take(batch.source, orders, batch=batch, label=actor.label, now=now)
    batch.state, batch.content_sealed = "taken", None
    batch.counts = {**batch.counts, **arrived.counts}
    batch.save(update_fields=["state", "content_sealed", "counts"])
    journal.record(
        actor, "hotline.imported", "hotline_batch", batch.id, at=now, file=batch.file_name, source=batch.source.name,
        new=arrived.new, urged=arrived.urged, bad=batch.counts["bad"],
    )  # fmt: skip
    return Taken(batch, arrived, send_soon(arrived.ready_ids, now))


def bad_file(batch: Batch) -> bytes:
    """The rows of a file that could not be taken, with their reasons, written as the file was."""
    if batch.bad_sealed is None:
        raise errors.NothingToTake
    return base64.b64decode(unseal(batch.bad_sealed))


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Forget examined files that nobody took for a day, and bad rows nobody needs any more; returns how many."""
    left = Batch.objects.filter(state="examined", content_sealed__isnull=False, at__lt=now - timedelta(days=1))
    old = Batch.objects.filter(bad_sealed__isnull=False, at__lt=now - KEPT)
    return left.update(content_sealed=None) + old.update(bad_sealed=None)
