"""Taking a request down for somebody who phones, comes by or writes in a chat group: one form, half a minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.affairs.catalogue import public as catalogue
from linli.affairs.catalogue.public import ItemCard, Question
from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.forms.staff import IntakeForm
from linli.affairs.matters.queries import Row
from linli.base.accounts.public import LinliRequest, staff
from linli.base.files import public as files
from linli.base.kit.actor import Actor
from linli.base.kit.errors import Refusal
from linli.base.kit.ids import new_id
from linli.base.ui.asked import as_id
from linli.registers.bodies import public as bodies
from linli.registers.people import public as people
from linli.registers.places import public as places

ITEMS_OFFERED = 5
PLACES_OFFERED = 6
FEWEST_DIGITS = 7


@dataclass(slots=True)
class Choices:
    """What the form offers beside what was typed: items and places to choose from, and what the chosen item asks."""

    items: list[ItemCard]
    item: str
    places: list[places.Found]
    place: str
    questions: list[tuple[Question, str]] = field(default_factory=list)
    chosen: ItemCard | None = None
    alike: list[Row] = field(default_factory=list)
    residents: list[people.ResidentRow] = field(default_factory=list)
    person: str = ""


@staff("intake")
def intake(request: LinliRequest) -> HttpResponse:
    """The form, and filing it."""
    if request.method != "POST":
        return _page(request, _form(request, None), QueryDict())
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, request.POST, status=400)
    item, place = _item(form), _place(request.actor, form)
    if not item:
        form.add_error("item", _("请选一个事项；拿不准就选“其他诉求”。"))
    if place is None:
        form.add_error("place_text", _("请选一个地点。"))
    if form.errors or place is None:
        return _page(request, form, request.POST, status=400)
    if _is_known_already(request, form, item, place):
        return _page(request, form, request.POST)
    try:
        # Filing marks the whole transaction when it refuses; the form that says so needs a sound one.
        with transaction.atomic():
            return _filed(request, form, item, place)
    except Refusal as refusal:
        return _page(request, form, request.POST, refusal=refusal, status=refusal.status)


def _form(request: LinliRequest, data: QueryDict | None) -> IntakeForm:
    about = [(str(body.id), body.name) for body in _bodies(request.actor)]
    return IntakeForm(data, bodies=about, initial={"channel": "phone", "urgency": "", "form_token": new_id()})


def _bodies(actor: Actor) -> list[bodies.BodyLine]:
    """Whom a complaint may be about: the bodies of the community, or of the acting place."""
    place_id = actor.chain[1] or actor.place_id
    return bodies.bodies_at(place_id) if place_id else []


def _item(form: IntakeForm) -> str:
    return str(form.cleaned_data["item_other"] or form.cleaned_data["item"])


def _place(actor: Actor, form: IntakeForm) -> UUID | None:
    """The chosen place; else the only one of that name; else, with nothing typed, the actor's own."""
    if form.cleaned_data["place"]:
        return UUID(str(form.cleaned_data["place"]))
    asked = form.cleaned_data["place_text"].strip()
    if not asked:
        return actor.place_id
    found = _places_called(actor, asked)
    exact = [place for place in found if asked in (place.name, place.matched)]
    return found[0].place_id if len(found) == 1 else exact[0].place_id if len(exact) == 1 else None


def _places_called(actor: Actor, text: str) -> list[places.Found]:
    """Places by what people say, the actor's own first."""
    found = places.find_places(text, county_id=actor.chain[3], limit=PLACES_OFFERED) if text.strip() else []
    return sorted(found, key=lambda place: actor.place_id not in (place.place_id, place.community_id))


def _alike(request: LinliRequest, item: str, place: UUID) -> list[Row]:
    return queries.same_place_same_item(request.actor, place, item, now=request.now)


def _is_known_already(request: LinliRequest, form: IntakeForm, item: str, place: UUID) -> bool:
    """Whether something alike should be shown before this is filed: once, and not for a form that was filed before."""
    values = form.cleaned_data
    if values["is_alike_seen"] or request.POST.get("do") == "close":
        return False
    return bool(_alike(request, item, place)) and not queries.is_filed(values["form_token"])


def _filed(request: LinliRequest, form: IntakeForm, item: str, place: UUID) -> HttpResponse:
    """File it, or file and close it; then the number and the code, to be read aloud."""
    values = form.cleaned_data
    new = actions.NewMatter(
        form_token=values["form_token"],
        item_code=item,
        place_id=place,
        text=values["text"],
        channel=values["channel"],
        spot=values["spot"],
        urgency=values["urgency"],
        fields=_answered(request.POST),
        contact_name=values["contact_name"],
        contact_phone=values["contact_phone"],
        is_hidden=values["is_hidden"],
        about_body_id=as_id(values["about_body"]),
        person_id=_person(request.actor, values),
        photos=files.read_photos(request.FILES.getlist("photos")),
        external_number=values["external_number"],
    )
    is_closed = request.POST.get("do") == "close"
    if is_closed:
        if not values["note"].strip():
            raise errors.NoteMissing(move=_("当场办结"))
        filed = actions.file_and_close(new=new, note=values["note"], actor=request.actor, now=request.now)
    else:
        filed = actions.file(new=new, actor=request.actor, now=request.now)
    context = {
        "filed": filed,
        "is_closed": is_closed,
        "is_avoided": new.about_body_id == request.actor.body_id and new.about_body_id is not None,
        "channel": new.channel,
    }
    return render(request, "matters/staff/filed.html", context)


