"""Template tags of callbacks."""

from datetime import datetime, timedelta

from django import template

from linli.base.kit import clock

register = template.Library()


@register.simple_tag
def last_day(until: datetime) -> str:
    """The last day of a period that ends at midnight."""
    return (clock.local_date(until) - timedelta(days=1)).isoformat()
