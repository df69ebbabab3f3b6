"""Reading the register: search and list, a household, a resident, who looked, grid coverage."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import Refusal
from linli.registers.people import actions, permissions, queries
from linli.registers.people.forms import CircumstanceForm, EndForm, ListForm, PlaceForm, RevealForm, VisitForm
from linli.registers.people.queries import PeopleFilters, ResidentRow
from linli.registers.people.states import CIRCUMSTANCES, choices
from linli.registers.places import public as places


@staff("people")
def residents(request: LinliRequest) -> HttpResponse:
    """Find somebody, or leaf through who lives here."""
    asked = ListForm(request.GET)
    text = (asked.get("q") or "").strip()
    if text:
        result = queries.search(request.actor, text)
        return render(request, "people/residents.html", {"q": text, "result": result})
    filters = PeopleFilters(
        grid_id=asked.get("grid"), circumstance=asked.get("kind") or "", registration=asked.get("registration") or ""
    )
    page = queries.people_in(request.actor, filters, asked.get("after"))
    context = {
        "page": page,
        "filters": filters,
        "is_first": asked.get("after") is None,
        "is_narrowed": bool(filters.grid_id or filters.circumstance or filters.registration),
        "grids": _grid_choices(request.actor),
        "kinds": [("", _("全部")), *choices(CIRCUMSTANCES)],
        "registrations": [
            ("", _("住在这里的")),
            ("apart", _("住在这里，户籍在别处")),
            ("away", _("户籍在这里，住在别处")),
        ],
    }
    return render(request, "people/residents.html", context)


def _grid_choices(actor: Actor) -> list[tuple[str, str]]:
    """The grids to narrow by, for a community; above it there are too many, below it there is one."""
    if actor.level is not Level.COMMUNITY or actor.place_id is None:
        return []
    return [("", _("全部片区")), *((str(grid.id), grid.name) for grid in places.children_of(actor.place_id))]


@staff("people")
def household(request: LinliRequest, household_id: UUID) -> HttpResponse:
    """A household: its address and who lives in it."""
    return household_page(request, household_id)


def household_page(
    request: LinliRequest,
    household_id: UUID,
    *,
    visit_form: VisitForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The household's page, with whatever was refused on it."""
    view = queries.household_of(request.actor, household_id)
    may_enrol = permissions.may(request.actor, "enrol")
    here = places_of(request.actor) if may_enrol else []
    context = {
        "household": view,
        "grid": places.place_for(view.place_id) if view.grid_id else None,
        "may_enrol": may_enrol,
        "place_form": PlaceForm(initial={"place": str(view.place_id)}, places_here=here) if here else None,
        "visits": queries.visits_of(request.actor, household_id),
        "visit_form": visit_form or VisitForm(initial={"day": local_date(request.now)}),
        "is_visiting": visit_form is not None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if visit_form is not None else 200
    return render(request, "people/household.html", context, status=status)


def places_of(actor: Actor) -> list[tuple[str, str]]:
    """Where a household can lie: each grid of the actor's place with what is below it, then the place itself."""
    if actor.place_id is None:
        return []
    own = places.place_for(actor.place_id)
    levels = (Level.GRID, Level.BLOCK, Level.GROUP)
    below = sorted(
        (place for level in levels for place in places.descendants(own.id, level)), key=lambda place: str(place.path)
    )
    names: dict[UUID | None, str] = {place.id: place.name for place in below}
    listed = [(str(place.id), " · ".join(filter(None, (names.get(place.parent_id), place.name)))) for place in below]
    return [*listed, (str(own.id), _("%(name)s（未划入网格）") % {"name": own.name})] if own.id not in names else listed


@staff("people")
def resident(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """A resident, number and phone masked."""
    return resident_page(request, resident_id)


def resident_page(
    request: LinliRequest,
    resident_id: UUID,
    *,
    refusal: Refusal | None = None,
    revealing: str = "",
    circumstance_form: CircumstanceForm | None = None,
) -> HttpResponse:
    """The resident's page, with whatever was refused on it; it never stays in a browser's cache."""
    actor = request.actor
    found = queries.resident_for(actor, resident_id)
    shown = queries.shown_now(actor, found.person, request.now)
    row = queries.row_of(actor, found)
    context = {
        "row": row,
        "shown": shown,
        "revealing": revealing,
        "refusal": refusal,
        "registered": _registered_words(row, found.registered_community_id),
        "circumstances": queries.circumstances_of(actor, resident_id),
        "circumstance_form": circumstance_form or CircumstanceForm(),
        "end_form": EndForm(),
        "may": {verb: permissions.may(actor, verb) for verb in permissions.ALLOWED},
    }
    status = refusal.status if refusal else 400 if circumstance_form is not None else 200
    response = render(request, "people/resident.html", context, status=status)
    response["Cache-Control"] = "no-store"
    _hide_in_time(response, [each.until for each in shown.values()], request, resident_id)
    return response


def _hide_in_time(response: HttpResponse, until: list[datetime], request: LinliRequest, resident_id: UUID) -> None:
    """Have the browser load the masked page again when the minute is over; no script is needed for it."""
    if until:
        seconds = int((min(until) - request.now).total_seconds()) + 1
        response["Refresh"] = f"{seconds}; url={reverse('people:resident', args=[resident_id])}"


def _registered_words(row: ResidentRow, registered_community_id: UUID | None) -> str:
    if registered_community_id is None:
        return _("外地或未登记")
    if not row.is_apart:
        return _("本社区")
    return places.place_for(registered_community_id).name


@staff("reveal")
@require_POST
def reveal(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """Show a number or phone for a minute; what for is put on record."""
    asked = RevealForm(request.POST)
    asked.is_valid()
    found = queries.resident_for(request.actor, resident_id)
    field = asked.cleaned_data.get("field", "")
    try:
        actions.reveal(
            person_id=found.person_id,
            field=field,
            purpose=asked.cleaned_data.get("purpose", ""),
            actor=request.actor,
            now=request.now,
        )
    except Refusal as refusal:
        return resident_page(request, resident_id, refusal=refusal, revealing=field)
    return redirect("people:resident", resident_id)


@staff("journal")
def looks(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """Who looked at this resident's data or changed it, and for what."""
    found = queries.resident_for(request.actor, resident_id)
    context = {
        "resident": found,
        "name": queries.shown_name(request.actor, found.person_id, found.person.name),
        "looks": queries.looks_at(request.actor, found.person_id),
    }
    return render(request, "people/looks.html", context)


@staff("people")
def coverage(request: LinliRequest) -> HttpResponse:
    """Does every household belong to a grid (HG-14), and which do not?"""
    asked = ListForm(request.GET)
    households, after = queries.uncovered(request.actor, asked.get("after"))
    covered = queries.coverage(request.actor)
    below = places.children_of(request.actor.place_id) if request.actor.place_id else []
    names: dict[UUID | None, str] = {place.id: place.name for place in below}
    parts = [
        (names.get(part.place_id, _("没有网格")) if part.place_id else _("没有网格"), part) for part in covered.parts
    ]
    context = {
        "coverage": covered,
        "parts": parts,
        "households": households,
        "later": f"?{urlencode({'after': str(after)})}" if after else "",
        "may_enrol": permissions.may(request.actor, "enrol"),
    }
    return render(request, "people/coverage.html", context)
