"""What other contexts may use of the catalogue."""

from linli.affairs.catalogue.actions import draft_version, publish, withdraw
from linli.affairs.catalogue.errors import NoSuchItem
from linli.affairs.catalogue.models import ItemVersion
from linli.affairs.catalogue.queries import (
    ItemCard,
    ItemShown,
    Question,
    Shelf,
    fields,
    item_names,
    published,
    published_items,
    questions_of,
    search_items,
    shown,
)
from linli.affairs.catalogue.states import STANDING_NAMES, URGENCY_NAMES

__all__ = [
    "STANDING_NAMES",
    "URGENCY_NAMES",
    "ItemCard",
    "ItemShown",
    "ItemVersion",
    "NoSuchItem",
    "Question",
    "Shelf",
    "draft_version",
    "fields",
    "item_names",
    "publish",
    "published",
    "published_items",
    "questions_of",
    "search_items",
    "shown",
    "withdraw",
]
