"""What a view asks of whoever calls it, declared beside the view; `accounts`' middleware holds it before anything runs.

It lies down here, though `accounts` is its master, because journal and rules have pages too and stand below accounts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.http import HttpRequest

from linli.base.kit.actor import Actor

V = TypeVar("V", bound=Callable[..., Any])


class LinliRequest(HttpRequest):
    """A request as our views see it."""

    actor: Actor
    now: datetime
    LANGUAGE_CODE: str


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `most` POSTs of `what` from one address within a window."""

    what: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Rule:
    """Open to everyone unless said otherwise.

    is_blind: the page never needs to know who asks; only_reads: a copy will do; waits_outside: it opens its own transactions.
    """

    needs_sign_in: bool = False
    needs_post: bool = False
    capabilities: tuple[str, ...] = ()
    limit: RateLimit | None = None
    is_blind: bool = False
    only_reads: bool = False
    waits_outside: bool = False


def _with(view: V, **changes: Any) -> V:
    view.rule = replace(getattr(view, "rule", Rule()), **changes)  # type: ignore[attr-defined]  # -- a view is a function we mark
    return view


def signed_in(view: V) -> V:
    """Somebody signed in, resident or staff."""
    return _with(view, needs_sign_in=True)


def staff(*capabilities: str) -> Callable[[V], V]:
    """A post that carries at least one of the capabilities (none named: any post)."""

    def mark(view: V) -> V:
        return _with(view, needs_sign_in=True, needs_post=True, capabilities=capabilities)

    return mark


def limited(what: str, *, most: int, minutes: int) -> Callable[[V], V]:
    """At most `most` POSTs from one address within `minutes`."""

    def mark(view: V) -> V:
        return _with(view, limit=RateLimit(what, most, timedelta(minutes=minutes)))

    return mark


def blind(view: V) -> V:
    """A page that is the same for everyone: no session is read."""
    return _with(view, is_blind=True)


def only_reads(view: V) -> V:
    """A page that writes nothing and may be a moment behind: it is served from the copy where there is one."""
    return _with(view, only_reads=True)


def waits_outside(view: V) -> V:
    """A page that waits for somebody else's server: it goes behind the walls by itself, so that no transaction stays open meanwhile."""
    return _with(view, waits_outside=True)
