"""Reads of matters, always for an actor."""

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.beside import Beside, beside
from linli.affairs.matters.queries.counted import LISTED, CountedPage, CountedRow, counted_rows
from linli.affairs.matters.queries.desk import is_filed, same_phone, templates_for
from linli.affairs.matters.queries.lists import (
    FLAGS,
    Page,
    Row,
    WorkFilter,
    assist_count,
    inbox_count,
    my_matters,
    same_place_same_item,
    worklist,
)
from linli.affairs.matters.queries.one import (
    ContactShown,
    Receiver,
    StepShown,
    contact_of,
    matter_for,
    receivers,
    reply_templates,
    timeline,
    tracked,
)
from linli.affairs.matters.queries.open import (
    PublicFilter,
    PublicMatter,
    changed_at,
    number_of_token,
    public_matters,
)
from linli.affairs.matters.queries.tallies import (
    Figures,
    PublicFigures,
    TopItem,
    figures_of,
    figures_within,
    public_figures,
    top_items,
    trend,
)

__all__ = [
    "FLAGS",
    "LISTED",
    "Beside",
    "ContactShown",
    "CountedPage",
    "CountedRow",
    "Figures",
    "Matter",
    "Page",
    "PublicFigures",
    "PublicFilter",
    "PublicMatter",
    "Receiver",
    "Row",
    "StepShown",
    "TopItem",
    "WorkFilter",
    "assist_count",
    "beside",
    "changed_at",
    "contact_of",
    "counted_rows",
    "figures_of",
    "figures_within",
    "inbox_count",
    "is_filed",
    "matter_for",
    "my_matters",
    "number_of_token",
    "public_figures",
    "public_matters",
    "receivers",
    "reply_templates",
    "same_phone",
    "same_place_same_item",
    "templates_for",
    "timeline",
    "top_items",
    "tracked",
    "trend",
    "worklist",
]
