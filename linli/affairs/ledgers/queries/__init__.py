"""What is read of ledgers, always for an actor."""

from linli.affairs.ledgers.models import LedgerEntry
from linli.affairs.ledgers.queries.entries import (
    Asked,
    Cell,
    Counted,
    Line,
    cells,
    communities_of,
    counted,
    entries,
    entry_for,
    history,
    ledger_for,
)

__all__ = [
    "Asked",
    "Cell",
    "Counted",
    "LedgerEntry",
    "Line",
    "cells",
    "communities_of",
    "counted",
    "entries",
    "entry_for",
    "history",
    "ledger_for",
]
