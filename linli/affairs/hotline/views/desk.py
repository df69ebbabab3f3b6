"""The hotline's inbox and one order: what it waits for, its rounds, what can be decided."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from linli.affairs.catalogue import public as catalogue
from linli.affairs.hotline import actions, queries
from linli.affairs.hotline.forms import ItemForm, KeepForm, PlaceForm, ReturnForm
from linli.affairs.hotline.states import BACK, STATE_NAMES, STATE_STAGES, TWIN, WAITING
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_number

BOX_NAMES: dict[str, str | Promise] = {
    "item": _("待对应事项"),
    "place": _("待定地点"),
    "twin": _("疑似重复"),
    "stuck": _("派不出去"),
    "back": _("承办单位不受理"),
    "due": _("待回复"),
    "sent": _("已派出"),
    "returned": _("已退单"),
    "done": _("已办结的工单"),
}
LEADS: dict[str, str | Promise] = {
    "item": _("平台的编码还没有对应到我们的事项。在“编码对应”里对应一次，等着的都会派出。"),
    "place": _("地址里读不出是哪个社区，或者可能是几个地方。选定后自动派出。"),
    "twin": _("同一来电人、同一地点、同一事项，几天内报过。看看是不是同一件。"),
    "stuck": _("事项和地点都有了，还是派不出去；原因写在下面，解决后重派。"),
    "back": _("承办单位说不归他们。依据充分就退回热线，不充分就由上一级裁定。"),
    "due": _("上次导出之后有变化的，到“回复”里一次导出。"),
    "sent": _("已经成为事项在办理，先到期的在最上面。"),
    "returned": _("已退回热线，等对方的意见。"),
    "done": _("已办结的，最近的在最上面。"),
}


@staff("hotline")
@cache_control(no_store=True)
def inbox(request: LinliRequest) -> HttpResponse:
    """What waits for somebody, box by box."""
    counts = queries.box_counts(request.actor)
    first = next((box for box in queries.BOXES if counts[box]), "sent")
    box = request.GET.get("box", "")
    box = box if box in queries.BOXES else first
    text = request.GET.get("q", "").strip()[:60]
    page = queries.orders(request.actor, box, now=request.now, text=text, page=as_number(request.GET.get("page")))
    tabs = [
        {"url": f"?box={name}", "label": said, "count": counts[name], "active": name == box and not text}
        for name, said in BOX_NAMES.items()
    ]
    context = {"tabs": tabs, "box": box, "lead": LEADS[box], "page": page, "q": text, "has_any": any(counts.values())}
    return render(request, "hotline/inbox.html", context)


@staff("hotline")
@cache_control(no_store=True)
def order(request: LinliRequest, order_id: UUID) -> HttpResponse:
    """One order with its rounds and what can be decided now."""
    return _page(request, order_id)


def _page(
    request: LinliRequest,
    order_id: UUID,
    *,
    tried: forms.Form | None = None,
    act: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    found = queries.order_for(request.actor, order_id)
    is_waiting = found.state in WAITING
    looked = request.GET.get("place", "").strip()[:60]
    names = catalogue.item_names([found.item_code] if found.item_code else [])
    context: dict[str, Any] = {
        "order": found,
        "caller": queries.caller_of(found),
        "extra": queries.extra_of(found),
        "turns": queries.turns_of(found),
        "replies": queries.replies_of(found),
        "item": names.get(found.item_code, ""),
        "place": queries.place_of(found),
        "state_said": STATE_NAMES[found.state],
        "stage": STATE_STAGES[found.state],
        "is_waiting": is_waiting,
        "items": queries.suggested_items(found) if is_waiting and not found.item_code else [],
        "item_form": tried if act == "item" else ItemForm(items=item_choices()) if is_waiting else None,
        "places": queries.suggested_places(found, looked) if is_waiting else [],
        "looked": looked,
        "is_twin": found.state == TWIN,
        "may_return": (is_waiting or found.state == BACK) and found.round_no == 1,
        "return_by": actions.return_by(found) if is_waiting or found.state == BACK else None,
        "return_form": tried if act == "return" else ReturnForm(),
        "keep_form": (tried if act == "keep" else KeepForm()) if found.state == BACK else None,
        "is_return_open": act == "return" or found.state == BACK,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if tried is not None else 200
    return render(request, "hotline/order.html", context, status=status)


def item_choices() -> list[tuple[str, str]]:
    """Every item an order may become, by field."""
    cards = catalogue.published_items("staff")
    return [(card.code, f"{card.field_name}：{card.name}") for card in cards if not card.is_barred]


def _item(request: LinliRequest) -> ItemForm:
    return ItemForm(request.POST, items=item_choices())


FORMS: dict[str, Callable[[LinliRequest], forms.Form]] = {
    "item": _item,
    "place": lambda request: PlaceForm(request.POST),
    "return": lambda request: ReturnForm(request.POST),
    "keep": lambda request: KeepForm(request.POST),
    "join": lambda request: forms.Form(request.POST),
    "apart": lambda request: forms.Form(request.POST),
    "send": lambda request: forms.Form(request.POST),
}
VERBS: dict[str, tuple[Callable[..., Any], dict[str, str], str | Promise]] = {
    "item": (actions.choose_item, {"item": "item_code"}, _("已对应到事项。")),
    "place": (actions.choose_place, {"place": "place_id"}, _("已定地点。")),
    "return": (actions.give_back, {"reason": "reason", "basis": "basis"}, _("已退单，下次导出回复时带上原因和依据。")),
    "keep": (actions.keep, {"note": "note"}, _("已交上一级裁定由谁办。")),
    "join": (actions.join, {}, _("已并入，不另派单；答复会同时回给两件。")),
    "apart": (actions.tell_apart, {}, _("已单独派出。")),
    "send": (actions.send_again, {}, _("已重新派单。")),
}


@staff("hotline")
@require_POST
def decide(request: LinliRequest, order_id: UUID, act: str) -> HttpResponse:
    """Do one thing to an order; what is refused is said in place, and what was typed stays."""
    if act not in VERBS:
        raise NotFound
    form = FORMS[act](request)
    if not form.is_valid():
        return _page(request, order_id, tried=form, act=act)
    verb, names, done = VERBS[act]
    values = {name: form.cleaned_data[field] for field, name in names.items()}
    try:
        found = verb(order_id=order_id, actor=request.actor, now=request.now, **values)
    except Refusal as refusal:
        return _page(request, order_id, tried=form, act=act, refusal=refusal)
    told = messages.warning if found.trouble else messages.success
    told(request, found.trouble or str(done))
    return redirect(reverse("hotline:order", args=[order_id]))
