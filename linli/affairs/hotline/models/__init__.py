"""The tables of hotline."""

from linli.affairs.hotline.models.order import Batch, Order, Reply, Turn
from linli.affairs.hotline.models.profile import (
    DEFAULTS,
    NEEDED,
    ORDER_FIELDS,
    REPLY_FIELDS,
    STATUSES,
    VERDICTS,
    Profile,
    ours,
)
from linli.affairs.hotline.models.source import ItemCode, Source

__all__ = [
    "DEFAULTS",
    "NEEDED",
    "ORDER_FIELDS",
    "REPLY_FIELDS",
    "STATUSES",
    "VERDICTS",
    "Batch",
    "ItemCode",
    "Order",
    "Profile",
    "Reply",
    "Source",
    "Turn",
    "ours",
]