def _person(actor: Actor, values: Mapping[str, Any]) -> UUID | None:
    """The resident somebody recognised, if they really have the phone that was given."""
    known = {row.person_id for row in _residents(actor, values["contact_phone"])} if values["person"] else set()
    return values["person"] if values["person"] in known else None


def _residents(actor: Actor, phone: str) -> list[people.ResidentRow]:
    digits = "".join(filter(str.isdigit, phone))
    return people.residents_by_phone(actor, digits)[:5] if actor.can("people") and len(digits) >= FEWEST_DIGITS else []


def _answered(data: Mapping[str, str]) -> dict[str, str]:
    """What was answered to the item's own questions."""
    prefix = "answer-"
    return {name[len(prefix) :]: value.strip() for name, value in data.items() if name.startswith(prefix) and value}


def _choices(request: LinliRequest, data: QueryDict) -> Choices:
    """What the form offers for what has been typed so far; nothing of it is trusted to be complete."""
    actor = request.actor
    item, place_text = data.get("item_other") or data.get("item") or "", data.get("place_text", "")
    return Choices(
        items=_items_for(data.get("text", ""), item),
        item=item,
        places=_places_called(actor, place_text),
        place=data.get("place", ""),
    )


def _items_for(text: str, chosen: str) -> list[ItemCard]:
    """Items by what the resident says, the chosen one kept among them."""
    found = catalogue.search_items(text, "staff", ITEMS_OFFERED)
    if chosen and chosen not in {card.code for card in found}:
        found = [*(card for card in catalogue.published_items("staff") if card.code == chosen), *found]
    return found


def _beside(request: LinliRequest, data: QueryDict, choices: Choices) -> Choices:
    """Add what the chosen item asks, what is already known at the place, and who has that phone."""
    choices.chosen = next((card for card in choices.items if card.code == choices.item), None)
    if choices.chosen:
        asked = catalogue.shown(catalogue.published(choices.item)).questions
        choices.questions = [(question, data.get(f"answer-{question.name}", "")) for question in asked]
        place = as_id(choices.place) or (None if data.get("place_text") else request.actor.place_id)
        choices.alike = _alike(request, choices.item, place) if place else []
    choices.residents = _residents(request.actor, data.get("contact_phone", ""))
    choices.person = data.get("person", "")
    return choices


def _page(
    request: LinliRequest, form: IntakeForm, data: QueryDict, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    choices = _beside(request, data, _choices(request, data))
    own = places.names_of([request.actor.place_id]) if request.actor.place_id else {}
    context = {
        "form": form,
        "choices": choices,
        "own_place": next(iter(own.values()), ""),
        "all_items": _by_field(catalogue.published_items("staff")),
        "templates": queries.templates_for(["file_and_close"]),
        "refusal": refusal,
        "is_closing": request.POST.get("do") == "close",
    }
    return render(request, "matters/staff/intake.html", context, status=status)


def _by_field(cards: Sequence[ItemCard]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Code and words of every item, under the name of its field."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for card in cards:
        said = f"{card.name}（{card.standing_said}）" if card.is_barred else card.name
        grouped.setdefault(card.field_name, []).append((card.code, said))
    return list(grouped.items())


@staff("intake")
def intake_items(request: LinliRequest) -> HttpResponse:
    """Items for what has been typed, fetched while typing."""
    choices = _choices(request, request.GET)
    return render(request, "matters/staff/intake_items.html", {"choices": choices})


@staff("intake")
def intake_places(request: LinliRequest) -> HttpResponse:
    """Places for what has been typed, fetched while typing."""
    asked = request.GET.get("place_text", "")
    choices = Choices(
        items=[], item="", places=_places_called(request.actor, asked), place=request.GET.get("place", "")
    )
    own = places.names_of([request.actor.place_id]) if request.actor.place_id and not asked else {}
    context = {"choices": choices, "own_place": next(iter(own.values()), ""), "place_text": asked}
    return render(request, "matters/staff/intake_places.html", context)


@staff("intake")
def intake_beside(request: LinliRequest) -> HttpResponse:
    """What the chosen item asks and what is already known, fetched when item, place or phone change."""
    choices = _beside(request, request.GET, _choices(request, request.GET))
    return render(request, "matters/staff/intake_beside.html", {"choices": choices, "is_live": True})
