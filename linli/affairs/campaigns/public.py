"""What other contexts and the demo may use of campaigns."""

from linli.affairs.campaigns.actions import NewCampaign, assign, end, open_campaign
from linli.affairs.campaigns.queries import campaigns, courtyards, units_of

__all__ = ["NewCampaign", "assign", "campaigns", "courtyards", "end", "open_campaign", "units_of"]
