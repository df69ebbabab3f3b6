"""The key to one matter that somebody who tracks it holds: a signed cookie that is read here and handed over by the pages."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

COOKIE = "linli_track"
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Key:
    """What somebody who tracks a matter holds. The code is in no address, only here and on the receipt."""

    matter_id: UUID
    number: str
    code: str


def key_of(request: HttpRequest, number: str) -> Key | None:
    """The key to the matter of that number; None without one, when it is another's, changed, or older than an hour."""
    value = request.get_signed_cookie(COOKIE, default="", salt=f"track:{number}", max_age=HOUR)
    matter_id, _colon, code = (value or "").partition(":")
    return Key(UUID(matter_id), number, code) if matter_id and code else None
