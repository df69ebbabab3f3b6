"""Who comes to my home: the providers that serve a community, with prices, for everyone and without an account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.base.accounts.public import LinliRequest
from linli.base.kit.actor import Level
from linli.base.kit.errors import NotFound
from linli.base.ui.asked import as_id, as_number
from linli.civic.partners import queries
from linli.civic.partners.states import KINDS
from linli.civic.partners.views.tabs import Tab
from linli.registers.places import public as places


@require_safe
def providers(request: LinliRequest) -> HttpResponse:
    """The providers of a community, the near ones first; without a community the way to find one's own."""
    text = request.GET.get("q", "").strip()[:60]
    asked = as_id(request.GET.get("place"))
    place = places.place_for(asked) if asked else None
    if place is not None and place.community_id is None:
        raise NotFound
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    number = as_number(request.GET.get("page"))
    rows, has_next = (
        queries.providers(kind=kind, community_id=place.community_id, page=number) if place else ([], False)
    )
    context = {
        "place": place,
        "q": text,
        "found": [] if place else places.find_places(text, levels=[Level.COMMUNITY], limit=8),
        "rows": rows,
        "number": number,
        "has_next": has_next,
        "ways": _ways(str(place.id), kind) if place else [],
    }
    return render(request, "partners/public/providers.html", context)


def _ways(place_id: str, kind: str) -> list[Tab]:
    every = Tab(f"?{urlencode({'place': place_id})}", _("全部"), not kind)
    return [
        every,
        *(
            Tab(f"?{urlencode({'place': place_id, 'kind': each.code})}", each.name, each.code == kind)
            for each in KINDS.values()
        ),
    ]
