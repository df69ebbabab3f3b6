"""Reads of hotline, always for an actor."""

from linli.affairs.hotline.models import Batch
from linli.affairs.hotline.queries.figures import FIGURES, WHICH, Figure, figure_rows, figures
from linli.affairs.hotline.queries.lists import BOXES, Page, Row, box_counts, orders
from linli.affairs.hotline.queries.one import (
    Caller,
    Suggested,
    TurnShown,
    caller_of,
    extra_of,
    order_for,
    replies_of,
    suggested_items,
    suggested_places,
    turns_of,
)
from linli.affairs.hotline.queries.sources import (
    CodeLine,
    batch_for,
    batches,
    code_lines,
    due_counts,
    former_meanings,
    replies_in,
    source_for,
    source_of_code,
    sources,
)

__all__ = [
    "BOXES",
    "FIGURES",
    "WHICH",
    "Batch",
    "Caller",
    "CodeLine",
    "Figure",
    "Page",
    "Row",
    "Suggested",
    "TurnShown",
    "batch_for",
    "batches",
    "box_counts",
    "caller_of",
    "code_lines",
    "due_counts",
    "extra_of",
    "figure_rows",
    "figures",
    "former_meanings",
    "order_for",
    "orders",
    "replies_in",
    "replies_of",
    "source_for",
    "source_of_code",
    "sources",
    "suggested_items",
    "suggested_places",
    "turns_of",
]
