"""Looking through the tree: where one's own place begins, a place with all that is known of it, a search."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Level
from linli.base.kit.clock import local_date
from linli.registers.places import permissions, queries
from linli.registers.places.public import Place

ALL_LEVELS = [Level.COUNTY, Level.STREET, Level.COMMUNITY, Level.GRID, Level.BLOCK, Level.GROUP]
FINE = {Level.COMMUNITY, Level.GRID, Level.BLOCK, Level.GROUP}


def _called(place: Place) -> str:
    """What people call a place, in the reader's language where it has a name in it."""
    return place.name_en if place.name_en and (get_language() or "").startswith("en") else place.short_name


def _said(branches: list[queries.Branch], names: dict[str, str]) -> list[tuple[queries.Branch, str]]:
    """Each branch with what its level and kind are called here."""
    return [(branch, queries.said_level(branch.level, branch.kind, names)) for branch in branches]


def _columns(branches: list[queries.Branch]) -> dict[str, bool]:
    """Which figures there are at all: a column of dashes says nothing."""
    return {
        "has_communities": any(branch.communities for branch in branches),
        "has_grids": any(branch.grids for branch in branches),
        "has_households": any(branch.households is not None for branch in branches),
    }


@staff()
def tree(request: LinliRequest) -> HttpResponse:
    """The tree from the actor's own place down, or what a search finds in their county."""
    top = queries.top_for(request.actor)
    said = request.GET.get("q", "").strip()
    names = queries.level_names(top)
    found = queries.find_places(said, top.county_id, limit=30, levels=ALL_LEVELS) if said else []
    branches = [] if said else queries.branches_of(top.id)
    context = {
        "place": top,
        "called": _called(top),
        "level": names[top.level],
        "branches": _said(branches, names),
        **_columns(branches),
        "said": said,
        "found": [(hit, names[hit.level]) for hit in found],
        "may_change": permissions.may(request.actor, "import_codes"),
    }
    return render(request, "places/tree.html", context)


@staff()
def place(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """One place: what lies in it, its names and codes, what official sources count, where it came from."""
    found = queries.place_for(place_id)
    above = queries.ancestors_of(found)
    names = queries.level_names(found)
    branches = queries.branches_of(found.id)
    is_fine = found.level in FINE
    today = local_date(request.now)
    context = {
        "place": found,
        "level": queries.said_level(found.level, found.kind, names),
        "trail": [*((_called(up), reverse("places:place", args=[up.id])) for up in above), (_called(found), "")],
        "branches": _said(branches, names),
        **_columns(branches),
        "landmarks": queries.landmarks_of(found.id) if is_fine else [],
        "is_fine": is_fine,
        "counts": queries.official_counts_of(found.id),
        "size": queries.size_of(found, today) if found.level == Level.COMMUNITY else None,
        "codes": queries.codes_of(found.id),
        "turns": queries.lineage_of(found),
        "may_change": permissions.may(request.actor, "add_grid")
        and permissions.reaches(request.actor, found)
        and found.valid_until is None,
        "may_reorganise": found.level in {Level.COMMUNITY, Level.GRID},
        "has_grids_below": found.level in {Level.COMMUNITY, Level.GRID, Level.BLOCK},
    }
    return render(request, "places/place.html", context)
