"""Asking for something, one question a page: what, where, how it is. Each step is an address; nothing is kept on the server."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.affairs.catalogue import public as catalogue
from linli.affairs.catalogue.public import ItemShown
from linli.affairs.matters import actions, errors
from linli.affairs.matters.forms.resident import AskForm
from linli.affairs.matters.views import receipts
from linli.base.accounts.public import LinliRequest, limited
from linli.base.files import public as files
from linli.base.kit.actor import Level
from linli.base.kit.errors import NotFound, Refusal
from linli.base.kit.ids import new_id
from linli.base.ui.asked import as_id
from linli.base.ui.remembered import remember_place, remembered_place
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places
from linli.registers.places.public import Place

OTHER = "con-other"
"""The item for whoever cannot say where their matter belongs; offered where it is published (首问负责)."""

_FIELD_OF_REFUSAL: dict[type[Refusal], str] = {
    errors.TextMissing: "text",
    errors.TextTooLong: "text",
    errors.PhotoMissing: "photos",
    files.NotAPhoto: "photos",
    files.TooManyPhotos: "photos",
    files.PhotoTooLarge: "photos",
}
"""Beside which field a refusal is shown; any other stands above the form."""


@limited("intake", most=60, minutes=60)
def ask(request: LinliRequest) -> HttpResponse:
    """The next question that is still open; a POST files."""
    given = request.POST if request.method == "POST" else request.GET
    code = given.get("item", "")
    if not code:
        return _choose_item(request)
    try:
        item = catalogue.shown(catalogue.published(code))
    except Refusal as refusal:
        return _choose_item(request, refusal)
    if item.card.is_barred or not item.card.open_to_residents:
        return _elsewhere(request, item)
    if request.method == "POST":
        return _send(request, item)
    if "where" in request.GET:
        return _choose_place(request, item)
    wanted = as_id(request.GET.get("place")) if "place" in request.GET else remembered_place(request)
    place = _open_place(wanted)
    if place is None:
        return _choose_place(request, item, errors.UnknownPlace() if "place" in request.GET else None)
    form = AskForm(initial={"form_token": new_id()}, **_offers(item, place))
    return _form_page(request, item, place, form)


def suggest_places(request: LinliRequest) -> HttpResponse:
    """Places that answer to what is being typed, as links to the next question."""
    found = places.find_places(request.GET.get("q", ""), limit=8)
    context = {"found": found, "onward": _onward(request.GET.get("item", ""))}
    return render(request, "matters/resident/place_suggestions.html", context)


def suggest_items(request: LinliRequest) -> HttpResponse:
    """Items that answer to what is being typed, as links to the next question."""
    found = catalogue.search_items(request.GET.get("q", ""), limit=8)
    return render(request, "matters/resident/item_suggestions.html", {"found": found})


def _choose_item(request: LinliRequest, refusal: Refusal | None = None) -> HttpResponse:
    text, field = request.GET.get("q", "").strip(), request.GET.get("field", "")
    shelves = catalogue.fields()
    shelf = next((one for one in shelves if one.code == field), None)
    cards = []
    if text:
        cards = catalogue.search_items(text)
    elif shelf:
        cards = [card for card in catalogue.published_items() if card.field_code == shelf.code]
    other = OTHER if catalogue.item_names([OTHER]) else ""
    context = {"q": text, "shelves": shelves, "shelf": shelf, "cards": cards, "other": other, "refusal": refusal}
    return render(request, "matters/resident/ask_item.html", context, status=refusal.status if refusal else 200)


def _elsewhere(request: LinliRequest, item: ItemShown) -> HttpResponse:
    """What communities must not handle, or only staff file: where to go instead."""
    status = 409 if request.method == "POST" else 200
    return render(request, "matters/resident/ask_elsewhere.html", {"item": item}, status=status)


def _choose_place(request: LinliRequest, item: ItemShown, refusal: Refusal | None = None) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    context = {
        "item": item,
        "q": text,
        "found": places.find_places(text, limit=12) if text else [],
        "onward": _onward(item.card.code),
        "suggest": f"{reverse('matters:suggest_places')}?{urlencode({'item': item.card.code})}",
        "refusal": refusal,
    }
    return render(request, "matters/resident/ask_place.html", context, status=refusal.status if refusal else 200)


def _onward(code: str) -> str:
    """The address of the next question, to which a place's id is added."""
    return f"{reverse('matters:ask')}?{urlencode({'item': code, 'place': ''})}"


def _open_place(place_id: UUID | None) -> Place | None:
    """The place, if it is in the tree today and at or below a community."""
    if place_id is None:
        return None
    try:
        place = places.place_for(place_id)
    except NotFound:
        return None
    return place if place.valid_until is None and place.community_id else None


def _offers(item: ItemShown, place: Place) -> dict[str, Any]:
    """What can be chosen on the form: the community's grids where none is chosen yet, and the bodies a complaint can be about."""
    offered: dict[str, Any] = {"item": item}
    if place.level == Level.COMMUNITY:
        offered["grids"] = [(str(grid.id), grid.name) for grid in places.children_of(place.id)]
    if item.about_body:
        at = [place.community_id, place.street_id]
        lines = [line for place_id in at if place_id for line in bodies.bodies_at(place_id)]
        lines += bodies.departments_of(place.county_id) if place.county_id else []
        offered["bodies"] = [(str(line.id), line.name) for line in lines]
    return offered


def _form_page(
    request: LinliRequest, item: ItemShown, place: Place, form: AskForm, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "item": item,
        "place": place,
        "where": _where(place),
        "form": form,
        "refusal": refusal,
        "promise": promise(item.answer_days, item.close_days),
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "matters/resident/ask_form.html", context, status=status)


def _where(place: Place) -> str:
    """The community, and the grid in it where one is chosen."""
    ids = [id_ for id_ in dict.fromkeys((place.community_id, place.id)) if id_]
    names = places.names_of(ids)
    return " · ".join(names[id_] for id_ in ids if id_ in names)


def promise(answer_days: int | None, close_days: int | None) -> str:
    """What an item promises, in a few words; empty where the clock parameters hold."""
    if answer_days is None:
        return ""
    said = ngettext("%(n)d 个工作日内答复", "%(n)d 个工作日内答复", answer_days) % {"n": answer_days}
    if close_days is None:
        return said
    done = ngettext("%(n)d 个工作日内办结", "%(n)d 个工作日内办结", close_days) % {"n": close_days}
    return _("%(answered)s，%(closed)s") % {"answered": said, "closed": done}


def _send(request: LinliRequest, item: ItemShown) -> HttpResponse:
    """File; or show the form again with everything typed still in it."""
    place = _open_place(as_id(request.POST.get("place")))
    if place is None:
        return _choose_place(request, item, errors.UnknownPlace())
    form = AskForm(request.POST, request.FILES, **_offers(item, place))
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            photos = files.read_photos(form.cleaned_data["photos"])
            filed = actions.file(new=form.new(place.id, photos), actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            answer = redirect("matters:receipt", filed.number)
            receipts.hand_over(request, answer, receipts.Key(filed.id, filed.number, filed.code))
            if remembered_place(request) is None and place.community_id:
                remember_place(request, answer, place.community_id)
            return answer
    if refusal is not None and (beside := _FIELD_OF_REFUSAL.get(type(refusal))):
        form.add_error(beside, str(refusal))
        refusal = None
    return _form_page(request, item, place, form, refusal)
