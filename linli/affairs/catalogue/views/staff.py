"""The desk of the catalogue: every post reads it; whoever carries `catalogue` drafts, publishes and withdraws."""

from collections.abc import Callable
from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.affairs.catalogue import actions, permissions, queries
from linli.affairs.catalogue.forms import NewItemForm, VersionForm, initial_of
from linli.affairs.catalogue.states import STANDING_NAMES, STATUS_NAMES
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_id

Verb = Callable[..., object]


@staff()
def shelf(request: LinliRequest) -> HttpResponse:
    """Every item by field: its standing, its promise, whether a draft waits."""
    text, status = request.GET.get("q", ""), request.GET.get("status", "")
    standing = request.GET.get("standing", "")
    versions = queries.latest_versions(text, status, standing)
    names = {one.code: one.name for one in queries.fields()}
    groups = [
        (names.get(code, code), [queries.line(version) for version in some])
        for code, some in groupby(versions, key=lambda version: version.item.field_id)
    ]
    context = {
        "groups": groups,
        "count": len(versions),
        "q": text,
        "status": status,
        "standing": standing,
        "statuses": [("", _("全部")), *STATUS_NAMES.items()],
        "standings": [("", _("全部")), *STANDING_NAMES.items()],
        "may_draft": permissions.may(request.actor, "draft"),
    }
    return render(request, "catalogue/shelf.html", context)


@staff()
def item(request: LinliRequest, code: str) -> HttpResponse:
    """One item: what is published, what the draft would change, and every version there was."""
    return _item_page(request, code)


def _item_page(request: LinliRequest, code: str, refusal: Refusal | None = None) -> HttpResponse:
    versions = queries.versions_of(code)
    published = next((version for version in versions if version.status == "published"), None)
    draft = next((version for version in versions if version.status == "draft"), None)
    shown = published or draft or versions[0]
    context = {
        "code": code,
        "version": shown,
        "line": queries.line(shown),
        "rows": queries.written_rows(shown),
        "published": published,
        "draft": draft,
        "changes": queries.changes(published, draft) if draft else [],
        "history": [queries.line(version) for version in versions],
        "may": {act: permissions.may(request.actor, act) for act in permissions.CAPABILITY},
        "refusal": refusal,
    }
    return render(request, "catalogue/detail.html", context, status=refusal.status if refusal else 200)


@staff("catalogue")
def draft(request: LinliRequest, code: str) -> HttpResponse:
    """Write the item's draft, beginning from its newest version."""
    newest = queries.versions_of(code)[0]
    form = VersionForm(request.POST or None, initial=initial_of(newest), former=newest)
    return _written(request, form, code, "", queries.line(newest).name)


@staff("catalogue")
def new_item(request: LinliRequest) -> HttpResponse:
    """Write the first draft of a new item."""
    form = NewItemForm(request.POST or None, shelves=queries.fields(), initial={"open_to_residents": True})
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return _written(request, form, said.get("code", ""), said.get("field", ""), "")


def _written(request: LinliRequest, form: VersionForm, code: str, field: str, name: str) -> HttpResponse:
    """Store the draft and lead to the comparison; or show the form with what was typed."""
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.draft_version(
                    code=code, field_code=field, values=form.cleaned_data, actor=request.actor, now=request.now
                )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("草稿已保存，看过改动就可以发布。"))
            return redirect("catalogue:detail", code)
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {"form": form, "code": code, "name": name, "refusal": refusal}
    return render(request, "catalogue/draft.html", context, status=status)


@require_POST
@staff("catalogue")
def publish(request: LinliRequest, code: str) -> HttpResponse:
    """Publish the draft that the page showed."""
    return _moved(request, code, actions.publish, _("已发布，居民现在看到的就是这一版。"))


@require_POST
@staff("catalogue")
def withdraw(request: LinliRequest, code: str) -> HttpResponse:
    """Withdraw the version that the page showed."""
    return _moved(request, code, actions.withdraw, _("已停用，居民不能再提；正在办的照常办完。"))


def _moved(request: LinliRequest, code: str, verb: Verb, done: str) -> HttpResponse:
    """Run a verb on the version that was posted; a refusal is shown on the item's page."""
    version_id = as_id(request.POST.get("version"))
    if version_id is None:
        raise NotFound
    try:
        with transaction.atomic():
            verb(version_id=version_id, actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _item_page(request, code, refusal)
    messages.success(request, done)
    return redirect("catalogue:detail", code)
