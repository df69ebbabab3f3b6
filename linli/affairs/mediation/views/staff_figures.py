"""Figures at the desk, by kind, place and month; each number leads to its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control

from linli.affairs.mediation import queries
from linli.affairs.mediation.queries import figures
from linli.affairs.mediation.views.staff_lists import area_tabs
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit import clock
from linli.base.ui import charts

PERIODS = ((90, gettext_lazy("最近三个月")), (365, gettext_lazy("最近一年")))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table with where its rows are."""

    counted: figures.Counted
    urls: dict[str, str]
    success: str
    kept: str


@staff("mediation", "supervise")
@cache_control(no_store=True)
def shown(request: LinliRequest) -> HttpResponse:
    """What was found in the period and what became of it."""
    actor = request.actor
    days = next((days for days, _said in PERIODS if request.GET.get("days") == str(days)), PERIODS[0][0])
    today = clock.local_date(request.now)
    since, until = clock.midnight(today - timedelta(days=days)), clock.midnight(today + timedelta(days=1))
    points = [
        charts.Point(_("%(n)s 月") % {"n": month.first.month}, month.found, month.agreed)
        for month in figures.by_month(actor, since, until)
    ]
    context = {
        "tabs": area_tabs("figures", queries.counts(actor)),
        "periods": [
            {"url": f"?{urlencode({'days': each})}", "label": said, "active": each == days} for each, said in PERIODS
        ],
        "total": _line(figures.total(actor, since, until), since, until),
        "kinds": [_line(each, since, until, kind=each.key) for each in figures.by_kind(actor, since, until)],
        "places": [_line(each, since, until, place=each.key) for each in figures.by_place(actor, since, until)],
        "chart": charts.trend(points, kind="bar", unit=_("件"), name=_("发现"), second_name=_("达成协议")),
    }
    return render(request, "mediation/staff/figures.html", context)


def _line(counted: figures.Counted, since: datetime, until: datetime, **narrowed: str) -> Line:
    period = {"since": f"{since:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"}
    here = reverse("mediation:list")
    urls = {which: f"{here}?{urlencode({'which': which, **period, **narrowed})}" for which in queries.WHICH}
    return Line(counted, urls, _share(counted.agreed, counted.concluded), _share(counted.performed, counted.due))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""
