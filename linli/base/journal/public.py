"""What other contexts may use of the journal."""

from linli.base.journal.actions import entry_values, record, seal
from linli.base.journal.queries import (
    Breach,
    Look,
    SubjectKind,
    act_name,
    breaches,
    looks_at,
    name_acts,
    name_subjects,
    subject_address,
)

__all__ = [
    "Breach",
    "Look",
    "SubjectKind",
    "act_name",
    "breaches",
    "entry_values",
    "looks_at",
    "name_acts",
    "name_subjects",
    "record",
    "seal",
    "subject_address",
]
