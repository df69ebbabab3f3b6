"""One dispute at the desk: what it is about, who takes part, what can be done now, what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST

from linli.affairs.mediation import actions, permissions, queries
from linli.affairs.mediation.actions import NewMeeting
from linli.affairs.mediation.forms.moves import MoveForm, form_of
from linli.affairs.mediation.forms.papers import PartyForm
from linli.affairs.mediation.states import BEFORE, GRADES, MOVES, RISKS, SOURCES, STATE_NAMES, UNDERWAY, Move, kinds
from linli.affairs.mediation.states.words import NEXT, OUTCOME_NAMES, SIDE_NAMES
from linli.affairs.mediation.views.organisations import organisations
from linli.affairs.mediation.views.staff_lists import CAST
from linli.base.accounts.public import LinliRequest, staff
from linli.base.files import public as files
from linli.base.kit.errors import NotFound, Refusal
from linli.registers.people import public as people
from linli.registers.places import public as places

_VERBS: dict[str, Callable[..., Any]] = {name: getattr(actions, name) for name in MOVES if name not in ("find", "draw")}
_WITH_PHOTOS = ("meet", "sign", "note")


@dataclass(frozen=True, slots=True)
class MoveShown:
    """A move with its form; `is_open`: opened, because it was asked for or refused."""

    move: Move
    form: MoveForm
    is_open: bool
    has_photos: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A move that was refused: its form as it was sent, and why."""

    move: str
    form: Any
    refusal: Refusal | None


@staff(*CAST)
@cache_control(no_store=True)
def dispute(request: LinliRequest, dispute_id: UUID) -> HttpResponse:
    """The dispute; whoever sees its bare row alone is shown that."""
    return _page(request, dispute_id, None)


@staff("mediation", "take_disputes")
@require_POST
def move(request: LinliRequest, dispute_id: UUID, name: str) -> HttpResponse:
    """Make one move."""
    if name not in _VERBS:
        raise NotFound
    found = queries.inside_for(request.actor, dispute_id)
    form = form_of(name, _facts(request, found), request.POST)
    if not form.is_valid():
        return _page(request, dispute_id, Tried(name, form, None))
    try:
        given = form.arguments()
        if name == "meet":
            given = {"new": NewMeeting(**given)}
        if name in _WITH_PHOTOS:
            given["photos"] = files.read_photos(request.FILES.getlist("photos"))
        _VERBS[name](dispute_id=dispute_id, actor=request.actor, now=request.now, **given)
    except Refusal as refusal:
        return _page(request, dispute_id, Tried(name, form, refusal))
    messages.success(request, _("已办：%(move)s。") % {"move": MOVES[name].said})
    if name in ("give_back", "replace"):
        return redirect("mediation:list")
    return redirect("mediation:dispute", dispute_id)


