"""What others may hear of hotline; for now its own job hears it alone."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OrdersReady:
    """These orders have an item and a place and can be sent out."""

    order_ids: list[str]
    at: datetime
