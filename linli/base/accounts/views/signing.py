"""Signing in by name and password, choosing the post to act as, signing out."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from linli.base.accounts import actions, queries
from linli.base.accounts.forms import SignInForm
from linli.base.accounts.public import Account
from linli.base.accounts.views import browsers
from linli.base.kit import walls
from linli.base.kit.errors import NotAllowed, Refusal
from linli.base.kit.guards import LinliRequest, signed_in


def wanted(request: LinliRequest, fallback: str) -> str:
    """The page to go on to: only ever one of this house."""
    there = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_ours else fallback


def to(name: str, request: LinliRequest, there: str | None = None) -> HttpResponse:
    """On to another page of signing in, which leads to the same place in the end (`there`, where the request doesn't say it)."""
    there = wanted(request, "") if there is None else there
    return redirect(reverse(name) + (f"?{urlencode({'next': there})}" if there else ""))


def enter(request: LinliRequest, account: Account, factor: str, there: str | None = None) -> HttpResponse:
    """Open the session: as the first of the account's posts, if a factor was shown, else as oneself; and go on."""
    posts = queries.posts_for(account) if factor else []
    actions.open_session(
        request.session,
        account,
        factor=factor,
        post_id=posts[0].post_id if posts else None,
        browser=browsers.name_of(request),
        address=request.META.get("REMOTE_ADDR", ""),
        now=request.now,
    )
    response = redirect((wanted(request, "") if there is None else there) or ("/desk/" if posts else "/my/"))
    browsers.remember(request, response, account.id)
    return response


def first_step_done(request: LinliRequest, account: Account, there: str | None = None) -> HttpResponse:
    """Who they say they are is shown once; whoever holds a post, or has a second factor, shows it twice."""
    with walls.acting(queries.self_of(account)):
        owes_factor = queries.has_factor(account)
    if not owes_factor and not queries.posts_for(account):
        return enter(request, account, "", there)
    actions.open_half(request.session, account, request.now)
    return to("accounts:second", request, there)


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: LinliRequest) -> HttpResponse:
    """Name and password. Whoever holds a post, or has a second factor, is then asked for it; nobody is signed in before."""
    form = SignInForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.sign_in(**form.cleaned_data, caller=browsers.caller_of(request), now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            return first_step_done(request, account)
    context = {
        "form": form,
        "refusal": refusal,
        "is_ended": request.method == "GET" and "ended" in request.GET,
        "next": wanted(request, ""),
        "has_phone": queries.has_phone(),
        "providers": queries.providers(),
    }
    return render(request, "accounts/sign_in.html", context, status=refusal.status if refusal else 200)


@require_POST
def sign_out(request: LinliRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return HttpResponseRedirect("/")


@signed_in
def posts(request: LinliRequest) -> HttpResponse:
    """Choose as which of one's posts to act; concurrent posts are normal (HG-17)."""
    account = queries.own_account(request.actor)
    # The sign-in's own question: a session of a fixed actor, as tests have, has no account behind it.
    if request.actor.account_id is None:
        raise NotAllowed
    choices = queries.posts_for(account) if account else queries.posts_of(request.actor.account_id)
    if request.method == "POST":
        chosen = request.POST.get("post", "")
        if chosen == "self":
            request.session["post"] = None
            return redirect("/my/")
        if chosen not in {str(choice.post_id) for choice in choices}:
            raise NotAllowed
        if not queries.is_strong(request.session):
            return to("accounts:second", request)
        request.session["post"] = str(UUID(chosen))
        return redirect(wanted(request, "/desk/"))
    return render(request, "accounts/posts.html", {"choices": choices, "next": wanted(request, "")})
