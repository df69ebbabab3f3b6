"""Circumstances whose day of review has come: somebody should go and see whether they still hold."""

from datetime import date

from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_filter
from linli.registers.people import permissions
from linli.registers.people.models import Resident
from linli.registers.people.queries.residents import ResidentRow, rows_of


def due_for_review(actor: Actor, on: date, limit: int = 20) -> list[ResidentRow]:
    """Residents of the actor's area with a circumstance to review on or before a day, the longest waiting first."""
    permissions.require(actor, "list")
    due = Resident.objects.filter(
        until=None, circumstances__until=None, circumstances__review_on__lte=on, **scope_filter(actor)
    )
    ids = dict.fromkeys(due.order_by("circumstances__review_on", "id").values_list("id", flat=True)[: limit * 2])
    rows = {row.id: row for row in rows_of(actor, Resident.objects.filter(id__in=list(ids)[:limit]))}
    return [rows[id_] for id_ in ids if id_ in rows]
