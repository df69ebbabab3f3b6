"""Who was told what and when about a matter: fetched when asked for, or a page of its own without JavaScript."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from linli.affairs.matters import queries
from linli.affairs.matters.views import receipts
from linli.base.accounts.public import LinliRequest, signed_in, staff
from linli.base.kit import walls
from linli.base.kit.actor import Actor


@staff("matters")
def desk_told(request: LinliRequest, matter_id: UUID) -> HttpResponse:
    """For the desk: everybody who was told."""
    matter = queries.matter_for(request.actor, matter_id)
    rows = queries.told_about(request.actor, matter, request.now)
    return _page(request, "matters/staff/told.html", {"rows": rows, "matter": matter, "is_desk": True})


@signed_in
def my_told(request: LinliRequest, matter_id: UUID) -> HttpResponse:
    """For whoever asked, signed in."""
    matter = queries.matter_for(request.actor, matter_id)
    rows = queries.told_about(request.actor, matter, request.now)
    back = reverse("matters:my_matter", args=[matter_id])
    return _page(request, "matters/resident/told.html", {"rows": rows, "matter": matter, "back": back})


def tracked_told(request: LinliRequest, number: str) -> HttpResponse:
    """For whoever holds the key."""
    key = receipts.key_of(request, number)
    if key is None:
        return redirect(f"{reverse('matters:track')}?{urlencode({'number': number})}")
    with walls.acting(Actor.tracking(key.matter_id)) as actor:
        matter = queries.matter_for(actor, key.matter_id)
        rows = queries.told_about(actor, matter, request.now)
        back = reverse("matters:tracked", args=[number])
        return _page(request, "matters/resident/told.html", {"rows": rows, "matter": matter, "back": back})


def _page(request: LinliRequest, template: str, context: dict[str, object]) -> HttpResponse:
    part = "matters/told_rows.html" if request.headers.get("HX-Request") else template
    response = render(request, part, context)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request"
    return response
