"""The ten-minute service window, level by level (NT-95)."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.base.accounts.public import LinliRequest, only_reads, staff
from linli.base.kit.clock import local_date
from linli.base.ui.asked import as_id
from linli.civic.partners import queries
from linli.civic.partners.views.tabs import tabs
from linli.registers.places import public as places


@only_reads
@staff("cockpit")
def ten_minutes(request: LinliRequest) -> HttpResponse:
    """How many households have each kind of service near them, of a place and of those below it."""
    wanted = as_id(request.GET.get("place"))
    place, whole, lines = queries.ten_minutes(request.actor, wanted, local_date(request.now))
    above = places.place_for(place.parent_id) if place.parent_id and place.id != request.actor.place_id else None
    context = {
        "place": place,
        "above": above,
        "whole": whole,
        "lines": lines,
        "tabs": tabs(request.actor, "partners:near"),
    }
    return render(request, "partners/staff/near.html", context)
