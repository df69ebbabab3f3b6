"""Signing in, choosing the post to act as, signing out."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from linli.base.accounts import actions, queries
from linli.base.accounts.forms import SignInForm
from linli.base.kit.errors import NotAllowed, Refusal
from linli.base.kit.guards import LinliRequest, limited, signed_in


def _next(request: LinliRequest, fallback: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else fallback


@limited("sign_in", most=20, minutes=15)
def sign_in(request: LinliRequest) -> HttpResponse:
    """Name and password; someone with posts then acts as the first of them and may switch."""
    form = SignInForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.sign_in(**form.cleaned_data, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            posts = queries.posts_of(account.id)
            request.session.cycle_key()
            request.session["account"] = str(account.id)
            request.session["stamp"] = queries.stamp(account.id, account.password)
            request.session["post"] = str(posts[0].post_id) if posts else None
            return redirect(_next(request, "/desk/" if posts else "/my/"))
    context = {"form": form, "refusal": refusal, "next": _next(request, "")}
    return render(request, "accounts/sign_in.html", context, status=403 if refusal else 200)


@require_POST
def sign_out(request: LinliRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return HttpResponseRedirect("/")


@signed_in
def posts(request: LinliRequest) -> HttpResponse:
    """Choose as which of one's posts to act; concurrent posts are normal (HG-17)."""
    if request.actor.account_id is None:
        raise NotAllowed
    choices = queries.posts_of(request.actor.account_id)
    if request.method == "POST":
        wanted = request.POST.get("post", "")
        if wanted == "self":
            request.session["post"] = None
            return redirect("/my/")
        if wanted not in {str(choice.post_id) for choice in choices}:
            raise NotAllowed
        request.session["post"] = str(UUID(wanted))
        return redirect(_next(request, "/desk/"))
    return render(request, "accounts/posts.html", {"choices": choices, "next": _next(request, "")})
