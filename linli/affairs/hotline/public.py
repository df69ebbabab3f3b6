"""What other contexts and the demo may use of hotline."""

from linli.affairs.hotline.actions import (
    Fetched,
    Judged,
    Pushed,
    SentOrder,
    examine,
    fetch,
    follow,
    map_code,
    open_source,
    orders_sheet,
    push,
    push_verdicts,
    take_batch,
    write_sheet,
)
from linli.affairs.hotline.models import Profile, Source
from linli.affairs.hotline.queries import source_of_code, sources

__all__ = [
    "Fetched",
    "Judged",
    "Profile",
    "Pushed",
    "SentOrder",
    "Source",
    "examine",
    "fetch",
    "follow",
    "map_code",
    "open_source",
    "orders_sheet",
    "push",
    "push_verdicts",
    "source_of_code",
    "sources",
    "take_batch",
    "write_sheet",
]
