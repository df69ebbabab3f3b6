"""Changing a place: a form, one action, back to the place."""

import base64
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import Refusal
from linli.registers.places import actions, errors, queries
from linli.registers.places.forms import (
    CountForm,
    GridForm,
    ImportForm,
    LandmarkForm,
    LevelForm,
    RenameForm,
)
from linli.registers.places.views.one_form import one_form

GRID_LEVELS = [Level.GRID, Level.BLOCK, Level.GROUP]
LEVELS = list(Level)
SHOWN = 200


def _below(place_level: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """The grid levels that fit below a level, by their local names."""
    position = LEVELS.index(Level(place_level))
    return [(level.value, names[level]) for level in GRID_LEVELS if LEVELS.index(level) > position]


@staff("places")
def add_grid(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """A new grid, block or group below a place."""
    parent = queries.place_for(place_id)
    form = GridForm(request.POST or None, levels=_below(parent.level, queries.level_names(parent)))
    words = {
        "title": _("在“%(name)s”下面设片区或楼栋组") % {"name": parent.short_name},
        "lead": _("设好后，到“组织”里给它配一名负责人。"),
        "verb": _("设立"),
        "done": _("已设立。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.add_grid(parent_id=place_id, **form.cleaned_data, actor=request.actor, now=request.now),
        words,
        place_id=place_id,
    )


@staff("places")
def rename(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """Another name."""
    place = queries.place_for(place_id)
    initial = {"name": place.name, "name_en": place.name_en, "date": local_date(request.now)}
    form = RenameForm(request.POST or None, initial=initial)
    words = {
        "title": _("给“%(name)s”更名") % {"name": place.short_name},
        "lead": _("编码和历史都保留，原名留在沿革里。"),
        "verb": _("更名"),
        "done": _("已更名，原名留在沿革里。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.rename_place(place_id=place_id, **form.cleaned_data, actor=request.actor, now=request.now),
        words,
        place_id=place_id,
    )


@staff("places")
def name_level(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """What the area calls a grid level."""
    area = queries.place_for(place_id)
    form = LevelForm(request.POST or None, levels=_below(area.level, queries.level_names(area)))
    words = {
        "title": _("“%(name)s”怎么称呼网格") % {"name": area.short_name},
        "lead": _("社区以下各级的叫法由本地决定，改后这一片的所有页面都跟着变。"),
        "verb": _("改叫法"),
        "done": _("叫法已改。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.set_level_name(area_id=place_id, **form.cleaned_data, actor=request.actor, now=request.now),
        words,
        place_id=place_id,
    )


@staff("places")
def add_landmark(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """A name people know."""
    place = queries.place_for(place_id)
    form = LandmarkForm(request.POST or None)
    words = {
        "title": _("哪些名字指向“%(name)s”") % {"name": place.short_name},
        "lead": _("居民搜这个小区、道路或楼栋的名字，就会找到这里。"),
        "verb": _("加上这个名字"),
        "done": _("已加上，居民现在搜得到。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.add_landmark(place_id=place_id, **form.cleaned_data, actor=request.actor, now=request.now),
        words,
        place_id=place_id,
    )


@staff("places")
@require_POST
def remove_landmark(request: LinliRequest, landmark_id: UUID) -> HttpResponse:
    """Take a wrong name down."""
    place = actions.remove_landmark(landmark_id=landmark_id, actor=request.actor, now=request.now)
    messages.success(request, _("已去掉这个名字。"))
    return redirect("places:place", place.id)


@staff("places")
def record_count(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """A number from an official source."""
    place = queries.place_for(place_id)
    form = CountForm(request.POST or None, initial={"date": local_date(request.now)})
    words = {
        "title": _("录入“%(name)s”的官方数字") % {"name": place.short_name},
        "lead": _("写明截至哪天、来自哪里；以前的数字不改写，和本系统登记的数字并排看。"),
        "verb": _("录入"),
        "done": _("已录入。"),
    }
    return one_form(
        request,
        form,
        lambda: actions.record_official_count(
            place_id=place_id, **form.cleaned_data, actor=request.actor, now=request.now
        ),
        words,
        place_id=place_id,
    )


@staff("places")
def import_codes(request: LinliRequest) -> HttpResponse:
    """A code file, taken whole or answered with a list of what is wrong."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"date": local_date(request.now)})
    refusal: Refusal | None = None
    bad: list[errors.BadRow] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            done = actions.import_codes(
                content=data["file"], system=data["system"], date=data["date"], actor=request.actor, now=request.now
            )
        except errors.BadRows as refused:
            refusal, bad = refused, refused.rows
        except Refusal as refused:
            refusal = refused
        else:
            told = _("导入了 %(added)s 个地域，%(unchanged)s 个原来就有。")
            messages.success(request, told % {"added": done.added, "unchanged": done.unchanged})
            return redirect("places:list")
    status = refusal.status if refusal else 400 if form.errors else 200
    # The report travels in its own link, so that nothing has to be kept on the server for whoever never comes back.
    report = base64.b64encode(actions.bad_rows_csv(bad).encode()).decode() if bad else ""
    context = {"form": form, "refusal": refusal, "bad": bad[:SHOWN], "bad_count": len(bad), "report": report}
    return render(request, "places/import.html", context, status=status)
