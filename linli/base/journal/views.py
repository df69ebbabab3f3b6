"""The auditors' page: what was done in their part of the city, and whether the record is whole."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.base.journal import queries
from linli.base.journal.forms import ActsForm
from linli.base.journal.queries import Act
from linli.base.kit.clock import local_date
from linli.base.kit.guards import LinliRequest, limited, staff

WORDS = ("name", "title", "address", "circumstance", "note", "purpose", "reason", "source", "basis")
"""The values of a payload that are words."""


@staff("journal")
def acts(request: LinliRequest) -> HttpResponse:
    """The acts of the actor's subtree, newest first."""
    return _page(request)


@staff("journal")
@limited("journal.verify", most=10, minutes=10)
@require_POST
def verify(request: LinliRequest) -> HttpResponse:
    """Recompute the whole chain and say whether it holds."""
    return _page(request, {"is_verified": True, "breaches": queries.breaches()})


def _page(request: LinliRequest, more: dict[str, Any] | None = None) -> HttpResponse:
    asked = ActsForm(request.GET)
    filters = asked.filters(local_date(request.now))
    moment, entry_id = asked.get("before"), asked.get("before_id")
    before = (moment, entry_id) if moment and entry_id else None
    rows, after = queries.acts(request.actor, filters, before)
    values = {
        name: value for name, value in request.GET.items() if name in {"act", "subject", "since", "until"} and value
    }
    context = {
        "rows": [(act, _subject(act), _said(act.what)) for act in rows],
        "act_options": [("", _("全部")), *sorted(queries.act_names().items(), key=lambda pair: pair[1])],
        "filters": filters,
        "since": local_date(filters.since).isoformat(),
        "until": asked.get("until").isoformat() if asked.get("until") else local_date(request.now).isoformat(),
        "earlier": f"?{urlencode(values)}" if before else "",
        "later": f"?{urlencode({**values, 'before': after[0].isoformat(), 'before_id': after[1]})}" if after else "",
        "seal": queries.last_seal(),
    }
    return render(request, "journal/acts.html", context | (more or {}))


def _subject(act: Act) -> dict[str, str]:
    kind = queries.subject_kind(act.subject_kind)
    address = reverse(kind.url_name, args=[act.subject_id]) if kind.url_name and act.subject_id else ""
    return {"name": str(kind.name), "url": address, "id": str(act.subject_id or "")}


def _said(what: dict[str, Any]) -> str:
    """What people wrote or read with the act, in a line; codes and states are for machines and stay out of the list."""
    return " · ".join(str(what[name]) for name in WORDS if what.get(name))
