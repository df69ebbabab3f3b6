"""The residents' front door: find my community, and see who answers there, what it offers and how it is doing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import public as matters
from linli.base.accounts.public import LinliRequest
from linli.base.kit import clock
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.ui.asked import as_id
from linli.base.ui.remembered import remember_place, remembered_place
from linli.registers.bodies import public as bodies
from linli.registers.bodies.public import Plate
from linli.registers.places import public as places
from linli.registers.places.public import Place

DAYS = 30
FIRST = 3
"""How many people the home page shows; the community's own page shows all."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers: every title, the name, the phone, and below the community for which part."""

    title: str
    name: str
    phone: str
    part: str


@dataclass(frozen=True, slots=True)
class Office:
    """The people of one community: those of the community itself, and those of its grids with the grid's name."""

    own: list[Person]
    grids: list[tuple[str, list[Person]]]


def home(request: LinliRequest) -> HttpResponse:
    """My community if it is known, else the search for it; `?place=` makes a place mine."""
    chosen = as_id(request.GET.get("place"))
    if chosen is not None:
        answer = redirect("portal:place", places.place_for(chosen).id)
        remember_place(request, answer, chosen)
        return answer
    text = request.GET.get("q", "").strip()
    mine = None if text else _community(remembered_place(request))
    context = {
        "q": text,
        "found": places.find_places(text, limit=12) if text else [],
        "mine": mine,
        "plates": _persons(bodies.plates_of(mine.id), {})[:FIRST] if mine else [],
        "shelves": catalogue.fields()[:8],
    }
    return render(request, "portal/home.html", context)


def suggest(request: LinliRequest) -> HttpResponse:
    """Places that answer to what is being typed, as links that make them mine."""
    found = places.find_places(request.GET.get("q", ""), limit=8)
    return render(request, "portal/suggestions.html", {"found": found})


def places_page(request: LinliRequest) -> HttpResponse:
    """The tree from the top, for whoever does not know what their community is called."""
    top = places.top_for(Actor.system("portal"))
    while len(below := places.children_of(top.id)) == 1 and top.level != Level.COUNTY:
        top = below[0]
    return _branch(request, top)


def place_page(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """A community with its people; above it, the way down; below it, the community it belongs to."""
    place = places.place_for(place_id)
    if place.community_id is None:
        return _branch(request, place)
    community = place if place.level == Level.COMMUNITY else places.place_for(place.community_id)
    since = clock.local_date(request.now) - timedelta(days=DAYS)
    context = {
        "community": community,
        "own": place if place.id != community.id else None,
        "street": places.names_of([community.street_id]).get(community.street_id, "") if community.street_id else "",
        "office": _office(community, place),
        "bodies": bodies.bodies_at(community.id),
        "landmarks": places.landmarks_of(community.id)[:24],
        "figures": matters.public_figures(community.id, since=since),
        "days": DAYS,
        "shelves": catalogue.fields(),
        "is_mine": remembered_place(request) in (community.id, place.id),
    }
    return render(request, "portal/place.html", context)


def _branch(request: LinliRequest, place: Place) -> HttpResponse:
    """What lies directly below, to be chosen; `?item=` goes on with a request that wanted a place."""
    item = request.GET.get("item", "")
    context = {
        "place": place,
        "above": places.ancestors_of(place),
        "branches": places.branches_of(place.id),
        "item": item,
        "onward": f"?{urlencode({'item': item})}" if item else "",
    }
    return render(request, "portal/branch.html", context)


def _community(place_id: UUID | None) -> Place | None:
    """The community of a remembered place; None when it is gone from the tree."""
    if place_id is None:
        return None
    try:
        place = places.place_for(place_id)
        if place.community_id not in (None, place.id):
            place = places.place_for(place.community_id)
    except NotFound:
        return None
    return place if place.valid_until is None and place.level == Level.COMMUNITY else None


def _office(community: Place, place: Place) -> Office:
    """The community's people first, then grid by grid with the blocks and groups in it; the reader's own grid leads."""
    plates = bodies.plates_of(community.id, is_below=True)
    below = [one for level in (Level.GRID, Level.BLOCK, Level.GROUP) for one in places.descendants(community.id, level)]
    grid_of = {one.id: one.grid_id for one in below}
    names = {one.id: one.short_name for one in below}
    order = sorted((one for one in below if one.level == Level.GRID), key=lambda grid: grid.id != place.grid_id)
    grids = [
        (grid.short_name, _persons([plate for plate in plates if grid_of.get(plate.place_id) == grid.id], names))
        for grid in order
    ]
    own = _persons([plate for plate in plates if plate.place_id == community.id], {})
    return Office(own, [(name, persons) for name, persons in grids if persons])


def _persons(plates: list[Plate], names: Mapping[UUID, str]) -> list[Person]:
    """One line a person, with every title they hold here (交叉兼职) and, below the community, for which part."""
    held: dict[tuple[str, str], list[Plate]] = {}
    for plate in plates:
        held.setdefault((plate.name, plate.phone), []).append(plate)
    return [
        Person(
            _("、").join(dict.fromkeys(plate.title for plate in own)),
            name,
            phone,
            _("、").join(dict.fromkeys(names[plate.place_id] for plate in own if plate.place_id in names)),
        )
        for (name, phone), own in held.items()
    ]
