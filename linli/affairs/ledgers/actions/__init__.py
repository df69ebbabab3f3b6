"""The only writers of ledgers."""

from linli.affairs.ledgers.actions.keeping import NewEntry, add, correct, end, rehouse

__all__ = ["NewEntry", "add", "correct", "end", "rehouse"]
