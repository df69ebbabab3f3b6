"""The tables of callbacks."""

from linli.affairs.callbacks.models.calls import Answer, Attempt, Call, FollowUp, Look
from linli.affairs.callbacks.models.claims import Claim, ClaimStep
from linli.affairs.callbacks.models.rounds import Candidate, Round, Secret

__all__ = ["Answer", "Attempt", "Call", "Candidate", "Claim", "ClaimStep", "FollowUp", "Look", "Round", "Secret"]
