"""Rulings at the desk: what was ruled, and what a ruling would change before it becomes a routing rule."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from linli.affairs.matters import actions, queries
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import Refusal


@staff("adjudicate")
@cache_control(no_store=True)
def rulings(request: LinliRequest) -> HttpResponse:
    """The rulings of the acting place."""
    return render(request, "matters/staff/rulings.html", {"rulings": queries.rulings(request.actor)})


@staff("adjudicate")
@cache_control(no_store=True)
def ruling(request: LinliRequest, ruling_id: UUID) -> HttpResponse:
    """One ruling: held against the last days first, then made a rule by a POST."""
    refusal = None
    if request.method == "POST":
        try:
            actions.route_by(ruling_id=ruling_id, actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已经成为派单规则，从现在起新的这类事项先派到那里。"))
            return redirect("matters:rulings")
    context = {
        "ruling": queries.ruling_for(request.actor, ruling_id),
        "preview": queries.preview(request.actor, ruling_id, now=request.now),
        "refusal": refusal,
    }
    return render(request, "matters/staff/ruling.html", context, status=refusal.status if refusal else 200)
