"""The hotline's rates: numerator, denominator, and the orders behind each."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from linli.affairs.hotline import queries
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound
from linli.base.ui.asked import as_number

PERIODS = (30, 90, 365)
SAID: dict[str, tuple[str | Promise, str | Promise, str | Promise]] = {
    "signed": (_("按时签收率"), _("该签收的"), _("按时签收")),
    "closed": (_("按时办结率"), _("该办结的"), _("按时办结")),
    "returned": (_("退单率"), _("收到的工单"), _("退过单")),
    "repeated": (_("重复率"), _("收到的工单"), _("催办、再派或重复件")),
}


@staff("hotline")
@cache_control(no_store=True)
def figures(request: LinliRequest) -> HttpResponse:
    """Four rates of a period, of all sources or of one."""
    days, source_id = _asked(request)
    found = queries.figures(
        request.actor,
        since=request.now - timedelta(days=days),
        until=request.now + timedelta(seconds=1),
        now=request.now,
        source_id=source_id,
    )
    context = {
        "lines": [_line(each, days, source_id) for each in found],
        "tabs": [
            {
                "url": f"?{_query(each, source_id)}",
                "label": _("最近 %(days)s 天") % {"days": each},
                "active": each == days,
            }
            for each in PERIODS
        ],
        "sources": [
            {"url": f"?{_query(days)}", "label": _("全部来源"), "active": source_id is None},
            *(
                {"url": f"?{_query(days, each.id)}", "label": each.name, "active": each.id == source_id}
                for each in queries.sources(request.actor)
            ),
        ],
    }
    return render(request, "hotline/figures.html", context)


def _query(days: int, source_id: UUID | None = None) -> str:
    return urlencode({"days": str(days), **({"source": str(source_id)} if source_id else {})})


def _line(figure: queries.Figure, days: int, source_id: UUID | None) -> dict[str, Any]:
    """A rate with where its orders are."""
    said, of_what, kept_said = SAID[figure.name]
    urls = {
        f"{which}_url": f"{reverse('hotline:figure', args=[figure.name, which])}?{_query(days, source_id)}"
        for which in queries.WHICH
    }
    return {
        "said": said,
        "of_what": of_what,
        "kept_said": kept_said,
        "under": f"{kept_said} ÷ {of_what}",
        "kept": figure.kept,
        "counted": figure.counted,
        "percent": f"{figure.kept / figure.counted:.1%}" if figure.counted else "",
        **urls,
    }


@staff("hotline")
@cache_control(no_store=True)
def figure(request: LinliRequest, name: str, which: str) -> HttpResponse:
    """The orders a rate counts."""
    if name not in SAID or which not in queries.WHICH:
        raise NotFound
    days, source_id = _asked(request)
    page = queries.figure_rows(
        request.actor,
        name,
        which,
        since=request.now - timedelta(days=days),
        until=request.now + timedelta(seconds=1),
        now=request.now,
        page=as_number(request.GET.get("page")),
        source_id=source_id,
    )
    said, of_what, kept = SAID[name]
    which_said = {"counted": of_what, "kept": kept, "rest": _("其余的")}[which]
    return render(request, "hotline/figure.html", {"said": said, "which": which_said, "page": page, "days": days})


def _asked(request: LinliRequest) -> tuple[int, UUID | None]:
    days = as_number(request.GET.get("days"), default=PERIODS[0], most=PERIODS[-1])
    known = {str(each.id): each.id for each in queries.sources(request.actor)}
    return days, known.get(request.GET.get("source", ""))
