"""Gaps: one page a level, each number opening its rows, each row saying what closes it (HB-70)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.accounts.public import LinliRequest, staff
from linli.base.ui.asked import as_id, as_number
from linli.faces.workbench import queries
from linli.registers.places import public as places

KINDS: dict[str, str | Promise] = {"community": _("整个社区没有网格"), "estate": _("小区"), "building": _("楼栋")}


@staff("people", "cockpit")
def gaps(request: LinliRequest) -> HttpResponse:
    """The three checks of the acting place, or of one below it."""
    found = queries.gaps_of(request.actor, as_id(request.GET.get("place")), now=request.now)
    context = {
        "gaps": found,
        "reads_people": request.actor.can("people"),
        "is_own": found.place.id == request.actor.place_id,
    }
    return render(request, "workbench/gaps.html", context)


@staff("people", "cockpit")
def blind(request: LinliRequest) -> HttpResponse:
    """Communities, estates and buildings in no grid."""
    place = queries.place_in_reach(request.actor, as_id(request.GET.get("place")))
    number = as_number(request.GET.get("page"))
    rows, has_next = places.blind_spots(place.id, number)
    context = {
        "place": place,
        "rows": [(row, KINDS[row.kind]) for row in rows],
        "number": number,
        "has_next": has_next,
        "may_mend": request.actor.can("places"),
    }
    return render(request, "workbench/gaps_places.html", context)


@staff("matters")
def unhandled(request: LinliRequest) -> HttpResponse:
    """Open matters whose post nobody answers for."""
    number = as_number(request.GET.get("page"))
    asked = as_id(request.GET.get("place"))
    place, page = queries.unhandled_matters(request.actor, asked, now=request.now, page=number)
    context = {"place": place, "page": page, "may_appoint": request.actor.can("bodies")}
    return render(request, "workbench/gaps_matters.html", context)


@staff("mediation", "supervise")
def unowned(request: LinliRequest) -> HttpResponse:
    """Open disputes whose owner's post nobody answers for."""
    number = as_number(request.GET.get("page"))
    place, rows, has_next = queries.unhandled_disputes(request.actor, as_id(request.GET.get("place")), page=number)
    context = {
        "place": place,
        "rows": rows,
        "number": number,
        "has_next": has_next,
        "may_appoint": request.actor.can("bodies"),
        "reads_disputes": request.actor.can("mediation"),
    }
    return render(request, "workbench/gaps_disputes.html", context)
