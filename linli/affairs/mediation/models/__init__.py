"""Tables of mediation."""

from linli.affairs.mediation.models.agreement import FORMS, HOWS, OUTCOMES, Agreement, Term
from linli.affairs.mediation.models.dispute import Dispute, Particulars, Step
from linli.affairs.mediation.models.people import (
    CAPACITIES,
    MEETING_KINDS,
    PARTY_KINDS,
    SIDES,
    Mediator,
    Meeting,
    Party,
)

__all__ = [
    "CAPACITIES",
    "FORMS",
    "HOWS",
    "MEETING_KINDS",
    "OUTCOMES",
    "PARTY_KINDS",
    "SIDES",
    "Agreement",
    "Dispute",
    "Mediator",
    "Meeting",
    "Particulars",
    "Party",
    "Step",
    "Term",
]
