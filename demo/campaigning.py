"""A campaign of the day, opened by the district's leader, with departments responsible for the courtyards of two communities."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from demo.cast import Cast
from demo.greening import ITEM
from linli.affairs.campaigns import public as campaigns
from linli.base.kit import walls
from linli.base.kit.clock import local_date

NAME = "裸土地面整治"
UNITS = ("urban_management", "housing", "ecology")
"""The departments that share the courtyards."""


def play(cast: Cast, token: UUID, moment: Callable[[float], datetime]) -> int:
    """Play it; returns how many moves it took. Once opened, it lasts longer than a day."""
    del token
    leader, clerk, now = cast.actor("leader"), cast.actor("street"), moment(0.01)
    today = local_date(now)
    with walls.acting(leader):
        if any(each.name == NAME and each.days_left for each in campaigns.campaigns(leader, today)):
            return 0
        made = campaigns.open_campaign(
            new=campaigns.NewCampaign(
                name=NAME,
                item_code=ITEM,
                goal="入冬前裸土全部硬化或补绿，一院一单位，干完拍照、报面积。",
                basis="区政府关于集中整治裸土地面的通知（演示）",
                since=today,
                until=today + timedelta(days=30),
            ),
            actor=leader,
            now=now,
        )
        units = [unit for unit in campaigns.units_of(leader) if unit.department in UNITS]
        own = cast.actor("grid").place_id
        yards = [yard.id for yard in campaigns.courtyards(made) if yard.street_id == clerk.place_id and yard.id != own]
        for number, unit in enumerate(units):
            chosen = yards[number :: len(units) + 1]
            campaigns.assign(campaign_id=made.id, body_id=unit.body_id, place_ids=chosen, actor=leader, now=now)
    return 1 + len(units)
