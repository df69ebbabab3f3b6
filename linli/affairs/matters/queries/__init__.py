"""Reads of matters, always for an actor."""

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.achieved import Achieved, achieved
from linli.affairs.matters.queries.beside import Beside, beside
from linli.affairs.matters.queries.conduct import (
    SHARES,
    WHICH,
    Conduct,
    Watched,
    conduct,
    conduct_rows,
    watched,
)
from linli.affairs.matters.queries.counted import LISTED, CountedPage, CountedRow, counted_rows
from linli.affairs.matters.queries.desk import is_filed, same_phone, templates_for
from linli.affairs.matters.queries.invitations import Invitation, invitations, invite_reporters
from linli.affairs.matters.queries.item_counts import ItemCount, item_counts
from linli.affairs.matters.queries.keys import Key, key_of
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
    phone_of,
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
    public_matter,
    public_matters,
)
from linli.affairs.matters.queries.outside import Progress, progress_of
from linli.affairs.matters.queries.rulings import Preview, RulingShown, preview, ruling_for, rulings
from linli.affairs.matters.queries.tallies import (
    SUMMED,
    Figures,
    PublicFigures,
    TopItem,
    figures_of,
    figures_within,
    public_figures,
    top_items,
    trend,
)
from linli.affairs.matters.queries.told import ToldRow, told_about
from linli.affairs.matters.queries.unattended import counted_with, open_with

__all__ = [
    "FLAGS",
    "LISTED",
    "SHARES",
    "SUMMED",
    "WHICH",
    "Achieved",
    "Beside",
    "Conduct",
    "ContactShown",
    "CountedPage",
    "CountedRow",
    "Figures",
    "Invitation",
    "ItemCount",
    "Key",
    "Matter",
    "Page",
    "Preview",
    "Progress",
    "PublicFigures",
    "PublicFilter",
    "PublicMatter",
    "Receiver",
    "Row",
    "RulingShown",
    "StepShown",
    "ToldRow",
    "TopItem",
    "Watched",
    "WorkFilter",
    "achieved",
    "assist_count",
    "beside",
    "changed_at",
    "conduct",
    "conduct_rows",
    "contact_of",
    "counted_rows",
    "counted_with",
    "figures_of",
    "figures_within",
    "inbox_count",
    "invitations",
    "invite_reporters",
    "is_filed",
    "item_counts",
    "key_of",
    "matter_for",
    "my_matters",
    "number_of_token",
    "open_with",
    "phone_of",
    "preview",
    "progress_of",
    "public_figures",
    "public_matter",
    "public_matters",
    "receivers",
    "reply_templates",
    "ruling_for",
    "rulings",
    "same_phone",
    "same_place_same_item",
    "templates_for",
    "timeline",
    "told_about",
    "top_items",
    "tracked",
    "trend",
    "watched",
    "worklist",
]
