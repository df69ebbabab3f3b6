"""The list of providers at the desk: who is on it, at what prices, for which communities."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_number
from linli.civic.partners import actions, permissions, queries
from linli.civic.partners.forms import Choices, ProviderForm, ReachForm, TurnForm
from linli.civic.partners.states import KINDS, LISTED, PROVIDER_STATE_NAMES
from linli.civic.partners.views.tabs import tabs
from linli.registers.places import public as places

READERS = ("providers", "refer", "cockpit")


@staff(*READERS)
def listed(request: LinliRequest) -> HttpResponse:
    """The providers of the area and those that serve it."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    text = request.GET.get("q", "").strip()[:60]
    number = as_number(request.GET.get("page"))
    rows, has_next = queries.providers(kind=kind, text=text, actor=request.actor, page=number)
    context = {
        "rows": rows,
        "number": number,
        "has_next": has_next,
        "kind": kind,
        "kinds": [("", pgettext("kinds", "全部")), *((each.code, each.name) for each in KINDS.values())],
        "q": text,
        "may_register": permissions.may(request.actor, "register"),
        "tabs": tabs(request.actor, "partners:providers"),
    }
    return render(request, "partners/staff/providers.html", context)


@staff(*READERS)
def provider(request: LinliRequest, provider_id: UUID) -> HttpResponse:
    """One provider: prices now and before, communities, how it keeps its word."""
    return _page(request, provider_id)


def _page(request: LinliRequest, provider_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    actor, found = request.actor, queries.provider_for(provider_id)
    reaches = queries.reaches_of(found)
    names = places.names_of(list(reaches))
    done, declined = queries.record_of(found) if permissions.may(actor, "place") else (0, 0)
    is_kept = permissions.may(actor, "change") and _is_kept(actor, provider_id)
    may_serve = permissions.may(actor, "change") and not is_kept
    context = {
        "provider": found,
        "state_said": PROVIDER_STATE_NAMES[found.state],
        "is_listed": found.state == LISTED,
        "place": places.names_of([found.place_id]).get(found.place_id, ""),
        "offers": queries.offers_of(found),
        "near": sorted(names.get(id_, "") for id_, is_near in reaches.items() if is_near),
        "far": sorted(names.get(id_, "") for id_, is_near in reaches.items() if not is_near),
        "done": done,
        "declined": declined,
        "has_record": permissions.may(actor, "place"),
        "is_kept": is_kept,
        "reach_form": _reach_form(request, reaches) if may_serve else None,
        "turn_form": TurnForm() if is_kept else None,
        "refusal": refusal,
        "tabs": tabs(actor, ""),
    }
    return render(request, "partners/staff/provider.html", context, status=refusal.status if refusal else 200)


def _is_kept(actor: Actor, provider_id: UUID) -> bool:
    try:
        queries.kept_provider(actor, provider_id)
    except NotFound:
        return False
    return True


def _communities(actor: Actor) -> Choices:
    return [(str(each.id), each.name) for each in queries.communities_of(actor)]


def _reach_form(request: LinliRequest, reaches: dict[UUID, bool]) -> ReachForm:
    return ReachForm(initial=_reached(reaches), communities=_communities(request.actor))


def _reached(reaches: dict[UUID, bool]) -> dict[str, list[str]]:
    return {"serves": [str(id_) for id_ in reaches], "near": [str(id_) for id_, is_near in reaches.items() if is_near]}


@staff("providers")
def new(request: LinliRequest) -> HttpResponse:
    """Register a provider."""
    form = _form(request, {})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid() and request.actor.place_id:
        try:
            made = actions.register(new=form.new(request.actor.place_id), actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已登记，可以派单了。"))
            return redirect("partners:provider", made.id)
    return _written(request, form, refusal, None)


@staff("providers")
def edit(request: LinliRequest, provider_id: UUID) -> HttpResponse:
    """Change what is known of a provider; its code stays."""
    found = queries.kept_provider(request.actor, provider_id)
    names = ("name", "name_en", "credit_code", "phone", "address", "hours", "about")
    first: dict[str, Any] = {name: getattr(found, name) for name in names}
    first |= _reached(queries.reaches_of(found))
    for offer in queries.offers_of(found):
        if offer.until is None:
            first |= {f"price_{offer.kind}": offer.price, f"relief_{offer.kind}": offer.relief}
    form = _form(request, first)
    form.fields["credit_code"].disabled = True
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(provider_id=provider_id, new=form.new(found.place_id), actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已保存。价格变了的，旧价格留在记录里。"))
            return redirect("partners:provider", provider_id)
    return _written(request, form, refusal, found.name)


def _form(request: LinliRequest, first: dict[str, Any]) -> ProviderForm:
    areas = [area for area in (request.actor.place_id, *request.actor.chain) if area]
    least = queries.least_relief(areas, local_date(request.now))
    return ProviderForm(request.POST or None, initial=first, communities=_communities(request.actor), least=least)


def _written(request: LinliRequest, form: ProviderForm, refusal: Refusal | None, name: str | None) -> HttpResponse:
    context = {"form": form, "refusal": refusal, "name": name}
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "partners/staff/edit.html", context, status=status)


@staff("providers")
@require_POST
def serve(request: LinliRequest, provider_id: UUID) -> HttpResponse:
    """Say which communities of one's own area a provider from elsewhere goes to."""
    form = ReachForm(request.POST, communities=_communities(request.actor))
    if not form.is_valid():
        raise NotFound
    actions.serve(provider_id=provider_id, reaches=form.reaches(), actor=request.actor, now=request.now)
    messages.success(request, _("已保存服务的社区。"))
    return redirect("partners:provider", provider_id)


@staff("providers")
@require_POST
def turn(request: LinliRequest, provider_id: UUID, to: str) -> HttpResponse:
    """Suspend, resume or end."""
    try:
        if to == "resume":
            actions.resume(provider_id=provider_id, actor=request.actor, now=request.now)
        else:
            steps = {"suspend": actions.suspend, "end": actions.end}
            if to not in steps:
                raise NotFound
            reason = request.POST.get("reason", "")[:200]
            steps[to](provider_id=provider_id, reason=reason, actor=request.actor, now=request.now)
    except NotFound:
        raise
    except Refusal as refused:
        return _page(request, provider_id, refused)
    return redirect("partners:provider", provider_id)
