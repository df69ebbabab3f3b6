"""What other contexts may use of the journal."""

from linli.base.journal.actions import entry_values, record, seal
from linli.base.journal.queries import Breach, Look, breaches, looks_at

__all__ = ["Breach", "Look", "breaches", "entry_values", "looks_at", "record", "seal"]
