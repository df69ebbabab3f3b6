"""Template tags of callbacks."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from linli.affairs.callbacks.queries import OF_ALL, SHARE, Figures, Found, Limit
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


@register.simple_tag(takes_context=True)
def signal_counts(context: Context, found: Found, words: object) -> SafeString:
    """Numerator and denominator of a signal, each leading to its rows."""
    number_of = context["round"].number

    def link(which: str, count: int) -> SafeString:
        address = reverse("callbacks:signal_rows", args=[number_of, found.signal.name, which])
        title = getattr(words, which)
        return format_html('<a href="{}?unit={}" title="{}">{}</a>', address, found.unit_id, title, number(count))

    return format_html('<span class="nowrap">{} / {}</span>', link("raised", found.n), link("counted", found.d))


@register.simple_tag
def held_against(found: Found, limits: Sequence[Limit]) -> str:
    """What a share is held against: its limit, all other units, or all units together."""
    limit = next(each.said for each in limits if each.signal.name == found.signal.name)
    if found.signal.compared == SHARE:
        return gettext("到 %(share)s 就列出来") % {"share": limit}
    if found.signal.compared == OF_ALL:
        return gettext("占全部申请的 %(share)s 就列出来") % {"share": limit}
    rest = f"{100 * found.rest_n / found.rest_d:.0f}%"
    return gettext("其余单位 %(rest)s（%(n)s / %(d)s）") % {
        "rest": rest,
        "n": number(found.rest_n),
        "d": number(found.rest_d),
    }
