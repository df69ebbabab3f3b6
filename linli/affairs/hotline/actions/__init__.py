"""The verbs of hotline: the only writers."""

from linli.affairs.hotline.actions.arriving import Arrived
from linli.affairs.hotline.actions.deciding import (
    choose_item,
    choose_place,
    give_back,
    join,
    keep,
    return_by,
    send_again,
    tell_apart,
)
from linli.affairs.hotline.actions.following import follow
from linli.affairs.hotline.actions.formats import FORMS, SentOrder, orders_sheet, write_sheet
from linli.affairs.hotline.actions.importing import Taken, bad_file, examine, forget, take_batch
from linli.affairs.hotline.actions.mapping import change_source, map_code, open_source
from linli.affairs.hotline.actions.pushing import Fetched, Pushed, fetch, push, push_verdicts
from linli.affairs.hotline.actions.replying import Judged, export_replies, judge_file, replies_file
from linli.affairs.hotline.actions.sending import SentOut, send_out

__all__ = [
    "FORMS",
    "Arrived",
    "Fetched",
    "Judged",
    "Pushed",
    "SentOrder",
    "SentOut",
    "Taken",
    "bad_file",
    "change_source",
    "choose_item",
    "choose_place",
    "examine",
    "export_replies",
    "fetch",
    "follow",
    "forget",
    "give_back",
    "join",
    "judge_file",
    "keep",
    "map_code",
    "open_source",
    "orders_sheet",
    "push",
    "push_verdicts",
    "replies_file",
    "return_by",
    "send_again",
    "send_out",
    "take_batch",
    "tell_apart",
    "write_sheet",
]
