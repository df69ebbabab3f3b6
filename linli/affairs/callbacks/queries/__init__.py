"""Reads of callbacks, always for an actor; what is published is read as the system and holds nothing personal."""

from linli.affairs.callbacks.models import Call, Claim, Round
from linli.affairs.callbacks.queries.calls import Queue, Sheet, call_for, current_answer, queue, sheet
from linli.affairs.callbacks.queries.claims import (
    Claimable,
    ClaimRow,
    ClaimSheet,
    PublicClaim,
    claim_for,
    claim_sheet,
    claimable,
    claims,
    own_claim_of_number,
    public_claims,
)
from linli.affairs.callbacks.queries.figures import (
    BY,
    MEASURES,
    FigureRows,
    Figures,
    figure_rows,
    figures,
    public_lines,
    total,
)
from linli.affairs.callbacks.queries.follow_ups import FollowUpRow, follow_ups, waits_for
from linli.affairs.callbacks.queries.residents import invitation, own_call, own_matter_id
from linli.affairs.callbacks.queries.rounds import (
    COLUMNS,
    RoundShown,
    list_lines,
    round_for,
    round_of_number,
    rounds_within,
    state_said,
)
from linli.affairs.callbacks.queries.script import Script, script_on

__all__ = [
    "BY",
    "COLUMNS",
    "MEASURES",
    "Call",
    "Claim",
    "ClaimRow",
    "ClaimSheet",
    "Claimable",
    "FigureRows",
    "Figures",
    "FollowUpRow",
    "PublicClaim",
    "Queue",
    "Round",
    "RoundShown",
    "Script",
    "Sheet",
    "call_for",
    "claim_for",
    "claim_sheet",
    "claimable",
    "claims",
    "current_answer",
    "figure_rows",
    "figures",
    "follow_ups",
    "invitation",
    "list_lines",
    "own_call",
    "own_claim_of_number",
    "own_matter_id",
    "public_claims",
    "public_lines",
    "queue",
    "round_for",
    "round_of_number",
    "rounds_within",
    "script_on",
    "sheet",
    "state_said",
    "total",
    "waits_for",
]
