"""The key to one matter: for an hour after number and code were shown, a signed cookie that only that matter's pages get."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "linli_track"
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Key:
    """What somebody who tracks a matter holds. The code is in no address, only here and on the receipt."""

    matter_id: UUID
    number: str
    code: str


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


def key_of(request: HttpRequest, number: str) -> Key | None:
    """The key to the matter of that number; None without one, when it is another's, changed, or older than an hour."""
    value = request.get_signed_cookie(COOKIE, default="", salt=f"track:{number}", max_age=HOUR)
    matter_id, _colon, code = (value or "").partition(":")
    return Key(UUID(matter_id), number, code) if matter_id and code else None
