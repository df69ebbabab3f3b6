"""The only writers of campaigns."""

from linli.affairs.campaigns.actions.running import NewCampaign, assign, end, open_campaign, rehouse, release

__all__ = ["NewCampaign", "assign", "end", "open_campaign", "rehouse", "release"]
