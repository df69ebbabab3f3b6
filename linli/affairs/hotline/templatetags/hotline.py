"""Words of the hotline in templates."""

from django import template
from django.utils.functional import Promise

from linli.affairs.hotline.states import STATUS_NAMES

register = template.Library()


@register.filter
def status_said(status: str) -> str | Promise:
    """What a source is told of an order, in words."""
    return STATUS_NAMES.get(status, "")
