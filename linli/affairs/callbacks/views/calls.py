"""The caller's pages: the queue, one call with its script; and what the level above was asked to look into."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from linli.affairs.callbacks import actions, queries
from linli.affairs.callbacks.forms.staff import AnswerForm, AttemptForm, CorrectForm
from linli.affairs.callbacks.views import words
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import Refusal
from linli.base.ui.asked import as_number


@staff("callbacks")
@cache_control(no_store=True)
def calls(request: LinliRequest) -> HttpResponse:
    """The calls this post may make."""
    queue = queries.queue(request.actor, now=request.now, page=as_number(request.GET.get("page")))
    return render(request, "callbacks/staff/calls.html", {"queue": queue, "tabs": words.tabs(request, "calls")})


@staff("callbacks")
def one(request: LinliRequest, call_id: UUID) -> HttpResponse:
    """One call."""
    return _page(request, call_id)


@staff("callbacks")
@require_POST
def show(request: LinliRequest, call_id: UUID) -> HttpResponse:
    """Show the number for a minute."""

    def act() -> str:
        purpose = request.POST.get("purpose", "")
        actions.show_phone(call_id=call_id, purpose=purpose, actor=request.actor, now=request.now)
        return _("号码显示一分钟，已记录。")

    return _done(request, call_id, act)


@staff("callbacks")
@require_POST
def attempt(request: LinliRequest, call_id: UUID) -> HttpResponse:
    """A try without an answer."""
    form = AttemptForm(request.POST)
    if not form.is_valid():
        return _page(request, call_id, attempt_form=form, status=400)

    def act() -> str:
        given = form.cleaned_data
        actions.attempt(
            call_id=call_id, outcome=given["outcome"], note=given["note"], actor=request.actor, now=request.now
        )
        return _("已记下。")

    return _done(request, call_id, act, to="callbacks:calls")


@staff("callbacks")
@require_POST
def answer(request: LinliRequest, call_id: UUID) -> HttpResponse:
    """What the resident said."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, call_id, form=form, status=400)

    def act() -> str:
        actions.answer(call_id=call_id, said=form.said(), actor=request.actor, now=request.now)
        return _("回答已记下。")

    return _done(request, call_id, act, to="callbacks:calls")


@staff("callbacks")
@require_POST
def correct(request: LinliRequest, call_id: UUID) -> HttpResponse:
    """Put right what was written down wrong."""
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _page(request, call_id, form=form, status=400)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.correct(call_id=call_id, said=form.said(), reason=reason, actor=request.actor, now=request.now)
        return _("已更正，原来的记录还在。")

    return _done(request, call_id, act)


@staff("matters")
@cache_control(no_store=True)
def follow_ups(request: LinliRequest) -> HttpResponse:
    """What this post was asked to look into."""
    rows = queries.follow_ups(request.actor, now=request.now)
    context = {
        "rows": rows,
        "overdue": sum(row.is_overdue for row in rows),
        "grades": words.GRADES,
        "tabs": words.tabs(request, "follow_ups"),
    }
    return render(request, "callbacks/staff/follow_ups.html", context)


@staff("matters")
def report(request: LinliRequest, follow_up_id: UUID) -> HttpResponse:
    """Report what was found; read, it leads to its row on the desk, where a notice's link arrives."""
    if request.method != "POST":
        return redirect(f"{reverse('callbacks:follow_ups')}#f-{follow_up_id}")
    actions.report(follow_up_id=follow_up_id, text=request.POST.get("text", ""), actor=request.actor, now=request.now)
    messages.success(request, _("核实情况已报告。"))
    return redirect("callbacks:follow_ups")


def _done(request: LinliRequest, call_id: UUID, act: Callable[[], str], *, to: str = "") -> HttpResponse:
    """Do it and go on; a refusal is shown on the call's page."""
    try:
        with transaction.atomic():
            said = act()
    except Refusal as refusal:
        return _page(request, call_id, refusal=refusal, status=refusal.status)
    messages.success(request, said)
    return redirect(to) if to else redirect("callbacks:call", call_id)


def _page(
    request: LinliRequest,
    call_id: UUID,
    *,
    form: Form | None = None,
    attempt_form: Form | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = queries.sheet(request.actor, call_id, now=request.now)
    context = {
        "sheet": sheet,
        "form": form or (AnswerForm() if sheet.answer is None else CorrectForm()),
        "attempt_form": attempt_form or AttemptForm(),
        "grade_said": words.GRADES[sheet.answer.grade] if sheet.answer else "",
        "refusal": refusal,
    }
    response = render(request, "callbacks/staff/call.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
