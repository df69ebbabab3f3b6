"""Orders at the desk: those that wait, those who come first on top; placing one for a matter; what the provider said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from linli.affairs.matters import public as matters
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_number
from linli.civic.partners import actions, queries
from linli.civic.partners.forms import MoveForm, OrderForm
from linli.civic.partners.states import KINDS, MOVES, kinds_of_item
from linli.civic.partners.views.tabs import Tab, tabs


@staff("refer")
@cache_control(no_store=True)
def orders(request: LinliRequest) -> HttpResponse:
    """The area's orders."""
    is_open = request.GET.get("box") != "ended"
    kind = request.GET.get("kind", "")
    page = queries.orders(
        request.actor,
        now=request.now,
        is_open=is_open,
        kind=kind if kind in KINDS else "",
        page=as_number(request.GET.get("page")),
    )
    context = {
        "page": page,
        "is_open": is_open,
        "kind": kind,
        "boxes": [Tab("?", _("没有了结的"), is_open), Tab("?box=ended", _("已了结的"), not is_open)],
        "tabs": tabs(request.actor, "partners:orders"),
    }
    return render(request, "partners/staff/orders.html", context)


@staff("refer")
@cache_control(no_store=True)
def order(request: LinliRequest, order_id: UUID) -> HttpResponse:
    """One order with its history, and what can be written down."""
    return _page(request, order_id)


def _page(
    request: LinliRequest, order_id: UUID, tried: MoveForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    shown = queries.order_shown(request.actor, order_id, now=request.now)
    moves = [
        (move, tried if tried and tried.prefix == move.name else MoveForm(move=move))
        for move in queries.moves_of(request.actor, shown.row.state)
    ]
    context = {"order": shown, "row": shown.row, "moves": moves, "refusal": refusal, "tried": tried}
    status = refusal.status if refusal else 400 if tried else 200
    return render(request, "partners/staff/order.html", context, status=status)


@staff("refer")
@require_POST
def move(request: LinliRequest, order_id: UUID, name: str) -> HttpResponse:
    """Write down what the provider said or did."""
    if name not in MOVES:
        raise NotFound
    form = MoveForm(request.POST, move=MOVES[name])
    if not form.is_valid():
        return _page(request, order_id, form)
    given = form.cleaned_data
    try:
        actions.move(
            order_id=order_id,
            name=name,
            note=given["note"],
            fee=given.get("fee"),
            actor=request.actor,
            now=request.now,
        )
    except NotFound:
        raise
    except Refusal as refused:
        return _page(request, order_id, form, refused)
    messages.success(request, _("已记下。"))
    return redirect("partners:order", order_id)


@staff("refer")
@cache_control(no_store=True)
def place(request: LinliRequest, matter_id: UUID) -> HttpResponse:
    """Choose a provider for a matter and place the order."""
    actor = request.actor
    matter = matters.matter_for(actor, matter_id)
    kinds = kinds_of_item(matter.item_code)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else kinds[0]
    today = local_date(request.now)
    known = queries.rights_known(actor, matter, today)
    groups = queries.groups(queries.areas_of(matter), today)
    form = OrderForm(
        request.POST or None,
        initial={"wish": matter.text[:300]},
        groups=[(right.code, f"{right.name}（-{right.relief}%）") for right in groups],
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.place(new=form.new(matter_id, kind), actor=actor, now=request.now)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已派单。请打电话告诉服务商，接不接都记在这里。"))
            return redirect("partners:order", made.id)
    context = {
        "matter": matter,
        "kind": kind,
        "kind_said": KINDS[kind].name,
        "ways": [Tab(f"?{urlencode({'kind': code})}", KINDS[code].name, code == kind) for code in _shown(kinds, kind)],
        "offered": queries.offered(matter, kind),
        "known": known,
        "form": form,
        "earlier": queries.orders_of_matter(actor, matter_id, now=request.now),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "partners/staff/place.html", context, status=status)


def _shown(kinds: list[str], kind: str) -> list[str]:
    """The kinds the item leads to first, then the others."""
    return list(dict.fromkeys([*kinds, kind, *KINDS]))
