"""The second factor: passing it, and setting up the first or another one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from linli.base.accounts import actions, queries
from linli.base.accounts.errors import SignInAgain, WrongKey
from linli.base.accounts.forms import NewFactorForm, SecondForm
from linli.base.accounts.public import Account
from linli.base.accounts.views import browsers
from linli.base.accounts.views.signing import enter, to, wanted
from linli.base.kit import totp, walls
from linli.base.kit.errors import Refusal
from linli.base.kit.guards import LinliRequest
from linli.base.kit.sealed import seal, unseal

STATE, SEED = "key_state", "new_seed"


def _server(request: LinliRequest) -> queries.KeyServer | None:
    return queries.server_for(request.get_host(), f"{request.scheme}://{request.get_host()}")


@never_cache
def second(request: LinliRequest) -> HttpResponse:
    """A code or a key, by whoever has just shown the password, or is signed in and about to change what they sign in with."""
    account = queries.account_in(request.session, request.now)
    if account is None:
        return to("accounts:sign_in", request)
    with walls.acting(queries.self_of(account)):
        if not queries.has_factor(account):
            return to("accounts:set_up", request)
        form = SecondForm(request.POST or None)
        refusal: Refusal | None = None
        if request.method == "POST" and form.is_valid():
            try:
                factor = _passed(request, account, form.cleaned_data)
            except Refusal as refused:
                refusal = refused
            else:
                return enter(request, account, factor)
        context = {
            "form": form,
            "refusal": refusal,
            "next": wanted(request, ""),
            "shown": queries.shown_code(account, request.now),
            "question": _ask_key(request, account),
        }
    return render(request, "accounts/second.html", context, status=refusal.status if refusal else 200)


def _passed(request: LinliRequest, account: Account, data: dict[str, Any]) -> str:
    if data["key"] is None:
        caller = browsers.caller_of(request)
        return actions.pass_code(account=account, code=data["code"], caller=caller, now=request.now)
    server, state = _server(request), request.session.pop(STATE, None)
    if server is None or state is None:
        raise WrongKey
    return actions.pass_key(account=account, server=server, state=state, answer=data["key"], now=request.now)


def _ask_key(request: LinliRequest, account: Account) -> str:
    """The question to the account's keys as JSON; a new one each time, for an answered one is void."""
    server = _server(request)
    asked = queries.key_question(server, account) if server else None
    if asked is None:
        return ""
    question, request.session[STATE] = asked
    return question


@never_cache
def set_up(request: LinliRequest) -> HttpResponse:
    """Add a second factor: the first by whoever has shown the password, another by whoever has just shown a factor too."""
    account = queries.account_in(request.session, request.now)
    if account is None:
        return to("accounts:sign_in", request)
    with walls.acting(queries.self_of(account)) as own:
        is_first = not queries.has_factor(account)
        if not is_first and not queries.is_fresh(request.session, request.now):
            return to("accounts:second", request)
        form = NewFactorForm(request.POST or None)
        refusal: Refusal | None = None
        if request.method == "POST" and form.is_valid():
            try:
                codes = _added(request, account, form.cleaned_data)
            except Refusal as refused:
                refusal = refused
            else:
                actions.end_sessions(
                    account_ids=[account.id],
                    but_key=request.session.session_key or "",
                    actor=own,
                    now=request.now,
                    why="factor added",
                )
                return _done(request, account, codes)
        context = _offer(request, account) | {
            "form": form,
            "refusal": refusal,
            "is_first": is_first,
            "next": wanted(request, ""),
        }
    return render(request, "accounts/set_up.html", context, status=refusal.status if refusal else 200)


def _added(request: LinliRequest, account: Account, data: dict[str, Any]) -> list[str]:
    own = queries.self_of(account)
    who: dict[str, Any] = {"account": account, "name": data["name"], "actor": own, "now": request.now}
    if data["key"] is not None:
        server, state = _server(request), request.session.pop(STATE, None)
        if server is None or state is None:
            raise WrongKey
        return actions.add_key(server=server, state=state, answer=data["key"], **who)
    sealed = request.session.get(SEED)
    if sealed is None:
        raise SignInAgain
    codes = actions.add_app(seed=unseal(bytes.fromhex(sealed)), code=data["code"], **who)
    del request.session[SEED]
    return codes


def _done(request: LinliRequest, account: Account, codes: list[str]) -> HttpResponse:
    """Signed in with what was just added; spare codes are shown this once."""
    going_on = enter(request, account, "new")
    if not codes:
        return going_on
    response = render(request, "accounts/spare.html", {"codes": codes, "next": going_on["Location"]})
    response.cookies = going_on.cookies
    return response


def _offer(request: LinliRequest, account: Account) -> dict[str, Any]:
    """What an app and a key are given. The seed stays the same while one tries, and is sealed meanwhile."""
    if SEED not in request.session:
        request.session[SEED] = seal(totp.new_seed()).hex()
    seed = unseal(bytes.fromhex(request.session[SEED]))
    server = _server(request)
    question = ""
    if server is not None:
        question, request.session[STATE] = queries.new_key_question(server, account)
    groups = " ".join(seed[start : start + 4] for start in range(0, len(seed), 4))
    return {"seed": groups, "picture": queries.picture_of(seed, account), "question": question}
