"""The pages of campaigns: the list, a new one, one with its progress by place and unit, who is responsible where."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from linli.affairs.campaigns import actions, permissions, queries
from linli.affairs.campaigns.forms import AssignForm, CampaignForm, Choices
from linli.affairs.catalogue import public as catalogue
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_id
from linli.registers.places import public as places


@staff("matters")
def listed(request: LinliRequest) -> HttpResponse:
    """The campaigns of the county."""
    rows = queries.campaigns(request.actor, local_date(request.now))
    context = {"rows": rows, "may_open": permissions.may(request.actor, "open")}
    return render(request, "campaigns/list.html", context)


@staff("campaigns")
def new(request: LinliRequest) -> HttpResponse:
    """Open a campaign."""
    form = CampaignForm(request.POST or None, initial={"since": local_date(request.now)}, items=_items())
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_campaign(new=form.new(), actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已发起。接着给每个庭院定包保单位。"))
            return redirect("campaigns:campaign", made.id)
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "campaigns/new.html", {"form": form, "refusal": refusal}, status=status)


def _items() -> Choices:
    return [("", _("请选择")), *((each.code, each.name) for each in catalogue.published_items())]


@staff("matters")
def campaign(request: LinliRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign with its progress."""
    return _page(request, campaign_id, as_id(request.GET.get("place")))


def _page(
    request: LinliRequest,
    campaign_id: UUID,
    place_id: UUID | None,
    tried: AssignForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    actor, found = request.actor, queries.campaign_for(campaign_id)
    if found.county_id != actor.chain[3]:
        raise NotFound
    shown = queries.progress(found, place_id, now=request.now)
    is_over = found.ended_on is not None or found.until < local_date(request.now)
    may_assign = permissions.may(actor, "assign") and _is_kept(actor, campaign_id) and not is_over
    is_near = shown.place.level in (Level.STREET, Level.COMMUNITY)
    above = (
        places.place_for(shown.place.parent_id) if shown.place.parent_id and shown.place.id != found.place_id else None
    )
    context = {
        "campaign": found,
        "item": catalogue.item_names({found.item_code}).get(found.item_code, found.item_code),
        "shown": shown,
        "whole": shown.whole,
        "above": above,
        "is_over": is_over,
        "may_end": may_assign,
        "assign_form": (tried or _assign_form(actor, found, shown)) if may_assign and is_near else None,
        "is_told_where": may_assign and not is_near,
        "refusal": refusal,
        "desk_url": reverse("matters:list"),
    }
    status = refusal.status if refusal else 400 if tried else 200
    return render(request, "campaigns/campaign.html", context, status=status)


def _is_kept(actor: Actor, campaign_id: UUID) -> bool:
    try:
        queries.kept_campaign(actor, campaign_id)
    except NotFound:
        return False
    return True


def _assign_form(
    actor: Actor, found: queries.Campaign, shown: queries.Progress, data: object | None = None
) -> AssignForm:
    held = {line.place_id: line.unit for line in shown.lines if line.is_courtyard}
    yards = [(str(each.id), _said(each, held.get(each.id, ""))) for each in queries.courtyards(found, shown.place)]
    units = [(str(each.body_id), each.name) for each in queries.units_of(actor) if each.answers]
    return AssignForm(data, units=[("", _("请选择")), *units], courtyards=yards)


def _said(place: places.Place, unit: str) -> str:
    return f"{place.name}（{unit}）" if unit else place.name


@staff("campaigns")
@require_POST
def assign(request: LinliRequest, campaign_id: UUID) -> HttpResponse:
    """Make a unit responsible for the courtyards that were ticked."""
    found = queries.kept_campaign(request.actor, campaign_id)
    place_id = as_id(request.GET.get("place"))
    form = _assign_form(request.actor, found, queries.progress(found, place_id, now=request.now), data=request.POST)
    if not form.is_valid():
        return _page(request, campaign_id, place_id, form)
    try:
        many = actions.assign(
            campaign_id=campaign_id,
            body_id=UUID(form.cleaned_data["unit"]),
            place_ids=form.place_ids,
            actor=request.actor,
            now=request.now,
        )
    except NotFound:
        raise
    except Refusal as refused:
        return _page(request, campaign_id, place_id, form, refused)
    messages.success(
        request, ngettext("已定 %(n)s 个庭院的包保单位。", "已定 %(n)s 个庭院的包保单位。", many) % {"n": many}
    )
    return redirect(f"{reverse('campaigns:campaign', args=[campaign_id])}{f'?place={place_id}' if place_id else ''}")


@staff("campaigns")
@require_POST
def end(request: LinliRequest, campaign_id: UUID) -> HttpResponse:
    """End a campaign."""
    try:
        actions.end(campaign_id=campaign_id, actor=request.actor, now=request.now)
    except NotFound:
        raise
    except Refusal as refused:
        return _page(request, campaign_id, None, refusal=refused)
    messages.success(request, _("专项行动已结束，结果留着。"))
    return redirect("campaigns:campaign", campaign_id)
