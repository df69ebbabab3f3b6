"""A party's own pages: how their dispute stands, the agreement; and checking a paper one was shown."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from linli.affairs.mediation import actions, queries
from linli.affairs.mediation.queries.checking import checked
from linli.affairs.mediation.states import PARTY_SEES, STATE_NAMES, kinds, refusals
from linli.affairs.mediation.states.words import OUTCOME_NAMES
from linli.base.accounts.public import LinliRequest, limited, signed_in
from linli.base.kit.errors import NotFound


@signed_in
@cache_control(no_store=True)
def my_disputes(request: LinliRequest) -> HttpResponse:
    """The disputes I am a party to."""
    return render(request, "mediation/resident/my.html", {"rows": queries.my_disputes(request.actor)})


@signed_in
@cache_control(no_store=True)
def my_dispute(request: LinliRequest, dispute_id: UUID) -> HttpResponse:
    """One of them: where it stands, the next meeting, the agreement, what I can do."""
    if request.actor.is_staff:
        raise NotFound
    found = queries.dispute_for(request.actor, dispute_id)
    agreement = queries.agreement_of(request.actor, found)
    terms = sorted(agreement.terms.all(), key=lambda term: term.number) if agreement else []
    own = {party.id for party in queries.parties_of(request.actor, found)}
    context = {
        "dispute": found,
        "kind": kinds()[found.kind],
        "state_said": STATE_NAMES[found.state],
        "means": PARTY_SEES[found.state],
        "instead": refusals()[found.ground].instead if found.state == "refused" else "",
        "agreement": agreement,
        "terms": [(term, term.party_id in own, OUTCOME_NAMES[term.outcome]) for term in terms],
        "mediators": [row for row in queries.mediators_of(request.actor, found) if row.until is None],
        "history": queries.history_of(request.actor, found),
        "scans": queries.evidence_of(request.actor, found, agreement)[1],
    }
    return render(request, "mediation/resident/dispute.html", context)


@limited("mediation.check", most=30, minutes=10)
def check(request: LinliRequest) -> HttpResponse:
    """Whether a paper is what it says: by its number and code, and nothing told of the parties."""
    number = (request.POST.get("number") or request.GET.get("number") or "").strip()[:30]
    code = request.POST.get("code", "").strip()[:12]
    is_asked = request.method == "POST"
    found = checked(number, actions.code_digest(number, code)) if is_asked and number and code else None
    context = {"number": number, "code": code, "found": found, "is_asked": is_asked}
    return render(request, "mediation/resident/check.html", context, status=404 if is_asked and not found else 200)
