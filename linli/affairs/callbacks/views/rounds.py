"""Rounds at the desk: opened, drawn, published."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from linli.affairs.callbacks import actions, queries
from linli.affairs.callbacks.forms.staff import RoundForm
from linli.affairs.callbacks.views import words
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound, Refusal


@staff("callbacks", "rounds", "cockpit", "matters")
def home(request: LinliRequest) -> HttpResponse:
    """Where this post's work with callbacks is: what it was asked to look into first, while something is."""
    waits = request.actor.can("matters") and queries.waits_for(request.actor)
    return redirect("callbacks:follow_ups" if waits else words.first_page(request))


@staff("callbacks", "rounds", "cockpit")
@cache_control(no_store=True)
def rounds(request: LinliRequest) -> HttpResponse:
    """The rounds of the area; for those who organise them, a form for the next."""
    if request.method != "POST":
        return _page(request, RoundForm())
    form = RoundForm(request.POST)
    if not form.is_valid() or request.actor.place_id is None:
        return _page(request, form, status=400)
    new = actions.NewRound(request.actor.place_id, form.cleaned_data["since"], form.cleaned_data["last"])
    try:
        made = actions.open_round(new=new, actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _page(request, form, refusal=refusal, status=refusal.status)
    messages.success(request, _("第 %(number)s 轮已经开始，承诺值已经公布。") % {"number": made.number})
    return redirect("callbacks:rounds")


@staff("rounds")
@require_POST
def move(request: LinliRequest, round_id: UUID, move: str) -> HttpResponse:
    """Draw a round, or publish it."""
    if move not in ("draw", "reveal"):
        raise NotFound
    act = actions.draw if move == "draw" else actions.reveal
    act(round_id=round_id, actor=request.actor, now=request.now)
    messages.success(request, words.ROUND_DONE[move])
    return redirect("callbacks:rounds")


def _page(request: LinliRequest, form: RoundForm, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "rounds": queries.rounds_within(request.actor.place_id, now=request.now),
        "may_open": request.actor.can("rounds"),
        "tabs": words.tabs(request, "rounds"),
    }
    return render(request, "callbacks/staff/rounds.html", context, status=status)
