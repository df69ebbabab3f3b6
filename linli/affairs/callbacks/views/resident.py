"""The same questions on the page of one's matter, without an account by the key, or signed in."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.affairs.callbacks import actions, queries
from linli.affairs.callbacks.forms.staff import AnswerForm
from linli.affairs.matters import public as matters
from linli.base.accounts.public import LinliRequest, limited, signed_in
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound, Refusal


@limited("move", most=60, minutes=60)
def tracked(request: LinliRequest, number: str) -> HttpResponse:
    """For whoever holds the matter's key."""
    key = matters.key_of(request, number)
    if key is None:
        return redirect(f"{reverse('matters:track')}?{urlencode({'number': number})}")
    with walls.acting(Actor.tracking(key.matter_id)) as actor:
        return _page(request, actor, number, reverse("matters:tracked", args=[number]))


@signed_in
def own(request: LinliRequest, number: str) -> HttpResponse:
    """For a resident who is signed in."""
    if request.actor.sight is not Sight.SELF:
        raise NotFound
    matter_id = queries.own_matter_id(number)
    return _page(request, request.actor, number, reverse("matters:my_matter", args=[matter_id]))


@limited("move", most=60, minutes=60)
@require_POST
def contest(request: LinliRequest, number: str) -> HttpResponse:
    """The resident objects to their answer being left out; by the key of their matter."""
    key = matters.key_of(request, number)
    if key is None:
        raise NotFound
    with walls.acting(Actor.tracking(key.matter_id)) as actor:
        return _contested(request, actor, number, reverse("matters:tracked", args=[number]))


@signed_in
@require_POST
def contest_own(request: LinliRequest, number: str) -> HttpResponse:
    """The same for a resident who is signed in."""
    if request.actor.sight is not Sight.SELF:
        raise NotFound
    matter_id = queries.own_matter_id(number)
    return _contested(request, request.actor, number, reverse("matters:my_matter", args=[matter_id]))


def _contested(request: LinliRequest, actor: Actor, number: str, back: str) -> HttpResponse:
    claim = queries.own_claim_of_number(number)
    if claim is None:
        raise NotFound
    try:
        with transaction.atomic():
            note = request.POST.get("note", "")
            actions.appeal(claim_id=claim.id, move="contest", note=note, actor=actor, now=request.now)
    except Refusal as refusal:
        return _claim_page(request, actor, claim, back, refusal)
    messages.success(request, _("异议已收到，复核期间您的回答照常计入。"))
    return redirect(back)


def _claim_page(
    request: LinliRequest, actor: Actor, claim: queries.Claim, back: str, refusal: Refusal | None = None
) -> HttpResponse:
    name = "callbacks:contest_own" if actor.sight is Sight.SELF else "callbacks:contest"
    context = {
        "claim": claim,
        "back": back,
        "to": reverse(name, args=[claim.number]),
        "note": request.POST.get("note", ""),
        "refusal": refusal,
    }
    response = render(request, "callbacks/public/contest.html", context, status=refusal.status if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: LinliRequest, actor: Actor, number: str, back: str) -> HttpResponse:
    if claim := queries.own_claim_of_number(number):
        return _claim_page(request, actor, claim, back)
    call = queries.own_call(number)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.answer_by_link(call_id=call.id, said=form.said(), actor=actor, now=request.now)
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, _("谢谢您的回答。"))
            return redirect(back)
    context = {
        "form": form,
        "call": call,
        "refusal": refusal,
        "script": queries.script_on(clock.local_date(request.now)),
        "back": back,
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    response = render(request, "callbacks/public/answer.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
