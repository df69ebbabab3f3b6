"""Campaigns of a county, the courtyards of one, and the units that can be responsible."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from linli.affairs.campaigns.models import Campaign
from linli.affairs.catalogue import public as catalogue
from linli.base.kit.actor import Actor, Level
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

MOST = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A campaign in a list; `days_left` 0: over."""

    id: UUID
    name: str
    item: str
    place: str
    goal: str
    since: date
    until: date
    days_left: int
    courtyards: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A department that can be responsible, and whether a clerk of it answers now."""

    body_id: UUID
    name: str
    department: str
    answers: bool


def campaigns(actor: Actor, today: date) -> list[Listed]:
    """The campaigns of the actor's county, newest first; three statements."""
    rows = Campaign.objects.filter(county_id=actor.chain[3]) if actor.chain[3] else Campaign.objects.all()
    counted = rows.annotate(many=Count("assignments", filter=Q(assignments__until=None)))
    found = list(counted.order_by("-since", "-id")[:MOST])
    items = catalogue.item_names({row.item_code for row in found})
    names = places.names_of({row.place_id for row in found})
    return [
        Listed(
            row.id,
            row.name,
            items.get(row.item_code, row.item_code),
            names.get(row.place_id, ""),
            row.goal,
            row.since,
            row.until,
            days_left(row, today),
            row.many,
        )
        for row in found
    ]


def days_left(campaign: Campaign, today: date) -> int:
    """How many days are left, today among them; 0 when it is over."""
    return 0 if campaign.ended_on else max((campaign.until - max(today, campaign.since)).days + 1, 0)


def campaign_for(campaign_id: UUID) -> Campaign:
    """A campaign; raises `NotFound`."""
    return one(Campaign.objects, id=campaign_id)


def kept_campaign(actor: Actor, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    """A campaign of the actor's own area; raises `NotFound`."""
    rows = Campaign.objects.filter(**scope_filter(actor))
    return one(rows.select_for_update() if lock else rows, id=campaign_id)


def courtyards(campaign: Campaign, within: places.Place | None = None) -> list[places.Place]:
    """The courtyards (grids) of a campaign's area, or of one place in it."""
    return places.descendants(within.id if within else campaign.place_id, Level.GRID)


def units_of(actor: Actor) -> list[Unit]:
    """The departments of the actor's county."""
    county_id = actor.chain[3]
    if county_id is None:
        return []
    answering = {post.body_id for post in bodies.department_posts(county_id)}
    return [
        Unit(line.id, line.name, line.department, line.id in answering) for line in bodies.departments_of(county_id)
    ]
