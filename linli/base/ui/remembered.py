"""The place a reader said is theirs: kept in a cookie on their own device, so that nobody is asked twice."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from linli.base.ui.asked import as_id

COOKIE = "linli_place"
YEAR = 365 * 24 * 3600


def remembered_place(request: HttpRequest) -> UUID | None:
    """The place kept in the cookie; None without one, or when it holds anything but an id."""
    return as_id(request.COOKIES.get(COOKIE))


def remember_place(request: HttpRequest, response: HttpResponse, place_id: UUID) -> None:
    """Keep a place for a year."""
    response.set_cookie(COOKIE, str(place_id), max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
