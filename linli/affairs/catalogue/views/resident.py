"""What communities offer, for everyone to read: by field, by what people say, and each item in full."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from linli.affairs.catalogue import queries
from linli.affairs.catalogue.states import STANDING_MEANING, STANDING_NAMES
from linli.base.kit.guards import LinliRequest


def items(request: LinliRequest) -> HttpResponse:
    """The list of service items, narrowed to a field or to what somebody typed."""
    text, field = request.GET.get("q", "").strip(), request.GET.get("field", "")
    shelves = queries.fields()
    shelf = next((one for one in shelves if one.code == field), None)
    cards = queries.search_items(text, limit=30) if text else queries.published_items()
    if shelf and not text:
        cards = [card for card in cards if card.field_code == shelf.code]
    groups = [(name, list(some)) for name, some in groupby(cards, key=lambda card: card.field_name)]
    context = {
        "q": text,
        "shelves": shelves,
        "shelf": shelf,
        "cards": cards if text else [],
        "groups": groups if shelf and not text else [],
        "count": len(cards),
        "standings": [(STANDING_NAMES[name], STANDING_MEANING[name]) for name in STANDING_NAMES],
    }
    return render(request, "catalogue/items.html", context)


def item(request: LinliRequest, code: str) -> HttpResponse:
    """One item: what it is, what to bring, how long it takes, what it rests on; or where to go instead."""
    return render(request, "catalogue/item.html", {"item": queries.shown(queries.published(code))})
