"""Signals that a rate may have been worked on: what to ask which unit about, with the rows behind each number."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from linli.affairs.callbacks import queries
from linli.affairs.callbacks.queries import SIGNALS, Found
from linli.affairs.callbacks.views import words
from linli.affairs.callbacks.views.results import newest_drawn, place_of
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Words:
    """A signal as it is asked: its name, the question it puts, and what numerator and denominator count."""

    said: str | Promise
    asks: str | Promise
    raised: str | Promise
    counted: str | Promise


SAID: dict[str, Words] = {
    "entered_above": Words(
        _("代录满意，本人不满意"),
        _("代录的评价是怎么来的，居民当时说了什么？"),
        _("代录为满意、电话里说不满意的"),
        _("有代录评价、电话也问到的"),
    ),
    "entered_at_once": Words(
        _("一办结就代录评价"),
        _("几分钟里问过居民吗，谁录的？"),
        _("办结后马上代录的"),
        _("有代录评价的"),
    ),
    "last_moment": Words(
        _("压线办结，没有办好"),
        _("是办好了才办结的，还是为了不超期？"),
        _("压线办结、居民说没有解决或者重办的"),
        _("压线办结、电话问到的"),
    ),
    "corrected_up": Words(
        _("回答被改好"),
        _("谁要求更正的，理由站得住吗？"),
        _("更正以后变好的"),
        _("电话问到的"),
    ),
    "unreached": Words(
        _("联系不上的多"),
        _("登记的号码是居民本人的吗？"),
        _("没有联系上的"),
        _("有号码、已经打过的"),
    ),
    "no_phone": Words(
        _("没有号码的多"),
        _("登记时为什么不留号码？"),
        _("没有可以拨打的号码的"),
        _("抽中的"),
    ),
    "claims": Words(
        _("认定申请集中"),
        _("为什么不合理的诉求都在这个单位？"),
        _("这个单位申请认定的"),
        _("所有单位申请认定的"),
    ),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with what is asked about it."""

    name: str
    found: list[tuple[Found, Words]]


@staff("cockpit")
def newest(request: LinliRequest) -> HttpResponse:
    """The signals of the newest drawn round of the area."""
    number = newest_drawn(request)
    return redirect("callbacks:signals_of", number) if number else redirect("callbacks:rounds")


@staff("cockpit")
@cache_control(no_store=True)
def signals(request: LinliRequest, number: str) -> HttpResponse:
    """One round's, as far as the actor's area goes."""
    shown = queries.round_of_number(number)
    answer = queries.signals(shown, within=place_of(request.actor))
    context: dict[str, Any] = {
        "round": shown,
        "signals": answer,
        "units": [
            Unit(found[0].unit, [(each, SAID[each.signal.name]) for each in found])
            for found in (list(group) for _unit, group in groupby(answer.found, key=lambda each: each.unit_id))
        ],
        "limits": [(limit, SAID[limit.signal.name]) for limit in answer.limits],
        "tabs": words.tabs(request, "signals"),
    }
    return render(request, "callbacks/staff/signals.html", context)


@staff("cockpit")
@cache_control(no_store=True)
def rows(request: LinliRequest, number: str, name: str, which: str) -> HttpResponse:
    """The calls behind a numerator (`raised`) or a denominator (`counted`)."""
    if name not in SIGNALS or which not in ("raised", "counted"):
        raise NotFound
    shown, page = queries.round_of_number(number), request.GET.get("page", "1")
    found = queries.signal_rows(
        shown,
        name,
        unit=request.GET.get("unit", "")[:36],
        is_raised=which == "raised",
        within=place_of(request.actor),
        page=max(1, min(int(page), 500)) if page.isdecimal() else 1,
    )
    context = {
        "round": shown,
        "said": SAID[name].raised if which == "raised" else SAID[name].counted,
        "page": found,
        "grades": words.GRADES,
        "may_open": request.actor.can("matters"),
        "is_signal": True,
    }
    return render(request, "callbacks/staff/rows.html", context)
