"""The page that says in plain words what apps may read and file, and how."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.base.accounts.public import LinliRequest
from linli.exchange.interfaces import queries
from linli.exchange.interfaces.feeds import COLUMNS


def about(request: LinliRequest) -> HttpResponse:
    """What there is, with examples that work as they stand."""
    root = request.build_absolute_uri(reverse("interfaces:root")).rstrip("/")
    offered = queries.services()
    context = {
        "root": root,
        "csv": request.build_absolute_uri(reverse("interfaces:csv")),
        "geojson": request.build_absolute_uri(reverse("interfaces:geojson")),
        "openapi": request.build_absolute_uri(reverse("interfaces:openapi")),
        "columns": COLUMNS.items(),
        "with_words": [item.name for item in offered if item.publication == "text"],
        "facts_only": [item.name for item in offered if item.publication == "facts"],
    }
    return render(request, "interfaces/about.html", context)
