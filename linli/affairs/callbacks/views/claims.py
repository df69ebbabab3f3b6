"""Claims at the desk: the unit proposes with evidence, those above decide and publish; the resident contests on the portal."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from linli.affairs.callbacks import actions, queries
from linli.affairs.callbacks.states import CLAIM_MOVES
from linli.affairs.callbacks.views import words
from linli.base.accounts.public import LinliRequest, staff
from linli.base.files import public as files
from linli.base.kit.errors import NotFound, Refusal

_APPEALS = ("insist",)


@staff("matters", "adjudicate", "rounds", "cockpit")
@cache_control(no_store=True)
def claims(request: LinliRequest) -> HttpResponse:
    """The claims this post sees, and what its own unit may claim against."""
    return _list(request)


@staff("matters")
@require_POST
def propose(request: LinliRequest, call_id: UUID) -> HttpResponse:
    """Claim against one answer."""
    try:
        with transaction.atomic():
            claim = actions.propose(
                call_id=call_id,
                reason=request.POST.get("reason", ""),
                photos=files.read_photos(request.FILES.getlist("evidence")),
                actor=request.actor,
                now=request.now,
            )
    except Refusal as refusal:
        return _list(request, refusal)
    messages.success(request, _("申请已送上一级认定；认定并公示之前，这个回答照常计入。"))
    return redirect("callbacks:claim", claim.id)


@staff("matters", "adjudicate", "rounds", "cockpit")
def one(request: LinliRequest, claim_id: UUID) -> HttpResponse:
    """One claim."""
    return _page(request, claim_id)


@staff("matters", "adjudicate")
@require_POST
def move(request: LinliRequest, claim_id: UUID, move: str) -> HttpResponse:
    """One move of a claim."""
    if move not in CLAIM_MOVES or move in ("propose", "contest"):
        raise NotFound
    try:
        with transaction.atomic():
            _act(request, claim_id, move)()
    except Refusal as refusal:
        return _page(request, claim_id, refusal)
    messages.success(request, _("已办：%(move)s。") % {"move": CLAIM_MOVES[move].said})
    return redirect("callbacks:claim", claim_id)


@staff("matters", "adjudicate", "rounds", "cockpit")
@require_safe
def evidence(request: LinliRequest, claim_id: UUID, file_id: UUID) -> FileResponse:
    """A picture of the evidence, for whoever sees the claim."""
    if file_id not in queries.claim_sheet(request.actor, claim_id).evidence:
        raise NotFound
    file = files.file_for(file_id)
    response = FileResponse(default_storage.open(file.path), content_type=file.media_type)
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _act(request: LinliRequest, claim_id: UUID, move: str) -> Callable[[], object]:
    note, actor, now = request.POST.get("note", ""), request.actor, request.now
    if move == "take_back":
        return lambda: actions.take_back(claim_id=claim_id, actor=actor, now=now)
    if move == "publish":
        return lambda: actions.publish(claim_id=claim_id, actor=actor, now=now)
    if move in _APPEALS:
        return lambda: actions.appeal(claim_id=claim_id, move=move, note=note, actor=actor, now=now)
    said = request.POST.get("public_words", "")
    return lambda: actions.decide(claim_id=claim_id, move=move, note=note, public_words=said, actor=actor, now=now)


def _list(request: LinliRequest, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "rows": queries.claims(request.actor),
        "claimable": queries.claimable(request.actor) if request.actor.can("matters") else [],
        "grades": words.GRADES,
        "refusal": refusal,
        "tabs": words.tabs(request, "claims"),
    }
    return render(request, "callbacks/staff/claims.html", context, status=refusal.status if refusal else 200)


def _page(request: LinliRequest, claim_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    sheet = queries.claim_sheet(request.actor, claim_id)
    context = {
        "sheet": sheet,
        "grade_said": words.GRADES[sheet.answer.grade] if sheet.answer else "",
        "asks_words": ("allow", "grant"),
        "refusal": refusal,
    }
    response = render(request, "callbacks/staff/claim.html", context, status=refusal.status if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response
