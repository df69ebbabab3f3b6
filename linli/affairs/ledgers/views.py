"""The pages of ledgers: all by theme, one with its entries, a new entry, one entry with its history."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.affairs.ledgers import actions, permissions, queries
from linli.affairs.ledgers.forms import PREFIX, EndForm, EntryForm, ValuesForm
from linli.affairs.ledgers.states import THEMES
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_id


@staff("matters")
def listed(request: LinliRequest) -> HttpResponse:
    """Every ledger the actor may read, by theme."""
    order = list(THEMES)
    rows = sorted(queries.counted(request.actor), key=lambda row: order.index(row.ledger.theme))
    groups = [(THEMES[theme], list(each)) for theme, each in groupby(rows, key=lambda row: row.ledger.theme)]
    return render(request, "ledgers/list.html", {"groups": groups})


@staff("matters")
def ledger(request: LinliRequest, code: str) -> HttpResponse:
    """One ledger with its entries."""
    found = queries.ledger_for(request.actor, code)
    asked = queries.Asked(
        text=request.GET.get("q", "").strip()[:60],
        past=request.GET.get("past") == "1",
        after=as_id(request.GET.get("after")),
    )
    rows, following = queries.entries(request.actor, found, asked, request.now)
    context = {
        "ledger": found,
        "rows": rows,
        "following": following,
        "asked": asked,
        "heads": [field.name for field in found.fields[: len(rows[0].cells) if rows else 0]],
        "may_write": permissions.may_write(request.actor, found),
    }
    return render(request, "ledgers/ledger.html", context)


@staff("matters")
def new(request: LinliRequest, code: str) -> HttpResponse:
    """Add an entry."""
    found = queries.ledger_for(request.actor, code)
    permissions.require_write(request.actor, found)
    where = [(str(each.id), each.name) for each in queries.communities_of(request.actor)]
    first = {"since": local_date(request.now)}
    form = EntryForm(request.POST or None, ledger=found, places=where, initial=first)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        written = actions.NewEntry(UUID(said["place"]), form.typed(), said["since"], said["source"])
        try:
            made = actions.add(code=code, new=written, actor=request.actor, now=request.now)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已登记。"))
            return redirect("ledgers:entry", made.id)
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "ledgers/new.html", {"ledger": found, "form": form, "refusal": refusal}, status=status)


@staff("matters")
def entry(request: LinliRequest, entry_id: UUID) -> HttpResponse:
    """One entry with its history; a POST corrects it."""
    if request.method != "POST":
        return _page(request, entry_id)
    found = queries.entry_for(request.actor, entry_id)
    form = ValuesForm(request.POST, ledger=queries.ledger_for(request.actor, found.ledger))
    if not form.is_valid():
        return _page(request, entry_id, form)
    try:
        actions.correct(entry_id=entry_id, typed=form.typed(), actor=request.actor, now=request.now)
    except NotFound:
        raise
    except Refusal as refused:
        return _page(request, entry_id, form, refused)
    messages.success(request, _("已保存，改动留在历史里。"))
    return redirect("ledgers:entry", entry_id)


def _page(
    request: LinliRequest, entry_id: UUID, tried: ValuesForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    found = queries.entry_for(request.actor, entry_id)
    of = queries.ledger_for(request.actor, found.ledger)
    may_write = permissions.may_write(request.actor, of) and found.until is None
    first = {PREFIX + key: value for key, value in found.values.items()}
    context = {
        "ledger": of,
        "entry": found,
        "cells": queries.cells(of, found.values),
        "history": queries.history(of, found),
        "form": (tried or ValuesForm(ledger=of, initial=first)) if may_write else None,
        "end_form": EndForm(initial={"on": local_date(request.now)}) if may_write else None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if tried else 200
    return render(request, "ledgers/entry.html", context, status=status)


@staff("matters")
@require_POST
def end(request: LinliRequest, entry_id: UUID) -> HttpResponse:
    """End an entry."""
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, entry_id)
    try:
        actions.end(entry_id=entry_id, on=form.cleaned_data["on"], actor=request.actor, now=request.now)
    except NotFound:
        raise
    except Refusal as refused:
        return _page(request, entry_id, refusal=refused)
    messages.success(request, _("已终止，历史留着。"))
    return redirect("ledgers:entry", entry_id)