@staff("mediation", "take_disputes")
@require_POST
def add_party(request: LinliRequest, dispute_id: UUID) -> HttpResponse:
    """Take down a party."""
    found = queries.inside_for(request.actor, dispute_id)
    form = _party_form(request, found, request.POST)
    if not form.is_valid():
        return _page(request, dispute_id, Tried("party", form, None))
    try:
        actions.add_party(dispute_id=dispute_id, new=form.new(), actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _page(request, dispute_id, Tried("party", form, refusal))
    messages.success(request, _("已登记当事人。"))
    return redirect("mediation:dispute", dispute_id)


@staff("mediation", "take_disputes")
@require_POST
def willing(request: LinliRequest, dispute_id: UUID, party_id: UUID) -> HttpResponse:
    """Whether a party agrees to mediation."""
    is_willing = request.POST.get("is_willing") == "1"
    actions.set_willing(party_id=party_id, is_willing=is_willing, actor=request.actor, now=request.now)
    return redirect("mediation:dispute", dispute_id)


@never_cache
@staff("mediation", "take_disputes")
@require_POST
def phone(request: LinliRequest, dispute_id: UUID, party_id: UUID) -> HttpResponse:
    """A stranger's phone, shown once, for a purpose and on record."""
    try:
        shown = actions.reveal_phone(
            party_id=party_id, purpose=request.POST.get("purpose", ""), actor=request.actor, now=request.now
        )
    except Refusal as refusal:
        return _page(request, dispute_id, Tried("phone", None, refusal))
    context = {"dispute": queries.inside_for(request.actor, dispute_id), "phone": shown}
    return render(request, "mediation/staff/phone.html", context)


def _page(request: LinliRequest, dispute_id: UUID, tried: Tried | None) -> HttpResponse:
    actor = request.actor
    found = queries.dispute_for(actor, dispute_id)
    context = {
        "dispute": found,
        "kind": kinds()[found.kind],
        "grade": GRADES.get(found.grade, ""),
        "risk": RISKS[found.risk],
        "source": SOURCES[found.source],
        "state_said": STATE_NAMES[found.state],
        "next": NEXT.get(found.state, ""),
        "where": places.names_of([found.place_id]).get(found.place_id, ""),
        "refusal": tried.refusal if tried else None,
    }
    status = 200 if tried is None else tried.refusal.status if tried.refusal else 400
    if not permissions.is_inside(actor, found):
        return render(request, "mediation/staff/bare.html", context, status=status)
    agreement = queries.agreement_of(actor, found)
    evidence, scans = queries.evidence_of(actor, found, agreement)
    context |= {
        "particulars": queries.particulars_of(actor, found),
        "parties": [(party, SIDE_NAMES[party.side]) for party in queries.parties_of(actor, found)],
        "mediators": queries.mediators_of(actor, found),
        "meetings": queries.meetings_of(actor, found),
        "history": queries.history_of(actor, found),
        "told": queries.told_to_parties(actor, found, request.now),
        "agreement": agreement,
        "terms": _terms(agreement, found, actor),
        "evidence": _photos(evidence),
        "scans": _photos(scans),
        "works": permissions.works_on(actor, found),
        "may_add_parties": permissions.works_on(actor, found) and found.state in (*BEFORE, *UNDERWAY),
        **_moves(request, found, tried),
        **_search(request, found, tried),
    }
    return render(request, "mediation/staff/dispute.html", context, status=status)


def _moves(request: LinliRequest, found: Any, tried: Tried | None) -> dict[str, Any]:
    """What can be done now, each with its form; what a refused one was sent with stays in it."""
    facts, asked = _facts(request, found), request.GET.get("do", "")
    shown = []
    for each in permissions.moves_open_to(request.actor, found):
        mine = tried.form if tried and tried.move == each.name and tried.form else form_of(each.name, facts)
        is_open = asked == each.name or bool(tried and tried.move == each.name)
        shown.append(MoveShown(each, mine, is_open, each.name in _WITH_PHOTOS))
    return {
        "moves": [each for each in shown if not each.move.is_beside],
        "moves_beside": [each for each in shown if each.move.is_beside],
        "is_beside_open": any(each.is_open for each in shown if each.move.is_beside),
    }


def _facts(request: LinliRequest, found: Any) -> dict[str, Any]:
    """What the forms choose from, asked for only where a move of this stage needs it."""
    actor = request.actor
    takes = {word for each in permissions.moves_open_to(actor, found) for word in each.takes}
    facts: dict[str, Any] = {"people_count": found.people_count, "risk": found.risk, "now": request.now}
    facts |= {"mediators": [], "serving": [], "receivers": [], "signers": [], "terms": []}
    if takes & {"mediator", "replacement"}:
        choices = queries.mediators_for(actor, found)
        facts["mediators"] = [(str(each.post_id), f"{each.title} {each.holder}") for each in choices]
    if "replacement" in takes:
        serving = [row for row in queries.mediators_of(actor, found) if row.until is None]
        facts["serving"] = [(str(row.post_id), f"{row.post.title} {row.name}") for row in serving]
    if takes & {"receiver", "helper"}:
        listed = queries.receivers(actor, found)
        facts["receivers"] = [(str(each.post_id), f"{each.body_name} · {each.title} {each.holder}") for each in listed]
    if "signatures" in takes:
        everyone = [row for party in queries.parties_of(actor, found) for row in (party, *party.speakers)]
        facts["signers"] = [(str(row.id), row.name) for row in everyone]
    if "performance" in takes:
        terms = _terms(queries.agreement_of(actor, found), found, actor)
        facts["terms"] = [(str(term.id), term.number, words) for term, words, _outcome in terms if not term.outcome]
    return facts


def _terms(agreement: Any, found: Any, actor: Any) -> list[tuple[Any, str, str | Promise]]:
    """The terms with who, what and when in a line."""
    if agreement is None:
        return []
    names = {party.id: party.name for party in queries.parties_of(actor, found)}
    return [
        (
            term,
            _("%(who)s：%(what)s（%(day)s 前）")
            % {"who": names.get(term.party_id, ""), "what": term.text, "day": f"{term.due_on:%Y-%m-%d}"},
            OUTCOME_NAMES[term.outcome],
        )
        for term in sorted(agreement.terms.all(), key=lambda term: term.number)
    ]


def _party_form(request: LinliRequest, found: Any, data: Any = None) -> PartyForm:
    parties = [(str(party.id), party.name) for party in queries.parties_of(request.actor, found)]
    return PartyForm(data, bodies_here=organisations(request.actor), parties=parties)


def _search(request: LinliRequest, found: Any, tried: Tried | None) -> dict[str, Any]:
    """The form for a party, and the residents a search found."""
    text = request.GET.get("find", "").strip()
    rows = people.search(request.actor, text).rows[:10] if text and request.actor.can("people") else []
    form = tried.form if tried and tried.move == "party" else _party_form(request, found)
    return {"party_form": form, "find": text, "found": rows, "is_party_open": bool(text) or form.is_bound}


def _photos(ids: list[UUID]) -> list[dict[str, str]]:
    return [{"url": f"/files/{each}/", "thumb": f"/files/{each}/", "alt": _("材料照片")} for each in ids]
