"""The browser behind a request: what it is called, and whether it was used to sign in here before."""

import re
import secrets
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from linli.base.accounts.actions import Caller

COOKIE = "linli_browser"
HALF_YEAR = 180 * 24 * 3600
MOST_ACCOUNTS = 8
_NAMES = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def name_of(request: HttpRequest) -> str:
    """What a person would call the browser: its name and the system, as far as it says."""
    agent = request.headers.get("User-Agent", "")
    name = next((shown for mark, shown in _NAMES if mark in agent), "")
    system = next((shown for mark, shown in _SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (name, system) if part) or re.sub(r"[^\w ./-]", "", agent)[:40]


def caller_of(request: HttpRequest) -> Caller:
    """Who knocks. The browser's mark is signed, so that nobody makes one up."""
    said = request.get_signed_cookie(COOKIE, default="", max_age=HALF_YEAR) or ""
    mark, _colon, listed = said.partition(":")
    accounts = frozenset(UUID(each) for each in listed.split(",") if each)
    return Caller(address=request.META.get("REMOTE_ADDR", ""), mark=mark, accounts=accounts)


def remember(request: HttpRequest, response: HttpResponse, account_id: UUID) -> None:
    """Mark the browser as one in which this account was really opened."""
    caller = caller_of(request)
    listed = [str(account_id), *(str(each) for each in caller.accounts if each != account_id)][:MOST_ACCOUNTS]
    response.set_signed_cookie(
        COOKIE,
        f"{caller.mark or secrets.token_hex(8)}:{','.join(listed)}",
        max_age=HALF_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
        path="/accounts/",
    )
