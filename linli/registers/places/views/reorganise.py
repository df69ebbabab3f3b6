"""Reorganising: describe the change, look at its effects, then enact it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.registers.places import actions, queries
from linli.registers.places.forms import MergeForm, MoveForm, SplitForm

AnyForm = MergeForm | MoveForm | SplitForm


def _form(request: LinliRequest, kind: str, place_id: UUID) -> AnyForm:
    """The form of one kind of change, with the choices that a place has."""
    place = queries.place_for(place_id)
    data, initial = request.POST or None, {"date": local_date(request.now)}
    if kind == "merge" and place.parent_id:
        sisters = [(sister.id, sister.name) for sister in queries.children_of(place.parent_id) if sister.id != place.id]
        return MergeForm(data, initial=initial, sisters=sisters)
    if kind == "split":
        children = [(child.id, child.name) for child in queries.children_of(place.id)]
        return SplitForm(data, initial=initial, children=children)
    if kind == "move":
        top, level = (
            (place.county_id, Level.STREET) if place.level == Level.COMMUNITY else (place.street_id, Level.COMMUNITY)
        )
        parents = queries.descendants(top, level) if top else []
        return MoveForm(data, initial=initial, parents=[(up.id, up.name) for up in parents if up.id != place.parent_id])
    raise NotFound


@staff("places")
def reorganise(request: LinliRequest, place_id: UUID, kind: str) -> HttpResponse:
    """One page twice: the form, then the form with its effects and the button that enacts them."""
    form = _form(request, kind, place_id)
    place = queries.place_for(place_id)
    refusal: Refusal | None = None
    plan: actions.Plan | None = None
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.wanted(place_id)
            plan = actions.plan_reorganisation(wanted=wanted, actor=request.actor, now=request.now)
            if "enact" in request.POST:
                standing = actions.enact_reorganisation(wanted=wanted, actor=request.actor, now=request.now)
                messages.success(request, _("已调整，沿革里留有记录；居民和事件稍后自动跟过去。"))
                return redirect("places:place", standing[0].id)
        except Refusal as refused:
            refusal, plan = refused, None
    titles = {
        "merge": _("合并“%(name)s”"),
        "split": _("拆分“%(name)s”"),
        "move": _("划转“%(name)s”"),
    }
    context = {
        "form": form,
        "plan": plan,
        "refusal": refusal,
        "place": place,
        "is_split": kind == "split",
        "title": titles[kind] % {"name": place.short_name},
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "places/reorganise.html", context, status=status)
