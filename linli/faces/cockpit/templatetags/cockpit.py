"""Addresses of the rows behind a figure."""

from typing import Any

from django import template

from linli.faces.cockpit.queries.headlines import Count

register = template.Library()


@register.simple_tag(takes_context=True)
def rows_url(context: dict[str, Any], count: Count | str) -> str:
    """The rows of a counted number, or of a measure by name, at the place and for the days of the page."""
    name = count.measure if isinstance(count, Count) else count
    address: str = context["links"].rows(context["sheet"].place.id, name)
    return address
