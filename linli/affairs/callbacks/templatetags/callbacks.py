"""Template tags of callbacks."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from linli.affairs.callbacks.queries import Figures
from linli.base.kit import clock
from linli.base.ui.templatetags.ui import number, percent

register = template.Library()


@register.simple_tag
def last_day(until: datetime) -> str:
    """The last day of a period that ends at midnight."""
    return (clock.local_date(until) - timedelta(days=1)).isoformat()


@register.simple_tag
def lookup(table: Mapping[Any, Any], key: object) -> str:
    """The word of a table."""
    return str(table.get(key, ""))


@register.simple_tag(takes_context=True)
def count_of(context: Context, line: Figures, measure: str, by: str) -> SafeString:
    """A count that leads to its rows."""
    address = reverse("callbacks:rows", args=[context["round"].number, measure])
    return format_html(
        '<a href="{}?{}">{}</a>', address, urlencode({"by": by, "key": line.key}), number(getattr(line, measure))
    )


@register.simple_tag(takes_context=True)
def share_of(context: Context, line: Figures, kept: str, counted: str, by: str) -> SafeString:
    """A rate with its numerator and denominator, each leading to its rows; a dash where nothing can be counted."""
    whole = getattr(line, counted)
    if not whole:
        return format_html("{}", "–")
    return format_html(
        '<div>{}<br><span class="soft small nowrap">{} / {}</span></div>',
        percent(getattr(line, kept), whole),
        count_of(context, line, kept, by),
        count_of(context, line, counted, by),
    )
