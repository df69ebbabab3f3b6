"""The desk page of keys: issue one (it is shown once), revoke one, see how much each is used."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.affairs.hotline import public as hotline
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit import clock
from linli.base.kit.errors import Refusal
from linli.exchange.interfaces import actions, queries
from linli.exchange.interfaces.forms import KeyForm, RevokeForm
from linli.exchange.interfaces.views.tabs import tabs


@staff("interfaces")
def keys(request: LinliRequest) -> HttpResponse:
    """Every key of the area."""
    return _page(request, _form(request))


@staff("interfaces")
@require_POST
def issue(request: LinliRequest) -> HttpResponse:
    """A new key, on the only page that ever shows it."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    values = dict(form.cleaned_data)
    values["expires_at"] = values.pop("until")
    try:
        issued = actions.issue_key(**values, actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _page(request, form, refusal=refusal, status=refusal.status)
    response = _page(request, _form(request), issued=issued)
    response["Cache-Control"] = "no-store"
    return response


@staff("interfaces")
@require_POST
def revoke(request: LinliRequest, key_id: UUID) -> HttpResponse:
    """End a key."""
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写为什么撤销。"))
        return redirect("interfaces:keys")
    actions.revoke_key(key_id=key_id, why=form.cleaned_data["why"], actor=request.actor, now=request.now)
    messages.success(request, _("密钥已撤销，立即失效。"))
    return redirect("interfaces:keys")


def _form(request: LinliRequest, data: QueryDict | None = None) -> KeyForm:
    return KeyForm(data, now=request.now, sources=hotline.sources(request.actor))


def _page(
    request: LinliRequest,
    form: KeyForm,
    *,
    issued: actions.Issued | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    keys_now = queries.key_lines(request.actor, clock.local_date(request.now))
    lines = [(key, _state(key.revoked_at is not None, key.expires_at <= request.now)) for key in keys_now]
    context = {"form": form, "issued": issued, "refusal": refusal, "lines": lines, "tabs": tabs("keys")}
    return render(request, "interfaces/keys.html", context, status=status)


def _state(is_revoked: bool, is_expired: bool) -> str:  # noqa: FBT001 -- two facts of one row
    return "revoked" if is_revoked else "expired" if is_expired else "valid"
