"""Each view runs in one transaction that knows its actor; a refusal rolls it back and is shown as a page."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from linli.base.accounts import actions, queries
from linli.base.accounts.errors import SecondFactorFirst, SignInFirst
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, Refusal
from linli.base.kit.guards import LinliRequest, Rule
from linli.base.kit.replica import read_from_copy

View = Callable[..., HttpResponse]


class ActorMiddleware:
    """Last in the list: it calls the view itself, so that nothing runs between the wall and the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LINLI_BEHIND_PROXY:
            # What our own proxy added last; whatever stands before it the caller may have written. Limits count by it.
            request.META["REMOTE_ADDR"] = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return self.get_response(request)

    def process_view(
        self, request: LinliRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse:
        """Find the actor, hold the view's own rule against it, run the view behind the walls."""
        request.now = clock.now()
        rule: Rule = getattr(view, "rule", Rule())
        request.actor = Actor.intake() if rule.is_blind else queries.actor_of(request.session)
        # Whatever the page: a post acts only where a second factor was shown. Until then it is nobody.
        owes_factor = request.actor.is_staff and not queries.is_strong(request.session)
        if owes_factor:
            request.actor = Actor.intake()
        elif request.actor.account_id is None and not rule.is_blind and request.session.get("account"):
            # The post, the account or the password it was opened with has ended, and with it the session.
            request.session.flush()
        try:
            if owes_factor and rule.needs_sign_in:
                raise SecondFactorFirst
            self._admit(request, rule)
            if rule.waits_outside:
                return view(request, *args, **kwargs)
            with read_from_copy() if rule.only_reads else nullcontext(), walls.acting(request.actor):
                return view(request, *args, **kwargs)
        except (SignInFirst, SecondFactorFirst) as first:
            if request.method == "GET" and not request.headers.get("HX-Request"):
                page = "accounts:sign_in" if isinstance(first, SignInFirst) else "accounts:second"
                words = {"next": request.get_full_path(), **({"ended": "1"} if _had_session(request) else {})}
                return HttpResponseRedirect(f"{reverse(page)}?{urlencode(words)}")
            return self._refused(request, first)
        except Refusal as refusal:
            return self._refused(request, refusal)

    def _admit(self, request: LinliRequest, rule: Rule) -> None:
        if rule.limit and request.method == "POST":
            who = request.META.get("REMOTE_ADDR", "")
            actions.hit(what=rule.limit.what, who=who, most=rule.limit.most, within=rule.limit.within, now=request.now)
        if rule.needs_sign_in and request.actor.account_id is None:
            raise SignInFirst
        if rule.needs_post and not request.actor.is_staff:
            raise NotAllowed
        if rule.capabilities and not any(request.actor.can(capability) for capability in rule.capabilities):
            raise NotAllowed

    def _refused(self, request: LinliRequest, refusal: Refusal) -> HttpResponse:
        with walls.acting(request.actor):
            return render(request, "ui/refused.html", {"refusal": refusal}, status=refusal.status)


def _had_session(request: LinliRequest) -> bool:
    """Whether the browser brought the key of a session that is no more. The cookie goes with this answer, so the next page can't tell."""
    return bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME)) and request.session.session_key is None
