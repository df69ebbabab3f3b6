"""Reads of the catalogue, which is public; the desk's beside the residents'."""

from linli.affairs.catalogue.queries.desk import (
    Change,
    VersionLine,
    changes,
    latest_versions,
    line,
    versions_of,
    written_rows,
)
from linli.affairs.catalogue.queries.offered import (
    ItemCard,
    ItemShown,
    Question,
    Shelf,
    fields,
    item_names,
    published,
    published_items,
    questions_of,
    shown,
)
from linli.affairs.catalogue.queries.search import search_items

__all__ = [
    "Change",
    "ItemCard",
    "ItemShown",
    "Question",
    "Shelf",
    "VersionLine",
    "changes",
    "fields",
    "item_names",
    "latest_versions",
    "line",
    "published",
    "published_items",
    "questions_of",
    "search_items",
    "shown",
    "versions_of",
    "written_rows",
]
