"""Accounts of those in office: opened and recovered by the administrator, guarded by the security officer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from linli.base.accounts import public as accounts
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotAllowed, Refusal
from linli.registers.bodies import actions, queries
from linli.registers.bodies.forms import UsernameForm

PER_PAGE = 50


@staff("accounts", "security")
def sign_ins(request: LinliRequest) -> HttpResponse:
    """Who holds a post here, and how their account stands."""
    words = request.GET.get("q", "").strip()[:60]
    page = Paginator(queries.holders(request.actor, words, request.now), PER_PAGE).get_page(request.GET.get("page"))
    context = {"q": words, "page": page, "rows": queries.sign_in_rows(list(page), request.now)}
    return render(request, "bodies/sign_ins.html", context)


@never_cache
@staff("accounts", "security")
def sign_in_of(request: LinliRequest, person_id: UUID) -> HttpResponse:
    """One person's account, with what the actor may do about it."""
    who = queries.in_office(request.actor, person_id, request.now)
    form = UsernameForm(request.POST if request.POST.get("act") == "open_account" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and (request.POST.get("act") != "open_account" or form.is_valid()):
        try:
            return _done(request, person_id, form.cleaned_data["username"] if form.is_bound else "")
        except Refusal as refused:
            refusal = refused
    issue = "issue_code_to_officer" if who.is_officer else "issue_code"
    context = {
        "who": who,
        "form": form,
        "refusal": refusal,
        "may_open": accounts.may(request.actor, issue if who.is_officer else "open_account"),
        "may_issue": accounts.may(request.actor, issue),
        "may_guard": accounts.may(request.actor, "lock"),
        "is_self": person_id == request.actor.person_id,
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "bodies/sign_in_of.html", context, status=status)


def _done(request: LinliRequest, person_id: UUID, username: str) -> HttpResponse:
    """Do what was posted: a paper to print, or back to the page."""
    actor, now, act = request.actor, request.now, request.POST.get("act", "")
    if act == "open_account":
        return _paper(request, actions.open_account(person_id=person_id, username=username, actor=actor, now=now))
    if act == "issue_code":
        return _paper(request, actions.issue_code(person_id=person_id, actor=actor, now=now))
    guard: dict[str, Callable[[], object]] = {
        "lock": lambda: actions.set_locked(person_id=person_id, is_locked=True, actor=actor, now=now),
        "unlock": lambda: actions.set_locked(person_id=person_id, is_locked=False, actor=actor, now=now),
        "end_sessions": lambda: actions.end_sessions(person_id=person_id, actor=actor, now=now),
        "withdraw_factors": lambda: actions.withdraw_factors(person_id=person_id, actor=actor, now=now),
    }
    if act not in guard:
        raise NotAllowed
    guard[act]()
    messages.success(request, _("已办好，并记入操作记录。"))
    return redirect("bodies:sign_in_of", person_id)


def _paper(request: LinliRequest, paper: accounts.Paper) -> HttpResponse:
    there = request.build_absolute_uri(reverse("accounts:recover"))
    return render(request, "bodies/paper.html", {"paper": paper, "there": there})
