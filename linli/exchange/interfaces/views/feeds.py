"""The feeds: streamed, each piece in a short transaction of its own, and only when something may have changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from linli.affairs.matters import public as matters
from linli.base.accounts.public import LinliRequest, blind, hit
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.exchange.interfaces import feeds, queries
from linli.exchange.interfaces.georeport import reading
from linli.exchange.interfaces.georeport.shapes import Request

CHUNK = 1000
FEEDS_IN_TEN_MINUTES = 30


@blind
@require_safe
def matters_csv(request: LinliRequest) -> HttpResponseBase:
    """Public matters as CSV."""
    return _feed(request, feeds.as_csv, "text/csv; charset=utf-8", "linli-matters.csv")


@blind
@require_safe
def matters_geojson(request: LinliRequest) -> HttpResponseBase:
    """Public matters as GeoJSON."""
    return _feed(request, feeds.as_geojson, "application/geo+json", "linli-matters.geojson")


def _feed(request: LinliRequest, write: feeds.Writer, content_type: str, name: str) -> HttpResponseBase:
    who = request.META.get("REMOTE_ADDR", "")
    hit(what="feed", who=who, most=FEEDS_IN_TEN_MINUTES, within=timedelta(minutes=10), now=request.now)
    area = queries.jurisdiction(reading.text(request.GET, "jurisdiction_id"))
    since, until = reading.period(request.GET)
    wanted = matters.PublicFilter(area_id=area.id, area_level=area.level, since=since, until=until)
    changed_at = matters.changed_at()
    stamp = f"{wanted} {changed_at} {clock.local_date(request.now)} {get_language()} {name}"
    etag = quote_etag(hashlib.sha256(stamp.encode()).hexdigest()[:32])
    seconds = int(changed_at.timestamp()) if changed_at else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        language = get_language() or "zh-hans"
        response = StreamingHttpResponse(write(_chunks(wanted, language)), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _chunks(wanted: matters.PublicFilter, language: str) -> Iterator[list[Request]]:
    """Pieces in the reader's language. The view's own transaction has ended by now: each piece opens one."""
    while True:
        with override(language), walls.acting(Actor.intake()):
            rows = matters.public_matters(wanted, most=CHUNK)
            shown = queries.described(rows)
        if shown:
            yield shown
        if len(rows) < CHUNK:
            return
        wanted = replace(wanted, after=(rows[-1].filed_at, rows[-1].id))
