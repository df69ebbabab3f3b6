"""A campaign is opened, each courtyard gets its responsible unit, and it ends; matters themselves go their usual way (HB-86, HB-89)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.campaigns import errors, permissions, queries
from linli.affairs.campaigns.models import Assignment, Campaign
from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import public as matters
from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound
from linli.base.kit.scope import scope_of
from linli.registers.places import public as places


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What is put right, under which item, from which day to which, and on what basis."""

    name: str
    item_code: str
    goal: str
    basis: str
    since: date
    until: date


@transaction.atomic
def open_campaign(*, new: NewCampaign, actor: Actor, now: datetime) -> Campaign:
    """Open a campaign over the actor's own area."""
    permissions.require(actor, "open")
    if actor.place_id is None:
        raise NotFound
    if not local_date(now) <= new.since <= new.until:
        raise errors.WrongDays
    if new.item_code not in catalogue.item_names({new.item_code}):
        raise errors.NoSuchItem
    at = places.place_for(actor.place_id)
    made = Campaign(
        **scope_of(at),
        name=new.name.strip(),
        item_code=new.item_code,
        goal=new.goal.strip(),
        basis=new.basis.strip(),
        since=new.since,
        until=new.until,
    )
    made.save(force_insert=True)
    journal.record(actor, "campaigns.opened", "campaign", made.id, at=now, name=made.name, item=made.item_code)
    return made


@transaction.atomic
def assign(*, campaign_id: UUID, body_id: UUID, place_ids: Sequence[UUID], actor: Actor, now: datetime) -> int:
    """Make a unit responsible for courtyards; one that had another gets the new one. Returns how many."""
    permissions.require(actor, "assign")
    found, today = queries.kept_campaign(actor, campaign_id, lock=True), local_date(now)
    if found.ended_on is not None or found.until < today:
        raise errors.Over
    unit = next((each for each in queries.units_of(actor) if each.body_id == body_id), None)
    if unit is None:
        raise NotFound
    if not unit.answers:
        raise errors.NobodyThere(name=unit.name)
    here = {each.id: each for each in queries.courtyards(found)}
    wanted = [here[place_id] for place_id in dict.fromkeys(place_ids) if place_id in here]
    if not wanted:
        raise errors.NothingChosen
    _release(found, [each.id for each in wanted], today)
    since = max(today, found.since)
    routes = matters.route_places(
        area_ids=[each.id for each in wanted],
        item_code=found.item_code,
        department=unit.department,
        valid_from=since,
        valid_until=date.fromordinal(found.until.toordinal() + 1),
        basis=found.name,
        actor=actor,
    )
    Assignment.objects.bulk_create(
        Assignment(
            **scope_of(each),
            campaign=found,
            body_id=body_id,
            department=unit.department,
            route_id=routes[each.id],
            since=since,
        )
        for each in wanted
    )
    journal.record(
        actor, "campaigns.assigned", "campaign", found.id, at=now, unit=unit.name, courtyards=[x.name for x in wanted]
    )
    return len(wanted)


@transaction.atomic
def release(*, campaign_id: UUID, place_id: UUID, actor: Actor, now: datetime) -> None:
    """Nobody is responsible for a courtyard any more; what is under way stays with whom it is."""
    permissions.require(actor, "assign")
    found = queries.kept_campaign(actor, campaign_id, lock=True)
    if not _release(found, [place_id], local_date(now)):
        raise NotFound
    journal.record(actor, "campaigns.released", "campaign", found.id, at=now, place=str(place_id))


@transaction.atomic
def end(*, campaign_id: UUID, actor: Actor, now: datetime) -> Campaign:
    """End a campaign today: its routes end with it, its results stay."""
    permissions.require(actor, "end")
    found, today = queries.kept_campaign(actor, campaign_id, lock=True), local_date(now)
    if found.ended_on is not None:
        raise errors.Over
    open_ones = Assignment.objects.filter(campaign=found, until=None)
    matters.end_routes(list(open_ones.values_list("route_id", flat=True)), on=today)
    open_ones.update(until=today)
    found.ended_on = today
    found.save(update_fields=["ended_on"])
    journal.record(actor, "campaigns.ended", "campaign", found.id, at=now, name=found.name)
    return found


@transaction.atomic
def rehouse(mapping: Mapping[str, str]) -> int:
    """After places were reorganised, campaigns and courtyards lie where their places went. Run twice, it changes nothing."""
    return sum(places.rescope(table, dict(mapping)) for table in ("campaigns_campaign", "campaigns_assignment"))


def _release(campaign: Campaign, place_ids: list[UUID], today: date) -> int:
    open_ones = Assignment.objects.filter(campaign=campaign, place_id__in=place_ids, until=None)
    matters.end_routes(list(open_ones.values_list("route_id", flat=True)), on=today)
    return open_ones.update(until=today)
