"""The only place that reads the wall clock; everything below a view is handed its `now`."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def local_date(moment: datetime) -> date:
    """The calendar day in China on which `moment` falls."""
    return moment.astimezone(CHINA).date()


def midnight(day: date) -> datetime:
    """The moment in China at which `day` begins."""
    return datetime.combine(day, time(), CHINA)
