"""Drawing the code that leads from paper to a page."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """A QR code of an address as an inline drawing, legible when printed small or scratched."""
    drawn: str = segno.make(address, error="q", micro=False).svg_inline(scale=4, border=2, omitsize=True, title=address)
    return mark_safe(drawn)  # noqa: S308 -- segno's own drawing; it escapes the title
