"""Four rates of a period, each with what it is taken of, and the orders behind both. Rates that have nothing to be taken of are none."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Least

from linli.affairs.hotline.models import Order
from linli.affairs.hotline.queries.lists import Page, paged
from linli.affairs.hotline.states import DONE, RETURNED
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_filter

FIGURES = ("signed", "closed", "returned", "repeated")
WHICH = ("counted", "kept", "rest")


@dataclass(frozen=True, slots=True)
class Figure:
    """One rate: how many of how many."""

    name: str
    kept: int
    counted: int


def _parts(name: str, now: datetime) -> tuple[Q, Q]:
    """What a rate is taken of, and what of it counts (standards 6: numerator and denominator are shown).

    signed: of those whose signature was due or given; closed: of those that are closed or should be, by the nearer of the
    sender's deadline and ours; returned and repeated: of all that came.
    """
    by = Least(Coalesce(F("deadline"), F("close_by")), Coalesce(F("close_by"), F("deadline")))
    parts = {
        "signed": (Q(signed_at__isnull=False) | Q(sign_by__lt=now), Q(is_signed_in_time=True)),
        "closed": (
            Q(matter_id__isnull=False)
            & ~Q(state=RETURNED)
            & (Q(state=DONE) | Q(deadline__lt=now) | Q(close_by__lt=now)),
            Q(state=DONE, closed_at__lte=by),
        ),
        "returned": (Q(), Q(return_count__gt=0)),
        "repeated": (Q(), Q(round_no__gt=1) | Q(urged__gt=0) | Q(is_joined=True)),
    }
    return parts[name]


def figures(
    actor: Actor, *, since: datetime, until: datetime, now: datetime, source_id: UUID | None = None
) -> list[Figure]:
    """The four rates of the orders that arrived in a period, in one statement."""
    wanted = {}
    for name in FIGURES:
        counted, kept = _parts(name, now)
        wanted[f"{name}_counted"] = Count("id", filter=counted) if counted else Count("id")
        wanted[f"{name}_kept"] = Count("id", filter=counted & kept)
    found = Order.objects.filter(_of(actor, since, until, source_id)).aggregate(**wanted)
    return [Figure(name, found[f"{name}_kept"], found[f"{name}_counted"]) for name in FIGURES]


def figure_rows(
    actor: Actor,
    name: str,
    which: str,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    page: int,
    source_id: UUID | None = None,
) -> Page:
    """The orders behind a rate: `counted`, `kept`, or the `rest`."""
    counted, kept = _parts(name, now)
    wanted = {"counted": counted, "kept": counted & kept, "rest": counted}[which]
    found = Order.objects.filter(_of(actor, since, until, source_id), wanted)
    if which == "rest":
        found = found.exclude(
            id__in=Order.objects.filter(_of(actor, since, until, source_id), counted & kept).values("id")
        )
    return paged(found.order_by("-arrived_at", "id"), now, page)


def _of(actor: Actor, since: datetime, until: datetime, source_id: UUID | None) -> Q:
    wanted = Q(arrived_at__gte=since, arrived_at__lt=until, **scope_filter(actor))
    return wanted & Q(source_id=source_id) if source_id else wanted
