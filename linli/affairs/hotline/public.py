"""What other contexts and the demo may use of hotline."""

from linli.affairs.hotline.actions import (
    SentOrder,
    examine,
    map_code,
    open_source,
    orders_sheet,
    take_batch,
    write_sheet,
)
from linli.affairs.hotline.models import Profile
from linli.affairs.hotline.queries import source_of_code, sources

__all__ = [
    "Profile",
    "SentOrder",
    "examine",
    "map_code",
    "open_source",
    "orders_sheet",
    "source_of_code",
    "sources",
    "take_batch",
    "write_sheet",
]
