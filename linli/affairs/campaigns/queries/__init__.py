"""What is read of campaigns, always for an actor."""

from linli.affairs.campaigns.models import Campaign
from linli.affairs.campaigns.queries.campaigns import (
    Listed,
    Unit,
    campaign_for,
    campaigns,
    courtyards,
    days_left,
    kept_campaign,
    units_of,
)
from linli.affairs.campaigns.queries.progress import Line, Progress, Result, UnitLine, progress

__all__ = [
    "Campaign",
    "Line",
    "Listed",
    "Progress",
    "Result",
    "Unit",
    "UnitLine",
    "campaign_for",
    "campaigns",
    "courtyards",
    "days_left",
    "kept_campaign",
    "progress",
    "units_of",
]
