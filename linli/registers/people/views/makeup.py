"""What the register knows of a place: the population pyramid, households, circumstances, how fresh it is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.accounts.public import LinliRequest, only_reads, staff
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound
from linli.base.ui.asked import as_id
from linli.registers.people import queries
from linli.registers.people.states import CIRCUMSTANCES, name_in
from linli.registers.places import public as places

HOMES: dict[str, str | Promise] = {
    "1": _("一人户"),
    "2": _("二人户"),
    "3": _("三人户"),
    "4": _("四人户"),
    "5": _("五人户"),
    "6": _("六人户"),
    "7": _("七人及以上"),
}
VISITS: dict[str, str | Promise] = {
    "30": _("30 天内"),
    "90": _("31 至 90 天"),
    "180": _("91 至 180 天"),
    "365": _("半年到一年"),
    "older": _("一年以上"),
    "never": _("没有记录"),
}


@only_reads
@staff("people", "cockpit")
def makeup(request: LinliRequest) -> HttpResponse:
    """The makeup of the acting place's population, or of one below it."""
    wanted = as_id(request.GET.get("place")) or request.actor.place_id
    if wanted is None:
        raise NotFound
    place, today = queries.place_within(request.actor, wanted), local_date(request.now)
    portrait = queries.portrait(place, today)
    context: dict[str, Any] = {"place": place, "portrait": portrait, "below": queries.people_below(place, today)}
    if portrait:
        context |= {
            "homes": [(HOMES[key], each) for key, each in portrait.homes.items()],
            "visits": [(VISITS[key], each) for key, each in portrait.visits.items()],
            "circumstances": [(name_in(CIRCUMSTANCES, kind), each) for kind, each in portrait.circumstances.items()],
            "least": portrait.people.least,
        }
    if place.id != request.actor.place_id:
        context["above"] = places.place_for(place.parent_id) if place.parent_id else None
    return render(request, "people/makeup.html", context)
