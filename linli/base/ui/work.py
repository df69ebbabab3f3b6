"""Rows of a worklist, drawn here: thirty of them through a template are half of the page's time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One row. key: what its checkbox sends; without one there is none · meta: who, where, when · side: chips."""

    url: str
    title: str
    key: str = ""
    subject: str = ""
    meta: Sequence[str] = ()
    side: Sequence[SafeString] = ()
    is_current: bool = False


_ROW = (
    '<li class="work"{current}>{check}<div class="work-body"><a class="work-title" href="{url}"{pane}>{title}</a>'
    '<div class="work-meta">{meta}</div></div><div class="work-side">{side}</div></li>'
)
_CHECK = (
    '<label class="check"><input type="checkbox" name="picked" value="{}"{}>'
    '<span class="visually-hidden">{} {}</span></label>'
)
_CURRENT = SafeString(' aria-current="true"')


def drawn(rows: Iterable[WorkRow], *, form: str = "", pane: str = "") -> SafeString:
    """The rows as HTML. form: id of the form of bulk moves · pane: selector of what shows a row beside the list."""
    pick = gettext("选中")
    of_form = format_html(' form="{}"', form) if form else ""
    return SafeString(
        "".join(
            format_html(
                _ROW,
                current=_CURRENT if row.is_current else "",
                check=format_html(_CHECK, row.key, of_form, pick, row.title) if row.key else "",
                title=row.title,
                url=row.url,
                pane=_beside(row.url, pane) if pane else "",
                meta=_meta(row),
                side=SafeString("".join(row.side)),
            )
            for row in rows
        )
    )


def _beside(url: str, pane: str) -> SafeString:
    return format_html(' hx-get="{}" hx-target="{}" hx-swap="innerHTML show:none" data-pane="true"', url, pane)


def _meta(row: WorkRow) -> SafeString:
    subject = format_html('<span class="work-item">{}</span>', row.subject) if row.subject else SafeString("")
    return subject + format_html_join("", "<span>{}</span>", ((part,) for part in row.meta))
