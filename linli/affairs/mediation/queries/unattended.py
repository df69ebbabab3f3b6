"""Disputes that lie with posts nobody answers for (HB-70): counted by place, and listed."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, F

from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.queries.lists import PAGE, Page, shown
from linli.affairs.mediation.states import OPEN
from linli.base.kit.actor import SCOPE_COLUMN, Actor, Level


def counted_with(place_id: UUID, level: Level, below: Level, post_ids: Collection[UUID]) -> dict[UUID | None, int]:
    """Open disputes of a place that the actor may count and some posts own, by the places of a level below; one statement."""
    found = Dispute.objects.filter(**{SCOPE_COLUMN[level]: place_id}, state__in=OPEN, owner_post_id__in=list(post_ids))
    return dict(found.values_list(SCOPE_COLUMN[below]).annotate(many=Count("id")).order_by())


def open_with(actor: Actor, place_id: UUID, level: Level, post_ids: Collection[UUID], page: int = 1) -> Page:
    """A page of the open disputes of a place that lie with some posts, what burns first; four statements at any length."""
    first = (max(1, min(page, 200)) - 1) * PAGE
    found = Dispute.objects.filter(**{SCOPE_COLUMN[level]: place_id}, state__in=OPEN, owner_post_id__in=list(post_ids))
    ordered = found.order_by(F("due_at").asc(nulls_last=True), "id").select_related("owner_post", "owner_post__body")
    rows = list(ordered[first : first + PAGE + 1])
    return Page(shown(actor, rows[:PAGE]), page, len(rows) > PAGE)
