"""Writing the register: enrolling, correcting, noting circumstances, moving out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import Refusal
from linli.registers.people import actions, errors, queries
from linli.registers.people.forms import (
    CircumstanceForm,
    CorrectionForm,
    EndForm,
    HouseholdForm,
    MoveOutForm,
    PlaceForm,
    ResidentForm,
    VisitForm,
)
from linli.registers.people.views.staff import household_page, places_of, resident_page
from linli.registers.places import public as places

AT_NUMBER = (errors.BadNumber, errors.EnrolledElsewhere, errors.AlreadyEnrolled)


@staff("enrol")
def enrol_household(request: LinliRequest) -> HttpResponse:
    """A new household."""
    here, estates = places_of(request.actor), _estates_of(request.actor)
    form = HouseholdForm(request.POST or None, places_here=here, estates=estates)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            household = actions.enrol_household(new=form.new(), actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已登记这一户，接着登记家里的人。"))
            return redirect("people:enrol_resident", household.id)
    context = {"form": form, "refusal": refusal, "estates": [name for name, _id in estates]}
    return render(request, "people/enrol_household.html", context, status=_status(request, refusal))


def _estates_of(actor: Actor) -> list[tuple[str, UUID]]:
    return [(line.name, line.id) for line in places.landmarks_of(actor.place_id)] if actor.place_id else []


@staff("enrol")
@require_POST
def place_household(request: LinliRequest, household_id: UUID) -> HttpResponse:
    """Put a household into a grid."""
    form = PlaceForm(request.POST, places_here=places_of(request.actor))
    if not form.is_valid():
        raise errors.OutsideArea
    place_id = UUID(form.cleaned_data["place"])
    actions.place_household(household_id=household_id, place_id=place_id, actor=request.actor, now=request.now)
    messages.success(request, _("已划入网格。"))
    return redirect("people:household", household_id)


@staff("enrol")
def enrol_resident(request: LinliRequest, household_id: UUID) -> HttpResponse:
    """Somebody new in a household."""
    household = queries.household_of(request.actor, household_id)
    community_id = queries.household_for(request.actor, household_id).community_id
    first = {"relation": "10" if household.members else "02", "registration": "here"}
    form = ResidentForm(request.POST or None, initial=first, community_id=community_id)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            resident = actions.enrol_resident(new=form.new(household_id), actor=request.actor, now=request.now)
        except AT_NUMBER as refused:
            form.add_error("number", str(refused))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已登记。家里还有别人，可以接着登记。"))
            return redirect("people:household", resident.household_id)
    context = {"form": form, "household": household, "refusal": refusal}
    return render(request, "people/enrol_resident.html", context, status=_status(request, refusal))


def _status(request: LinliRequest, refusal: Refusal | None) -> int:
    """A form shown again after a POST was not accepted, and says so to machines too."""
    return refusal.status if refusal else 400 if request.method == "POST" else 200


@staff("enrol")
def correct(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """Correct a name, a number, a phone."""
    found = queries.resident_for(request.actor, resident_id)
    row = queries.row_of(request.actor, found)
    form = CorrectionForm(request.POST or None, initial={"name": row.name})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_person(
                resident_id=resident_id,
                change=form.change(),
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except AT_NUMBER as refused:
            form.add_error("number", str(refused))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已更正，本人能看到这次更正。"))
            return redirect("people:resident", resident_id)
    context = {"form": form, "row": row, "refusal": refusal}
    return render(request, "people/correct.html", context, status=_status(request, refusal))


@staff("enrol")
@require_POST
def visit(request: LinliRequest, household_id: UUID) -> HttpResponse:
    """Note a visit; without a word more it was today's."""
    form = VisitForm({"day": local_date(request.now).isoformat(), **request.POST.dict()})
    if not form.is_valid():
        return household_page(request, household_id, visit_form=form)
    try:
        actions.visit(household_id=household_id, actor=request.actor, now=request.now, **form.cleaned_data)
    except Refusal as refusal:
        return household_page(request, household_id, visit_form=form, refusal=refusal)
    messages.success(request, _("走访已记下。"))
    return redirect("people:household", household_id)


@staff("enrol")
def move_out(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """Somebody leaves."""
    found = queries.resident_for(request.actor, resident_id)
    form = MoveOutForm(request.POST or None, initial={"on": local_date(request.now)})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_out(resident_id=resident_id, actor=request.actor, now=request.now, **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已办理迁出，新住地的社区现在可以登记这位居民。"))
            return redirect("people:list")
    context = {"form": form, "row": queries.row_of(request.actor, found), "refusal": refusal}
    return render(request, "people/move_out.html", context, status=_status(request, refusal))


@staff("enrol")
@require_POST
def add_circumstance(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """Note a circumstance."""
    form = CircumstanceForm(request.POST)
    if not form.is_valid():
        return resident_page(request, resident_id, circumstance_form=form)
    try:
        actions.add_circumstance(resident_id=resident_id, actor=request.actor, now=request.now, **form.cleaned_data)
    except Refusal as refusal:
        return resident_page(request, resident_id, refusal=refusal, circumstance_form=form)
    return redirect("people:resident", resident_id)


@staff("enrol")
@require_POST
def end_circumstance(request: LinliRequest, resident_id: UUID, circumstance_id: UUID) -> HttpResponse:
    """End a circumstance, today unless another day is given."""
    form = EndForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else local_date(request.now)
    try:
        actions.end_circumstance(circumstance_id=circumstance_id, on=on, actor=request.actor, now=request.now)
    except Refusal as refusal:
        return resident_page(request, resident_id, refusal=refusal)
    return redirect("people:resident", resident_id)


@never_cache
@staff("enrol")
@require_POST
def binding(request: LinliRequest, resident_id: UUID) -> HttpResponse:
    """A paper with the code that binds an account to this resident."""
    found = queries.resident_for(request.actor, resident_id)
    paper = actions.issue_binding(resident_id=resident_id, actor=request.actor, now=request.now)
    there = request.build_absolute_uri("/accounts/own/")
    context = {"row": queries.row_of(request.actor, found), "paper": paper, "there": there}
    return render(request, "people/binding.html", context)
