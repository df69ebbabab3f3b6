"""Sources, how they write, and what their codes mean here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline import actions, queries
from linli.affairs.hotline.forms import ItemForm, SourceForm
from linli.affairs.hotline.views.desk import item_choices
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound, Refusal

SUGGESTED = 3


@staff("hotline")
@cache_control(no_store=True)
def sources(request: LinliRequest) -> HttpResponse:
    """The platforms that send orders here."""
    return render(request, "hotline/sources.html", {"sources": queries.sources(request.actor)})


@staff("hotline")
@cache_control(no_store=True)
def source(request: LinliRequest, source_id: UUID | None = None) -> HttpResponse:
    """How one platform writes; without an id a new one."""
    found = queries.source_for(request.actor, source_id) if source_id else None
    form = SourceForm(request.POST or None, source=found)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        given = {
            "name": form.cleaned_data["name"],
            "profile": form.profile(),
            "actor": request.actor,
            "now": request.now,
        }
        try:
            if found:
                actions.change_source(source_id=found.id, **given)
            else:
                actions.open_source(code=form.cleaned_data["code"], **given)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已保存，下次导入就按它读。"))
            return redirect("hotline:sources")
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "hotline/source.html", {"form": form, "source": found, "refusal": refusal}, status=status)


@staff("hotline")
@cache_control(no_store=True)
def codes(request: LinliRequest) -> HttpResponse:
    """A source's codes, unmapped ones first, each with what it may mean."""
    known = queries.sources(request.actor)
    wanted = request.GET.get("source", "")
    found = next((each for each in known if str(each.id) == wanted), known[0] if known else None)
    lines = queries.code_lines(found) if found else []
    cards = {line.code: catalogue.search_items(line.label, "staff", SUGGESTED) for line in lines if not line.item_code}
    context = {
        "source": found,
        "tabs": [{"url": f"?source={each.id}", "label": each.name, "active": each == found} for each in known],
        "lines": [(line, [card for card in cards.get(line.code, []) if not card.is_barred]) for line in lines],
    }
    return render(request, "hotline/codes.html", context)


@staff("hotline")
@cache_control(no_store=True)
def code(request: LinliRequest, source_id: UUID) -> HttpResponse:
    """What one code means; posted, it means something else from today on."""
    found = queries.source_for(request.actor, source_id)
    wanted = request.GET.get("code", "") or request.POST.get("code", "")
    line = next((line for line in queries.code_lines(found) if line.code == wanted), None)
    if line is None:
        raise NotFound
    form = ItemForm(request.POST or None, items=item_choices(), initial={"item": line.item_code})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.map_code(
                source_id=source_id,
                code=wanted,
                item_code=form.cleaned_data["item"],
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refused:
            refusal = refused
        else:
            waited = _("等着的 %(n)s 件工单往下走了。") % {"n": line.waiting} if line.waiting else ""
            later = _("工单较多，正在后台派出，几分钟内派完。") if sent is None else ""
            messages.success(request, " ".join(said for said in (_("已对应。"), waited, later) if said))
            return redirect(f"{reverse('hotline:codes')}?{urlencode({'source': str(source_id)})}")
    status = refusal.status if refusal else 400 if form.errors else 200
    names = catalogue.item_names({row.item_code for row in queries.former_meanings(found, wanted)})
    former = [(row, names.get(row.item_code, row.item_code)) for row in queries.former_meanings(found, wanted)]
    context = {"source": found, "line": line, "form": form, "former": former, "refusal": refusal}
    return render(request, "hotline/code.html", context, status=status)
