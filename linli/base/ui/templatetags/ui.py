"""Template tags of the house: icons, times and numbers as people say them, addresses, attributes, fields."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, Select
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.ui import icons, times
from linli.base.ui.links import row_url
from linli.base.ui.preferences import Preferences, preferences_of
from linli.base.ui.work import WorkRow, drawn

register = template.Library()

STAGES = {
    "filed": ("action", "inbox"),
    "signed": ("action", "check"),
    "started": ("action", "player-play"),
    "waiting": ("soft", "player-pause"),
    "answered": ("good", "message-2"),
    "closed": ("good", "circle-check"),
    "declined": ("soft", "ban"),
    "merged": ("soft", "arrows-join"),
    "withdrawn": ("soft", "arrow-back-up"),
}
"""Tone and icon of each stage of work, so that one stage looks alike on every page."""

BURNS = {
    "overdue": ("danger", "clock-exclamation"),
    "soon": ("amber", "clock"),
    "ok": ("soft", "clock"),
    "paused": ("soft", "clock-pause"),
    "done": ("good", "clock-check"),
}
GRADES = (
    (5, gettext_lazy("非常满意"), "mood-happy"),
    (4, gettext_lazy("满意"), "mood-smile"),
    (3, gettext_lazy("基本满意"), "mood-neutral"),
    (2, gettext_lazy("不满意"), "mood-sad"),
    (1, gettext_lazy("非常不满意"), "mood-annoyed"),
)


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Inline an icon; hidden from screen readers unless it has a label of its own."""
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, icons.drawing(name)
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', icons.drawing(name)
    )


@register.simple_tag
def chip(words: object, stage: str = "", tone: str = "", drawn: str = "") -> SafeString:
    """What `c-chip` is made of, for lists of fifty rows: a component costs ten times as much. A stage nobody listed is plain."""
    by_stage = STAGES.get(stage, ("", ""))
    return _chip(str(words), tone or by_stage[0], drawn or by_stage[1])


@lru_cache(maxsize=1024)
def _chip(words: str, tone: str, name: str) -> SafeString:
    """A list says the same few words over and over, so each chip is drawn once a process."""
    look = f" tone-{tone}" if tone else ""
    return format_html('<span class="chip{}">{}{}</span>', look, icon(name) if name else "", words)


@register.simple_tag
def clock_chip(due: datetime | None, burn: str, text: str | Promise, label: str | Promise) -> SafeString:
    """What `c-clock-chip` is made of; burn and words that the caller leaves out are read off the wall clock."""
    if due is not None and (not burn or not text):
        read = times.clock_of(due, clock.now())
        burn, text = burn or read.burn, text or read.text
    exact = f"{label} {times.exact_time(due)}" if due else ""
    return _clock_chip(burn or "ok", f"{label} {text}" if label else str(text), exact)


@lru_cache(maxsize=1024)
def _clock_chip(burn: str, said: str, exact: str) -> SafeString:
    tone, name = BURNS.get(burn, BURNS["ok"])
    title = format_html(' title="{}"', exact) if exact else ""
    return format_html('<span class="clock clock-{} tone-{}"{}>{}{}</span>', burn, tone, title, icon(name), said)


register.simple_tag(row_url)


@register.simple_tag
def work_rows(rows: Iterable[WorkRow], form: str = "", pane: str = "") -> SafeString:
    """The rows of a `c-worklist`."""
    return drawn(rows, form=form, pane=pane)


@register.simple_tag
def grades() -> tuple[tuple[int, Any, str], ...]:
    """The five grades of satisfaction: value from 5 down to 1, words, icon."""
    return GRADES


@register.filter
def called(actor: Actor) -> str:
    """Who acts and as what, in the reader's language where the post has a name in it."""
    return actor.label_en if get_language() == "en" and actor.label_en else actor.label


@register.filter
def people_time(moment: datetime | None, now: datetime | None = None) -> str:
    """Say a moment as people do, with the exact time on hover and for machines."""
    if moment is None:
        return ""
    return _people_time(moment.isoformat(), times.exact_time(moment), times.said_time(moment, now or clock.now()))


