"""The agreement at the desk: drawn up on a page of its own, printed as PDF."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from linli.affairs.mediation import actions, permissions, queries
from linli.affairs.mediation.forms.papers import AgreementForm, TermForms
from linli.affairs.mediation.queries.papers import agreement_paper
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound, Refusal

BLANK_LINES = 3


@staff("mediation", "take_disputes")
def draw(request: LinliRequest, dispute_id: UUID) -> HttpResponse:
    """Draw the agreement up."""
    actor = request.actor
    found = queries.inside_for(actor, dispute_id)
    permissions.require(actor, "draw", found)
    parties = [(str(party.id), party.name) for party in queries.parties_of(actor, found) if party.side != "third"]
    drawn = queries.agreement_of(actor, found)
    form = AgreementForm(request.POST or None, initial=_initial(actor, found, drawn))
    lines = TermForms(request.POST or None, prefix="terms", initial=_lines(drawn), form_kwargs={"parties": parties})
    if request.method == "GET":
        lines.extra = BLANK_LINES
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        terms = [line.new() for line in lines if line.has_changed()]
        try:
            actions.draw(dispute_id=dispute_id, new=form.new(terms), actor=actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("协议已拟好，请打印给各方看过再签。"))
            return redirect("mediation:dispute", dispute_id)
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    context = {"form": form, "lines": lines, "dispute": found, "refusal": refusal, "has_parties": bool(parties)}
    # As many lines stand open as are filled in, and one more; after a refusal all of them do.
    context["filled"] = len(_lines(drawn)) if request.method == "GET" else len(lines.forms)
    return render(request, "mediation/staff/draw.html", context, status=status)


@staff("mediation", "take_disputes")
@cache_control(no_store=True)
def paper(request: LinliRequest, dispute_id: UUID) -> HttpResponse:
    """The agreement as PDF, for those inside."""
    found = queries.inside_for(request.actor, dispute_id)
    agreement = queries.agreement_of(request.actor, found)
    if agreement is None:
        raise NotFound
    made = agreement_paper(
        request.actor,
        found,
        agreement,
        code=actions.code_of(agreement),
        address=request.build_absolute_uri(f"{reverse('mediation:check')}?number={agreement.number}"),
        language=get_language() or "zh-CN",
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{agreement.number}.pdf"'
    return response


def _initial(actor: Any, found: Any, drawn: Any) -> dict[str, str]:
    if drawn:
        return {"form": drawn.form, "facts": drawn.facts, "blame": drawn.blame}
    particulars = queries.particulars_of(actor, found)
    return {"form": "written", "facts": particulars.facts if particulars else ""}


def _lines(drawn: Any) -> list[dict[str, Any]]:
    terms = sorted(drawn.terms.all(), key=lambda term: term.number) if drawn else []
    return [
        {"party_id": term.party_id, "how": term.how, "text": term.text, "amount": term.amount, "due_on": term.due_on}
        for term in terms
    ]
