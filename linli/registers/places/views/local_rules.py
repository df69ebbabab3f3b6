"""The rules that hold in a place: all of them on one page with where each was set, and the forms that set one here."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.clock import local_date
from linli.base.rules import public as rules
from linli.registers.places import actions, permissions, queries
from linli.registers.places.forms import RuleForm, TimeLimitForm, WorkingDayForm
from linli.registers.places.public import Place
from linli.registers.places.views.one_form import one_form


def slug_of(name: str) -> str:
    """A parameter's name as an address has it: dots are dashes, and no declared name has a dash."""
    return name.replace(".", "-")


def _trail(place: Place) -> list[tuple[str, str]]:
    return [
        *((up.short_name, reverse("places:place", args=[up.id])) for up in queries.ancestors_of(place)),
        (place.short_name, reverse("places:place", args=[place.id])),
        (_("本地规定"), ""),
    ]


@staff()
def rules_of(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """Every rule as it holds here today."""
    place = queries.place_for(place_id)
    context = {
        "place": place,
        "trail": _trail(place),
        "groups": [
            (group.title, [(line, slug_of(line.name)) for line in group.lines])
            for group in queries.local_rules(place, local_date(request.now))
        ],
        "may_change": permissions.may(request.actor, "set_local_rule")
        and permissions.reaches(request.actor, place)
        and place.valid_until is None,
    }
    return render(request, "places/rules.html", context)


@staff("rules")
def set_rule(request: LinliRequest, place_id: UUID, slug: str) -> HttpResponse:
    """One rule's value here from a day on."""
    place = queries.place_for(place_id)
    declaration = rules.declarations().get(slug.replace("-", "."))
    if declaration is None:
        raise Http404
    kind = TimeLimitForm if declaration.kind == "time_limit" else RuleForm
    form = kind(request.POST or None, declaration=declaration, initial={"valid_from": local_date(request.now)})
    words = {
        "title": _("“%(place)s”的%(rule)s") % {"place": place.short_name, "rule": declaration.label},
        "lead": _("从填写的那天起算；之前已经登记的事项仍按原规定计时。下级地域没有自己规定的，跟着变。"),
        "verb": _("保存规定"),
        "done": _("规定已保存，从生效那天起执行。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.set_local_rule(
            place_id=place_id, name=declaration.name, **form.cleaned_data, actor=request.actor, now=request.now
        ),
        words,
        place_id=place_id,
        back="places:rules",
    )


@staff("rules")
def set_day(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """One day that is working or free here."""
    place = queries.place_for(place_id)
    form = WorkingDayForm(request.POST or None)
    words = {
        "title": _("调整“%(place)s”的工作日") % {"place": place.short_name},
        "lead": _("国家放假安排之外的调整，例如极端天气停工。时限按调整后的工作日计算。"),
        "verb": _("保存调整"),
        "done": _("工作日已调整。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.set_local_day(
            place_id=place_id,
            day=form.cleaned_data["day"],
            is_working=form.cleaned_data["kind"] == "working",
            basis=form.cleaned_data["basis"],
            actor=request.actor,
            now=request.now,
        ),
        words,
        place_id=place_id,
        back="places:rules",
    )