@lru_cache(maxsize=1024)
def _people_time(iso: str, exact: str, said: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', iso, exact, said)


@register.filter
def exact_time(moment: datetime | None) -> str:
    """The moment to the minute, for paper and tables."""
    return times.exact_time(moment) if moment else ""


@register.filter
def number(value: float | None, places: int | None = None) -> str:
    """A number with thousands separators; a dash for what is not known."""
    if value is None:
        return "–"
    return f"{value:,}" if places is None else f"{value:,.{places}f}"


@register.simple_tag
def percent(numerator: float | None, denominator: float | None, places: int = 0) -> str:
    """A rate with numerator and denominator on hover; a dash when there is nothing to divide by."""
    if numerator is None or not denominator:
        return format_html('<span title="{}">–</span>', gettext("没有可算的数"))
    rate = f"{100 * numerator / denominator:.{places}f}%"
    return format_html('<span class="nowrap" title="{} / {}">{}</span>', number(numerator), number(denominator), rate)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The present page's query string with some of its values replaced; None or "" takes one out."""
    request = context.get("request")
    values = request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """Render a block of the page a second time, so that title and heading are written once."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    return SafeString(block.render(context)) if block is not None else SafeString("")


@register.simple_tag(takes_context=True)
def preferences(context: Context) -> Preferences:
    """The reader's theme and elder mode; the gallery sets its own."""
    chosen = context.get("ui_preferences")
    if isinstance(chosen, Preferences):
        return chosen
    request = context.get("request")
    return preferences_of(request if isinstance(request, HttpRequest) else None)


@register.simple_tag
def idle_seconds() -> int:
    """After how long without a key or a touch the session ends."""
    return int(getattr(settings, "LINLI_IDLE_SECONDS", 0))


@register.simple_tag
def html_attrs(attrs: Any) -> SafeString:
    """Write the attributes a component was given beyond its own, escaped; cotton's own printing trusts them."""
    given = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else {}
    return format_html_join(
        "", " {}{}", ((name, _value(value)) for name, value in given.items() if value not in (False, None))
    )


def _value(value: Any) -> str:
    return "" if value is True else format_html('="{}"', value)


@register.simple_tag
def choices(options: Iterable[tuple[object, object]], value: object) -> SafeString:
    """The options of a select, given as (value, words), with the one chosen that reads like `value`."""
    chosen = str(value)
    marks = ("", SafeString(" selected"))
    rows = ((option, marks[str(option) == chosen], words) for option, words in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.filter
def widget_kind(field: BoundField) -> str:
    """How a form field is laid out: radio, checkboxes, checkbox, file or plain."""
    widget = field.field.widget
    names = {cls.__name__ for cls in type(widget).__mro__}
    for name, kind in (
        ("CheckboxSelectMultiple", "checkboxes"),
        ("RadioSelect", "radio"),
        ("CheckboxInput", "checkbox"),
        ("FileInput", "file"),
    ):
        if name in names:
            return kind
    return "plain"


@register.simple_tag
def widget(field: BoundField, **attrs: Any) -> SafeString:
    """Render a field's widget with the house's class; names are written with underscores (`data_suggest`)."""
    given = {name.replace("_", "-"): value for name, value in attrs.items() if value not in ("", None, False)}
    given["class"] = f"control {field.field.widget.attrs.get('class', '')} {given.get('class', '')}".strip()
    return _select(field, given) if type(field.field.widget) is Select else field.as_widget(attrs=given)


def _select(field: BoundField, attrs: dict[str, Any]) -> SafeString:
    """A select in one go: through Django's templates each of a hundred options costs as much as a row of a table."""
    form_widget = field.field.widget
    attrs.setdefault("id", field.auto_id)
    drawn = form_widget.get_context(field.html_name, field.value(), field.build_widget_attrs(attrs, form_widget))[
        "widget"
    ]
    groups = [
        (name, format_html_join("", '<option value="{}"{}>{}</option>', map(_option, options)))
        for name, options, _index in drawn["optgroups"]
    ]
    inside = (
        format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options
        for name, options in groups
    )
    return format_html(
        '<select name="{}"{}>{}</select>', drawn["name"], flatatt(drawn["attrs"]), SafeString("".join(inside))
    )


def _option(option: dict[str, Any]) -> tuple[object, str, object]:
    return option["value"], flatatt(option["attrs"]), option["label"]
