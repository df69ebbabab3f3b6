"""The actor's area: communities with what they lack, grids without a head, departments, colleagues."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound
from linli.registers.bodies import queries
from linli.registers.places import public as places

PER_PAGE = 50


def _tabs(here: str) -> list[dict[str, Any]]:
    """The four pages of the area."""
    pages = [
        ("list", _("社区组织")),
        ("heads", _("网格负责人")),
        ("departments", _("部门")),
        ("colleagues", _("我的同事")),
    ]
    return [{"url": reverse(f"bodies:{name}"), "label": label, "active": name == here} for name, label in pages]


@staff()
def communities(request: LinliRequest) -> HttpResponse:
    """The communities of the area with the bodies each should have (NT-15)."""
    rows = queries.standings(request.actor)
    streets = sorted({(str(row.street_id), row.street_name) for row in rows if row.street_id}, key=lambda pair: pair[1])
    street = request.GET.get("street", "")
    only_missing = request.GET.get("missing") == "1"
    rows.sort(key=lambda row: not row.missing)  # gaps first; within each part the tree's own order stays
    shown = [row for row in rows if (not street or str(row.street_id) == street) and (row.missing or not only_missing)]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": _tabs("list"),
        "page": page,
        "rows": [(row, [(queries.kind_name(kind), has_it) for kind, has_it in row.marks]) for row in page],
        "streets": [("", _("全部街道")), *streets] if len(streets) > 1 else [],
        "street": street,
        "choices": [("", _("全部社区")), ("1", _("只看缺的"))],
        "missing": "1" if only_missing else "",
        "total": len(rows),
        "complete": sum(1 for row in rows if not row.missing),
        "sources": sorted({row.source for row in rows}),
    }
    return render(request, "bodies/communities.html", context)


@staff()
def heads(request: LinliRequest) -> HttpResponse:
    """The nodes of the grid with their named heads; those without come under their own filter (HG-16)."""
    only_uncovered = request.GET.get("uncovered") == "1"
    tally = queries.head_tally(request.actor)
    paginator = Paginator(range(tally.uncovered if only_uncovered else tally.nodes), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    offset = (page.number - 1) * PER_PAGE
    rows = queries.grid_heads(request.actor, is_uncovered=only_uncovered, limit=PER_PAGE, offset=offset)
    context = {
        "tabs": _tabs("heads"),
        "page": page,
        "rows": [(row, places.level_label(row.level)) for row in rows],
        "tally": tally,
        "saved": [
            {"url": reverse("bodies:heads"), "label": _("全部"), "active": not only_uncovered, "count": tally.nodes},
            {
                "url": f"{reverse('bodies:heads')}?uncovered=1",
                "label": _("没有负责人"),
                "active": only_uncovered,
                "count": tally.uncovered,
            },
        ],
    }
    return render(request, "bodies/heads.html", context)


@staff()
def departments(request: LinliRequest) -> HttpResponse:
    """The departments of the actor's county, to know whom a matter can go to."""
    county_id = request.actor.chain[3]
    context = {"tabs": _tabs("departments"), "departments": queries.departments_of(county_id) if county_id else []}
    return render(request, "bodies/departments.html", context)


@staff()
def colleagues(request: LinliRequest) -> HttpResponse:
    """The posts of the actor's own body, and who stands in for whom."""
    context = {"tabs": _tabs("colleagues"), "seats": queries.colleagues_of(request.actor)}
    return render(request, "bodies/colleagues.html", context)


@staff()
def plate(request: LinliRequest, place_id: UUID) -> HttpResponse:
    """The sheet to hang at the stairs: who answers here, and a code that leads to the community's page (三公开)."""
    place = places.place_for(place_id)
    if place.community_id is None:
        raise NotFound
    address = request.build_absolute_uri(f"/open/places/{place.community_id}/")
    context = {"place": place, "plates": queries.plate_sheet(place.community_id, place_id), "address": address}
    return render(request, "bodies/plate.html", context)
