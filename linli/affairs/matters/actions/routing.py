"""Routing rules for some days, as a campaign wants them: at each of some places matters of an item go to a department's clerk."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q

from linli.affairs.matters import permissions
from linli.affairs.matters.models import Route
from linli.base.kit import locks
from linli.base.kit.actor import Actor


@transaction.atomic
def route_places(
    *,
    area_ids: Sequence[UUID],
    item_code: str,
    department: str,
    valid_from: date,
    valid_until: date,
    basis: str,
    actor: Actor,
) -> dict[UUID, UUID]:
    """Send new matters of an item at each place to the clerk of a county department, from a day up to but not including another.

    Such rules stand before every other. Returns the rule of each place.
    """
    permissions.require_capability(actor, "dispatch")
    locks.hold("matters.route")
    first = Route.objects.aggregate(first=Min("position"))["first"] or 0
    made = [
        Route(
            position=first - number,
            area_id=area_id,
            item_code=item_code,
            role="department_clerk",
            level="county",
            department=department,
            valid_from=valid_from,
            valid_until=valid_until,
            basis=basis[:200],
        )
        for number, area_id in enumerate(area_ids, start=1)
    ]
    Route.objects.bulk_create(made)
    return {route.area_id: route.id for route in made if route.area_id}


@transaction.atomic
def end_routes(route_ids: Sequence[UUID], *, on: date) -> int:
    """End some rules: from that day on they send nothing. Returns how many were in force."""
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    return Route.objects.filter(in_force, id__in=list(route_ids)).update(valid_until=on)
