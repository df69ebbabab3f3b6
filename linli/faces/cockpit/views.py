"""The cockpit's two pages: a place and the places below it; the rows behind a figure."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.base.accounts.public import LinliRequest, only_reads, staff
from linli.base.ui.asked import as_number
from linli.faces.cockpit import queries
from linli.faces.cockpit.permissions import CAPABILITY
from linli.faces.cockpit.queries import DAYS, MEASURES, Links, Period, Sheet


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to look at the same place."""

    url: str
    label: str | Promise
    active: bool
    count: None = None


@only_reads
@staff(CAPABILITY)
def place(request: LinliRequest, place_id: UUID | None = None) -> HttpResponse:
    """How a place is doing, and the places below it; without an id the acting post's own place."""
    period = queries.period_of(request.GET.get("days"), request.now)
    links = _links(request, period)
    sheet = queries.sheet_of(request.actor, place_id, period, links, request.now)
    context = {
        "sheet": sheet,
        "period": period,
        "periods": _periods(sheet, period, links),
        "measures": _measures(sheet, links),
        "measure": MEASURES[links.by],
        "links": links,
        "overdue_url": links.desk(sheet.place.id, clock="overdue"),
        "open_url": links.desk(sheet.place.id),
        "wall_url": replace(links, is_wall=True).place(sheet.place.id),
    }
    return render(request, "cockpit/place.html", context)


@only_reads
@staff(CAPABILITY)
def rows(request: LinliRequest, place_id: UUID, measure: str) -> HttpResponse:
    """The matters that a figure counts, newest first."""
    period = queries.period_of(request.GET.get("days"), request.now)
    page = as_number(request.GET.get("page"))
    behind = queries.behind(request.actor, place_id, measure, period, _links(request, period), request.now, page)
    found = behind.page
    context = {
        "behind": behind,
        "period": period,
        "earlier": _leaf(request, found.number - 1) if found.number > 1 else "",
        "later": _leaf(request, found.number + 1) if found.has_next else "",
        "place_in_list": _("第 %(page)d 页") % {"page": found.number},
    }
    return render(request, "cockpit/rows.html", context)


def _leaf(request: LinliRequest, number: int) -> str:
    values = request.GET.copy()
    values["page"] = str(number)
    return f"?{values.urlencode()}"


def _links(request: LinliRequest, period: Period) -> Links:
    by = request.GET.get("by", "")
    return Links(days=period.days, by=by if by in MEASURES else Links().by, is_wall="wall" in request.GET)


def _periods(sheet: Sheet, period: Period, links: Links) -> list[Choice]:
    return [
        Choice(links.place(sheet.place.id, days=days), _("%(days)d 天") % {"days": days}, days == period.days)
        for days in DAYS
    ]


def _measures(sheet: Sheet, links: Links) -> list[Choice]:
    return [
        Choice(f"{links.place(sheet.place.id, by=name)}#below", measure.label, name == links.by)
        for name, measure in MEASURES.items()
    ]
