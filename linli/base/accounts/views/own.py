"""What one signs in with, and where one is signed in: one's own page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from linli.base.accounts import actions, queries
from linli.base.accounts.actions.sessions import digest_of
from linli.base.accounts.errors import SignInFirst
from linli.base.accounts.forms import BindForm, PasswordForm
from linli.base.accounts.public import Account
from linli.base.accounts.views.outside import LINK_TOKEN
from linli.base.accounts.views.signing import to
from linli.base.kit.errors import Refusal
from linli.base.kit.guards import LinliRequest, signed_in


def _own(request: LinliRequest) -> Account:
    account = queries.own_account(request.actor)
    if account is None:
        raise SignInFirst
    return account


@never_cache
@signed_in
def own(request: LinliRequest) -> HttpResponse:
    """One's factors, spare codes and open sessions."""
    return _page(request, PasswordForm())


def _page(request: LinliRequest, form: PasswordForm, refusal: Refusal | None = None) -> HttpResponse:
    account = _own(request)
    linked = queries.linked_to(account)
    context = {
        "account": account,
        "name": queries.name_of(account),
        "factors": queries.factors_of(account),
        "spare_left": queries.spare_left(account),
        "sessions": queries.sessions_of(request.actor, digest_of(request.session.session_key or ""), request.now),
        "providers": [(each, each.name in linked) for each in queries.providers()],
        "link_token": request.session.setdefault(LINK_TOKEN, get_random_string(32)) if queries.providers() else "",
        "form": form,
        "bind_form": BindForm(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "accounts/own.html", context, status=status)


def _owes_factor(request: LinliRequest, account: Account) -> bool:
    """Whether a factor has to be shown anew before what one signs in with is changed."""
    return queries.has_factor(account) and not queries.is_fresh(request.session, request.now)


@never_cache
@signed_in
@require_POST
def remove_factor(request: LinliRequest, factor_id: UUID) -> HttpResponse:
    """Remove a factor of one's own, and end the other sessions."""
    account = _own(request)
    if _owes_factor(request, account):
        return redirect("accounts:second")
    must_keep_one = bool(queries.posts_for(account))
    try:
        actions.remove_factor(
            account=account, factor_id=factor_id, must_keep_one=must_keep_one, actor=request.actor, now=request.now
        )
    except Refusal as refused:
        return _page(request, PasswordForm(), refused)
    _end_others(request, account, "factor removed")
    messages.success(request, _("已删除；其他设备上的登录都已结束。"))
    return redirect("accounts:own")


@never_cache
@signed_in
@require_POST
def spare_codes(request: LinliRequest) -> HttpResponse:
    """Ten new spare codes."""
    account = _own(request)
    if not queries.has_factor(account) or _owes_factor(request, account):
        return to("accounts:second", request)
    codes = actions.new_spare_codes(account=account, actor=request.actor, now=request.now)
    return render(request, "accounts/spare.html", {"codes": codes, "next": "/accounts/own/"})


@never_cache
@signed_in
@require_POST
@sensitive_post_parameters("old", "new", "again")
def password(request: LinliRequest) -> HttpResponse:
    """A new password; every session but this one ends."""
    account = _own(request)
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if _owes_factor(request, account):
        return redirect("accounts:second")
    try:
        actions.change_password(
            account=account,
            old=form.cleaned_data["old"],
            new=form.cleaned_data["new"],
            actor=request.actor,
            now=request.now,
        )
    except Refusal as refused:
        return _page(request, form, refused)
    _end_others(request, account, "password changed")
    actions.keep_session(request.session, account)
    messages.success(request, _("密码已更换；其他设备上的登录都已结束。"))
    return redirect("accounts:own")


def _end_others(request: LinliRequest, account: Account, why: str) -> None:
    actions.end_sessions(
        account_ids=[account.id],
        but_key=request.session.session_key or "",
        actor=request.actor,
        now=request.now,
        why=why,
    )


@signed_in
@require_POST
def end_session(request: LinliRequest, session_id: UUID) -> HttpResponse:
    """End one of one's sessions, on a lost phone say."""
    try:
        actions.end_session(session_id=session_id, actor=request.actor, now=request.now)
    except Refusal as refused:
        return _page(request, PasswordForm(), refused)
    messages.success(request, _("那台设备上的登录已结束。"))
    return redirect("accounts:own")


@signed_in
@require_POST
def bind(request: LinliRequest) -> HttpResponse:
    """Bind one's account to oneself, with the code handed over at the counter."""
    account = _own(request)
    form = BindForm(request.POST)
    if not form.is_valid():
        return redirect("accounts:own")
    try:
        actions.bind(account=account, code=form.cleaned_data["code"], actor=request.actor, now=request.now)
    except Refusal as refused:
        return _page(request, PasswordForm(), refused)
    messages.success(request, _("已绑定，现在可以看到登记在您名下的信息。"))
    return redirect("/my/")
