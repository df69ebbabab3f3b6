"""Homes nobody visited lately (民情联系无遗漏, HB-70): the longest unseen first, each leading to where the visit is noted."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Level
from linli.base.kit.clock import local_date
from linli.base.ui.asked import as_id, as_number
from linli.registers.people import permissions, queries
from linli.registers.places import public as places


@staff("people")
def unvisited(request: LinliRequest) -> HttpResponse:
    """The households not visited within the period, of the acting place or of one below it."""
    today = local_date(request.now)
    since = queries.visit_since(request.actor, today)
    wanted = as_id(request.GET.get("place"))
    place = queries.place_within(request.actor, wanted) if wanted else None
    number = as_number(request.GET.get("page"))
    within = (Level(place.level), place.id) if place else None
    rows, has_next = queries.unvisited(request.actor, since, within=within, page=number)
    names = places.names_of({row.place_id for row in rows})
    context = {
        "place": place,
        "rows": [(row, names.get(row.place_id, "")) for row in rows],
        "days": (today - since).days,
        "number": number,
        "has_next": has_next,
        "may_visit": permissions.may(request.actor, "visit"),
    }
    return render(request, "people/unvisited.html", context)
