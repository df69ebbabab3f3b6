"""Results at the desk: three rates with what they are taken of, told apart by place, item and unit; each count opens its rows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import cache_control

from linli.affairs.callbacks import queries
from linli.affairs.callbacks.queries import BY, MEASURES
from linli.affairs.callbacks.views import words
from linli.affairs.matters import public as matters
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotFound
from linli.base.ui.asked import as_number

MEASURE_SAID: dict[str, str | Promise] = {
    "drawn": _("抽中的"),
    "left_out": _("经认定并公示，不计入的"),
    "waiting": _("待回访的"),
    "unreached": _("没有联系上的"),
    "refused": _("不愿回答的"),
    "called": _("电话回答的"),
    "responded": _("电话：有回应的"),
    "solved": _("电话：解决了的"),
    "satisfied": _("电话：满意的"),
    "linked": _("网上回答的"),
    "link_responded": _("网上：有回应的"),
    "link_solved": _("网上：解决了的"),
    "link_satisfied": _("网上：满意的"),
    "entered": _("工作人员代录评价的"),
    "entered_satisfied": _("代录评价为满意的"),
    "own": _("居民自己评价过的"),
    "own_satisfied": _("自己评价为满意的"),
}
BY_SAID: dict[str, str | Promise] = {
    "street": _("按街道"),
    "community": _("按社区"),
    "item": pgettext_lazy("callbacks", "按事项"),
    "unit": _("按承办单位"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its numerator and denominator and where each is listed."""

    said: str | Promise
    n: int
    d: int
    n_measure: str
    d_measure: str


@staff("cockpit")
def newest(request: LinliRequest) -> HttpResponse:
    """The results of the newest drawn round of the area."""
    drawn = newest_drawn(request)
    return redirect("callbacks:results_of", drawn) if drawn else redirect("callbacks:rounds")


def newest_drawn(request: LinliRequest) -> str | None:
    """The number of the newest drawn round of the area."""
    found = queries.rounds_within(request.actor.place_id, now=request.now)
    return next((each.round.number for each in found if each.round.state != "committed"), None)


@staff("cockpit")
@cache_control(no_store=True)
def results(request: LinliRequest, number: str) -> HttpResponse:
    """One round as the actor's area sees it."""
    shown = queries.round_of_number(number)
    within = place_of(request.actor)
    by = request.GET.get("by", "street")
    if by not in BY_SAID:
        by = "street"
    lines = queries.figures(shown, by, within=within)
    total = queries.total(lines)
    context = {
        "round": shown,
        "total": total,
        "groups": groups(total),
        "lines": lines,
        "by": by,
        "by_said": BY_SAID[by],
        "ways": [words.Way(f"?{urlencode({'by': name})}", said, name == by) for name, said in BY_SAID.items()],
        "visits": _visits(request.actor, shown),
        "tabs": words.tabs(request, "results"),
    }
    return render(request, "callbacks/staff/results.html", context)


@staff("cockpit")
@cache_control(no_store=True)
def rows(request: LinliRequest, number: str, measure: str) -> HttpResponse:
    """The calls a figure counts."""
    if measure not in MEASURES:
        raise NotFound
    shown = queries.round_of_number(number)
    by = request.GET.get("by", "")
    found = queries.figure_rows(
        shown,
        measure,
        by=by if by in BY else "",
        key=request.GET.get("key", "")[:60],
        within=place_of(request.actor),
        page=as_number(request.GET.get("page")),
    )
    context: dict[str, Any] = {
        "round": shown,
        "said": MEASURE_SAID[measure],
        "page": found,
        "grades": words.GRADES,
        "may_open": request.actor.can("matters"),
    }
    return render(request, "callbacks/staff/rows.html", context)


def place_of(actor: Actor) -> tuple[Level, UUID]:
    """The actor's own place, where calls can be told apart by it."""
    if actor.sight is not Sight.SUBTREE or actor.place_id is None or actor.level is None:
        raise NotFound
    if actor.level in (Level.BLOCK, Level.GROUP):
        raise NotFound
    return actor.level, actor.place_id


def groups(total: queries.Figures) -> list[tuple[str | Promise, list[Rate]]]:
    """The rates by where they come from: calls, the tracking page, and what had been rated before."""
    return [
        (
            _("电话回访"),
            [
                Rate(_("响应率"), total.responded, total.called, "responded", "called"),
                Rate(_("解决率"), total.solved, total.called, "solved", "called"),
                Rate(_("满意率"), total.satisfied, total.called, "satisfied", "called"),
            ],
        ),
        (
            _("居民在网上回答（另计）"),
            [
                Rate(_("响应率"), total.link_responded, total.linked, "link_responded", "linked"),
                Rate(_("解决率"), total.link_solved, total.linked, "link_solved", "linked"),
                Rate(_("满意率"), total.link_satisfied, total.linked, "link_satisfied", "linked"),
            ],
        ),
        (
            _("抽中的事项原来的评价（另计）"),
            [
                Rate(_("工作人员代录的满意率"), total.entered_satisfied, total.entered, "entered_satisfied", "entered"),
                Rate(_("居民自评的满意率"), total.own_satisfied, total.own, "own_satisfied", "own"),
            ],
        ),
    ]


def _visits(actor: Actor, shown: queries.Round) -> matters.Conduct:
    """How often residents had to come for what was closed in the period (最多跑一次, ZJ-53), beside the rates."""
    level, place_id = place_of(actor)
    found = matters.conduct(place_id, level, ("visits",), since=shown.since, until=shown.until)
    return found[0]
