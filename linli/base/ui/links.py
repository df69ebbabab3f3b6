"""Addresses of rows: `reverse` costs more than all the rest of a row, so it is asked once for each kind of page."""

from functools import lru_cache
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse

_ANY = UUID(int=0)


def row_url(name: str, key: object) -> str:
    """The address `name` with `key` as its only argument; for lists, equal to `reverse(name, args=[key])`."""
    before, after = _around(name)
    return f"{before}{quote(str(key))}{after}"


@lru_cache(maxsize=256)
def _around(name: str) -> tuple[str, str]:
    before, after = reverse(name, args=[_ANY]).split(str(_ANY))
    return before, after
