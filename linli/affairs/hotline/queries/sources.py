"""Sources, their codes and their files."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline import errors
from linli.affairs.hotline.models import Batch, ItemCode, Order, Reply, Source
from linli.affairs.hotline.states import ITEM
from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter

MOST_BATCHES = 20
PUSHED = "push:"
"""How the memory of a push is named, beside files."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code of a source as it stands: what it means, since when, who said so, how many orders wait for it."""

    code: str
    label: str
    item_code: str
    item: str
    since: date
    said_by: str
    waiting: int


def sources(actor: Actor) -> list[Source]:
    """The sources that send orders to the actor's area, by name."""
    return list(Source.objects.filter(ended_at=None, **scope_filter(actor)).order_by("name", "id"))


def source_for(actor: Actor, source_id: UUID) -> Source:
    """One of them; raises `NoSuchSource`."""
    found = Source.objects.filter(id=source_id, ended_at=None, **scope_filter(actor)).first()
    if found is None:
        raise errors.NoSuchSource
    return found


def source_of_code(code: str, county_id: UUID | None) -> Source:
    """The source of that code in a county; raises `NoSuchSource`."""
    found = Source.objects.filter(code=code, county_id=county_id, ended_at=None).first()
    if found is None:
        raise errors.NoSuchSource
    return found


def code_lines(source: Source) -> list[CodeLine]:
    """The source's codes, those that nobody mapped first, with the orders that wait: three statements."""
    waiting = dict(
        Order.objects.filter(source=source, state=ITEM)
        .values("item_given")
        .annotate(count=Count("id"))
        .values_list("item_given", "count")
    )
    rows = list(ItemCode.objects.filter(source=source, valid_until=None).order_by(F("confidence").desc(), "code"))
    names = catalogue.item_names({row.item_code for row in rows if row.item_code})
    return [
        CodeLine(
            row.code,
            row.label,
            row.item_code,
            names.get(row.item_code, ""),
            row.valid_from,
            row.said_by,
            waiting.get(row.code, 0),
        )
        for row in rows
    ]


def former_meanings(source: Source, code: str) -> list[ItemCode]:
    """What a code meant before, newest first."""
    ended = Q(valid_until__isnull=False)
    return list(
        ItemCode.objects.filter(ended, source=source, code=code, confidence="confirmed").order_by("-valid_from")
    )


def batches(actor: Actor, *kinds: str) -> list[Batch]:
    """The newest files of some kinds, in one statement."""
    found = Batch.objects.filter(kind__in=kinds, **scope_filter(actor)).exclude(file_name__startswith=PUSHED)
    found = found.select_related("source")
    return list(found.defer("content_sealed", "bad_sealed").order_by("-at", "-id")[:MOST_BATCHES])


def batch_for(actor: Actor, batch_id: UUID, *, lock: bool = False) -> Batch:
    """One file within reach."""
    found = Batch.objects.select_related("source")
    if lock:
        found = found.select_for_update(of=("self",))
    return one(found, id=batch_id, **scope_filter(actor))


def replies_in(batch: Batch) -> list[Reply]:
    """What a file of replies said, in its order."""
    return list(Reply.objects.filter(batch=batch).select_related("order").order_by("at", "order_id"))


def due_counts(actor: Actor) -> dict[UUID, int]:
    """How many replies are due, by source."""
    found = Order.objects.filter(is_due=True, **scope_filter(actor)).values("source_id").annotate(count=Count("id"))
    return dict(found.values_list("source_id", "count"))


def pushed_before(source: Source, name: str, *, since: datetime) -> Batch | None:
    """What was answered to the same push, if it is remembered."""
    return Batch.objects.filter(source=source, file_name=name, at__gte=since).order_by("-at").first()


def replied_after(source: Source, since: datetime | None, most: int) -> tuple[list[Order], bool]:
    """Orders whose report changed after a moment, oldest first, and whether there are more; those of one moment stay together."""
    found = Order.objects.filter(source=source, reply_at__isnull=False).exclude(reply_status="")
    found = found.filter(reply_at__gt=since) if since else found
    first = list(found.order_by("reply_at", "id")[: most + 1])
    if len(first) <= most:
        return first, False
    last = first[most - 1].reply_at
    return list(found.filter(reply_at__lte=last).order_by("reply_at", "id")), True
