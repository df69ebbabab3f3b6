"""Files of hotline platforms: read into orders and verdicts, written from orders and replies."""

from linli.affairs.hotline.actions.formats.orders import (
    Line,
    SentOrder,
    bad_rows,
    orders_sheet,
    read_moment,
    read_orders,
    write_moment,
)
from linli.affairs.hotline.actions.formats.replies import ReplyLine, SentReply, read_replies, replies_sheet
from linli.affairs.hotline.actions.formats.sheets import FORMS, Sheet, read_sheet, sheet_of, write_sheet

__all__ = [
    "FORMS",
    "Line",
    "ReplyLine",
    "SentOrder",
    "SentReply",
    "Sheet",
    "bad_rows",
    "orders_sheet",
    "read_moment",
    "read_orders",
    "read_replies",
    "read_sheet",
    "replies_sheet",
    "sheet_of",
    "write_moment",
    "write_sheet",
]
