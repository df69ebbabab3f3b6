"""Reading the parameters of GeoReport v2. Whatever can't be read raises `BadQuestion` with the parameter's name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from linli.base.kit import clock
from linli.exchange.interfaces.errors import BadQuestion, NoMediaLinks

SPAN = timedelta(days=90)
MOST_ROWS = 1000
MOST_CHARACTERS = 4000
_ATTRIBUTE = re.compile(r"^attribute\[([A-Za-z0-9_-]{1,60})\](\[\])?$")
_NUL = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list of requests is narrowed to; None leaves a filter out. Ids, when given, overrule all others."""

    numbers: tuple[str, ...] | None
    services: tuple[str, ...] | None
    since: datetime | None
    until: datetime | None
    is_open: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A new request as an app sends it. E-mail, device and account ids are taken by nobody here and not kept."""

    api_key: str
    service_code: str
    description: str
    address_string: str
    address_id: str
    has_coordinates: bool
    attributes: Mapping[str, str]
    name: str
    phone: str


def asked(given: QueryDict, now: datetime) -> Asked:
    """The filters of GET requests: at most 90 days, by default the last 90."""
    numbers = _listed(given, "service_request_id")
    if numbers:
        return Asked(numbers=numbers, services=None, since=None, until=None, is_open=None)
    since, until = _moment(given, "start_date"), _moment(given, "end_date")
    if until is None:
        until = min(since + SPAN, now) if since and since < now else now
    if since is None:
        since = until - SPAN
    if since > until:
        raise BadQuestion(name="start_date", why=_("晚于 end_date。"))
    if until - since > SPAN:
        raise BadQuestion(name="end_date", why=_("时间跨度超过 90 天。"))
    states = set(_listed(given, "status") or ("open", "closed"))
    if not states <= {"open", "closed"}:
        raise BadQuestion(name="status", why=_("只能是 open 或 closed。"))
    return Asked(
        numbers=None,
        services=_listed(given, "service_code"),
        since=since,
        until=until,
        is_open=None if len(states) == 2 else "open" in states,
    )


def period(given: QueryDict) -> tuple[datetime | None, datetime | None]:
    """From when until when, of any length; open ends are None."""
    return _moment(given, "start_date"), _moment(given, "end_date")


def sent(given: QueryDict) -> Sent:
    """The form of POST requests; checks what needs no table."""
    for name in given:
        for value in given.getlist(name):
            if len(value) > MOST_CHARACTERS or _NUL in value:
                raise BadQuestion(name=name[:60], why=_("太长，或者含有不可见字符。"))
    if given.get("media_url", "").strip():
        raise NoMediaLinks
    attributes = {}
    for name in given:
        found = _ATTRIBUTE.match(name)
        if found:
            attributes[found[1]] = given.get(name, "").strip()
    return Sent(
        api_key=given.get("api_key", "").strip(),
        service_code=_required(given, "service_code"),
        description=given.get("description", "").strip(),
        address_string=given.get("address_string", "").strip(),
        address_id=given.get("address_id", "").strip(),
        has_coordinates=bool(given.get("lat") or given.get("long")),
        attributes=attributes,
        name=(given.get("last_name", "").strip() + given.get("first_name", "").strip())[:60],
        phone=given.get("phone", "").strip()[:30],
    )


def token(text: str) -> UUID | None:
    """An id made by the app, or None where it isn't one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def text(given: QueryDict, name: str) -> str:
    """One short parameter."""
    value = given.get(name, "").strip()
    if len(value) > 60 or _NUL in value:
        raise BadQuestion(name=name, why=_("太长，或者含有不可见字符。"))
    return value


def _required(given: QueryDict, name: str) -> str:
    value = text(given, name)
    if not value:
        raise BadQuestion(name=name, why=_("没有填。"))
    return value


def _listed(given: QueryDict, name: str) -> tuple[str, ...] | None:
    """Values between commas; the standard lets a parameter be given more than once, too."""
    values = [each.strip() for value in given.getlist(name) for each in value.split(",") if each.strip()]
    if len(values) > MOST_ROWS or any(len(each) > 60 or _NUL in each for each in values):
        raise BadQuestion(name=name, why=_("太多，或者太长。"))
    return tuple(values) or None


def _moment(given: QueryDict, name: str) -> datetime | None:
    value = given.get(name, "").strip()
    if not value:
        return None
    try:
        # A `+` that wasn't escaped arrives as a space.
        read = parse_datetime(value.replace(" ", "+") if "T" in value else f"{value}T00:00:00")
    except ValueError:
        read = None
    if read is None or not 1900 < read.year < 9000:
        raise BadQuestion(name=name, why=_("请写成 2026-11-01T00:00:00+08:00 这样的时间。"))
    return read if is_aware(read) else read.replace(tzinfo=clock.CHINA)
