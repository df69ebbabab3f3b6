"""Signing in by an identity provider: leaving for it, and coming back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from linli.base.accounts import actions, queries
from linli.base.accounts.queries import Provider
from linli.base.accounts.views.signing import first_step_done, to, wanted
from linli.base.kit import walls
from linli.base.kit.errors import NotAllowed
from linli.base.kit.guards import LinliRequest, waits_outside

KEPT, LINK_TOKEN = "outside", "link_token"


@waits_outside
@never_cache
@require_GET
def leave(request: LinliRequest, name: str) -> HttpResponse:
    """To the provider; with the token that stands on one's own page, to let it open one's account from now on.

    The token is what keeps others from sending somebody here by a link: a form can't be used, for its answer may not lead outside.
    """
    provider = queries.provider_named(name)
    token = request.GET.get("link", "")
    is_linking = bool(token) and request.actor.account_id is not None
    if token and not (is_linking and constant_time_compare(token, request.session.get(LINK_TOKEN, ""))):
        raise NotAllowed
    if is_linking and queries.is_strong(request.session) and not queries.is_fresh(request.session, request.now):
        return to("accounts:second", request)
    there, kept = actions.begin(provider, request.build_absolute_uri(reverse("accounts:outside_back", args=[name])))
    request.session[KEPT] = kept | {"next": wanted(request, ""), "link": "1" if is_linking else ""}
    return HttpResponseRedirect(there)


@waits_outside
@never_cache
@require_GET
def back(request: LinliRequest, name: str) -> HttpResponse:
    """From the provider, with an answer to the question this browser left with; the question is good once."""
    provider = queries.provider_named(name)
    kept = request.session.pop(KEPT, {})
    said = actions.finish(provider, kept, request.GET.dict())
    with walls.acting(request.actor):
        return _came_back(request, provider, said, kept)


def _came_back(request: LinliRequest, provider: Provider, said: actions.Said, kept: Mapping[str, str]) -> HttpResponse:
    """Link one's account, or enter."""
    if kept.get("link"):
        account = queries.own_account(request.actor)
        if account is not None:
            actions.link(provider, said, account=account, actor=request.actor, now=request.now)
            messages.success(request, _("已连接，以后也可以这样登录。"))
        return redirect("accounts:own")
    # Where to go on was kept here and held to be ours when this browser left.
    return first_step_done(request, actions.enter_by(provider, said, request.now), kept.get("next", ""))
