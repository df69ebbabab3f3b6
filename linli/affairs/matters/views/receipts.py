"""The key to one matter: for an hour after number and code were shown, a signed cookie that only that matter's pages get."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from linli.affairs.matters.queries.keys import COOKIE, HOUR, Key, key_of

__all__ = ["COOKIE", "HOUR", "Key", "hand_over", "key_of"]


def hand_over(request: HttpRequest, response: HttpResponse, key: Key) -> None:
    """Give the key to the browser; it sends it back to the pages below the matter's own address and nowhere else."""
    response.set_signed_cookie(
        COOKIE,
        f"{key.matter_id}:{key.code}",
        salt=f"track:{key.number}",
        max_age=HOUR,
        path=reverse("matters:tracked", args=[key.number]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
