"""One place's bodies, one body, one post with everything that can be done about it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import Refusal
from linli.registers.bodies import actions, permissions, queries
from linli.registers.bodies.forms import AppointForm, AwayForm, BodyForm, PostForm, SubstituteForm, UntilForm
from linli.registers.bodies.public import Body, Post
from linli.registers.places import public as places

Act = tuple[str, forms.Form, Callable[[dict[str, Any]], Any]]


@staff()
def at(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """The bodies at a place, what it lacks, the party's tree; and the form for a new one."""
    place = places.place_for(place_id)
    may = permissions.may(request.actor, "open_body") and permissions.reaches(
        request.actor, places.scope_of_place(place_id)
    )
    lines = queries.bodies_at(place_id)
    today = local_date(request.now)
    parents = [(line.id, line.name) for line in lines]
    form = BodyForm(
        request.POST or None, initial={"since": today, "kind": request.GET.get("kind", "")}, parents=parents
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            body = actions.open_body(
                place_id=place_id, parent_id=data.pop("parent"), **data, actor=request.actor, now=request.now
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已设立，接着设职务并任命。"))
            return redirect("bodies:body", body.id)
    standing = queries.standings(request.actor, place_id) if place.level == Level.COMMUNITY else []
    context = {
        "place": place,
        "lines": lines,
        "party": queries.party_tree(place_id),
        "missing": [(kind, queries.kind_name(kind)) for kind in standing[0].missing] if standing else [],
        "source": standing[0].source if standing else "",
        "form": form,
        "is_open": bool(form.errors or refusal or request.GET.get("kind")),
        "refusal": refusal,
        "may": may,
    }
    return render(request, "bodies/at.html", context, status=_status(request, refusal, form))


@staff()
def body(request: LinliRequest, body_id: UUID) -> HttpResponse:
    """A body with its posts and who holds them; forms for a new post and for closing it."""
    found = queries.body_for(body_id)
    may = _may(request.actor, found) and found.valid_until is None
    acts = _body_acts(request, found) if may else []
    refusal, form = _tried(request, acts)
    if form is not None and refusal is None:
        return redirect("bodies:body", body_id)
    context = {
        "body": found,
        "place": places.place_for(found.place_id),
        "kind_name": queries.kind_name(found.kind),
        "rank_name": queries.rank_name(found.rank),
        "seats": queries.seats_of(body_id=body_id),
        "acts": {name: act_form for name, act_form, _act in acts},
        "opened": request.POST.get("act", ""),
        "refusal": refusal,
    }
    return render(request, "bodies/body.html", context, status=_status(request, refusal))


@staff()
def post(request: LinliRequest, post_id: UUID) -> HttpResponse:
    """A post with its holders through time; forms for appointing, leaving, being away, a substitute, retiring."""
    found = queries.post_for(post_id)
    may = _may(request.actor, found) and found.valid_until is None
    holder = queries.holder_of(post_id)
    acts = _post_acts(request, found, holder) if may else []
    refusal, form = _tried(request, acts)
    if form is not None and refusal is None:
        return redirect("bodies:post", post_id)
    context = {
        "post": found,
        "place": places.place_for(found.place_id),
        "role": permissions.ROLES[found.role],
        "holder": holder,
        "terms": queries.terms_of(post_id),
        "acts": {name: act_form for name, act_form, _act in acts},
        "opened": request.POST.get("act", ""),
        "refusal": refusal,
    }
    return render(request, "bodies/post.html", context, status=_status(request, refusal))


def _may(actor: Actor, row: Body | Post) -> bool:
    return permissions.may(actor, "appoint") and permissions.reaches(actor, row)


def _status(request: LinliRequest, refusal: Refusal | None, form: forms.Form | None = None) -> int:
    """A form shown again after a POST was not accepted, and says so to machines too."""
    if refusal:
        return refusal.status
    return 400 if request.method == "POST" or (form is not None and form.errors) else 200


def _tried(request: LinliRequest, acts: list[Act]) -> tuple[Refusal | None, forms.Form | None]:
    """Do the one act that was posted: its refusal, if any, and its form, if it was valid."""
    for name, form, act in acts:
        if request.method == "POST" and request.POST.get("act") == name and form.is_valid():
            try:
                act(form.cleaned_data)
            except Refusal as refused:
                return refused, form
            messages.success(request, _("已办好，并记入操作记录。"))
            return None, form
    return None, None


def _data(request: LinliRequest, act: str) -> Any:
    return request.POST if request.POST.get("act") == act else None


def _body_acts(request: LinliRequest, found: Body) -> list[Act]:
    who: dict[str, Any] = {"actor": request.actor, "now": request.now}
    today = {"since": local_date(request.now), "until": local_date(request.now)}
    below = [(found.place_id, places.place_for(found.place_id).name)]
    below += [(place.id, place.name) for place in _nodes_below(found)]
    roles = [(role.name, role.title) for role in permissions.ROLES.values() if role.level in _levels(found)]
    return [
        (
            "open_post",
            PostForm(_data(request, "open_post"), initial=today, roles=roles, places=below),
            lambda data: actions.open_post(body_id=found.id, place_id=data.pop("place"), **data, **who),
        ),
        (
            "close",
            UntilForm(_data(request, "close"), initial=today),
            lambda data: actions.close_body(body_id=found.id, until=data["until"], **who),
        ),
    ]


def _levels(found: Body) -> list[Level]:
    own = Level(places.place_for(found.place_id).level)
    return [own, *permissions.HEADS] if own is Level.COMMUNITY else [own]


def _nodes_below(found: Body) -> list[Any]:
    """A community's own grids, blocks and groups, whose heads sit in its bodies."""
    if found.place_id != found.community_id:
        return []
    nodes = [place for level in permissions.HEADS for place in places.descendants(found.place_id, level)]
    return sorted(nodes, key=lambda place: str(place.path))


def _post_acts(request: LinliRequest, found: Post, holder: queries.Holder | None) -> list[Act]:
    who: dict[str, Any] = {"post_id": found.id, "actor": request.actor, "now": request.now}
    day = local_date(request.now)
    today: dict[str, date | None] = {"since": day, "until": day, "away_from": day}
    substitute: Act = (
        "substitute",
        SubstituteForm(
            _data(request, "substitute"),
            initial={"substitute": str(found.substitute_id or "")},
            posts=queries.substitutes_for(found),
        ),
        lambda data: actions.set_substitute(substitute_id=data["substitute"], **who),
    )
    if holder:
        # Whoever is away is most likely being marked as back.
        today |= {"away_from": None} if holder.is_away else {}
        return [
            ("away", AwayForm(_data(request, "away"), initial=today), lambda data: actions.mark_away(**data, **who)),
            ("end", UntilForm(_data(request, "end"), initial=today), lambda data: actions.end_tenure(**data, **who)),
            substitute,
        ]
    return [
        (
            "appoint",
            AppointForm(_data(request, "appoint"), initial=today, people=queries.people_known(request.actor)),
            lambda data: actions.appoint(person_id=data.pop("person"), **data, **who),
        ),
        substitute,
        ("retire", UntilForm(_data(request, "retire"), initial=today), lambda data: actions.retire_post(**data, **who)),
    ]
