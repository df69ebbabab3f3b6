"""The list of providers: who is on it, at what prices, for which communities."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound
from linli.base.kit.numbers import is_credit_code
from linli.base.kit.scope import scope_of
from linli.civic.partners import errors, permissions, queries
from linli.civic.partners.models import Offer, Provider, Reach
from linli.civic.partners.states import ENDED, KINDS, LISTED, SUSPENDED
from linli.registers.places import public as places

_TWICE = """
  DELETE FROM partners_reach WHERE id IN (
    SELECT id FROM (
      SELECT id, row_number() OVER (
               PARTITION BY provider_id, COALESCE(%(mapping)s::jsonb ->> place_id::text, place_id::text) ORDER BY is_near DESC, id) AS nth
        FROM partners_reach) numbered WHERE nth > 1)"""


@dataclass(frozen=True, slots=True)
class NewOffer:
    """A kind of service: its price as people read it, and the per cent off for special groups."""

    kind: str
    price: str
    relief: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProvider:
    """A provider as it is written down. `reaches`: each community it goes to, and whether its outlet is near there."""

    place_id: UUID
    name: str
    credit_code: str
    phone: str
    address: str
    hours: str
    offers: Sequence[NewOffer]
    reaches: Mapping[UUID, bool]
    name_en: str = ""
    about: str = ""


@transaction.atomic
def register(*, new: NewProvider, actor: Actor, now: datetime) -> Provider:
    """Put a provider on the list of a place; raises what is wrong with it."""
    permissions.require(actor, "register")
    at = places.place_for(new.place_id)
    if actor.place_id not in places.area_ids(at):
        raise NotFound
    _admit(new, places.area_ids(at), local_date(now))
    known = Provider.objects.filter(credit_code=new.credit_code).first()
    if known:
        raise errors.RegisteredAlready(name=known.name)
    made = Provider(**scope_of(at), **_written(new), state=LISTED, since=local_date(now))
    made.save(force_insert=True)
    _offer(made, new.offers, local_date(now))
    _reach(made, new.reaches, actor)
    journal.record(actor, "partners.registered", "provider", made.id, at=now, name=made.name)
    return made


@transaction.atomic
def change(*, provider_id: UUID, new: NewProvider, actor: Actor, now: datetime) -> Provider:
    """Write a provider down anew; its place and code stay. A price that changed ends today and stays in the history."""
    permissions.require(actor, "change")
    found = queries.kept_provider(actor, provider_id, lock=True)
    _admit(new, places.area_ids(places.place_for(found.place_id)), local_date(now))
    for name, value in _written(new).items():
        if name != "credit_code":
            setattr(found, name, value)
    found.save()
    _offer(found, new.offers, local_date(now))
    _reach(found, new.reaches, actor)
    prices = {offer.kind: f"{offer.price} -{offer.relief}%" for offer in new.offers}
    journal.record(actor, "partners.changed", "provider", found.id, at=now, name=found.name, prices=prices)
    return found


@transaction.atomic
def serve(*, provider_id: UUID, reaches: Mapping[UUID, bool], actor: Actor, now: datetime) -> Provider:
    """Say which communities of the actor's own area a provider goes to, whoever registered it; none: it doesn't come any more."""
    permissions.require(actor, "change")
    found = queries.provider_for(provider_id)
    _reach(found, reaches, actor)
    journal.record(actor, "partners.changed", "provider", found.id, at=now, name=found.name, communities=len(reaches))
    return found


@transaction.atomic
def suspend(*, provider_id: UUID, reason: str, actor: Actor, now: datetime) -> Provider:
    """No further orders for now, with the reason everyone can read."""
    return _turn(provider_id, SUSPENDED, reason, "partners.suspended", actor, now)


@transaction.atomic
def resume(*, provider_id: UUID, actor: Actor, now: datetime) -> Provider:
    """Orders again."""
    return _turn(provider_id, LISTED, "", "partners.resumed", actor, now)


@transaction.atomic
def end(*, provider_id: UUID, reason: str, actor: Actor, now: datetime) -> Provider:
    """Off the list for good."""
    return _turn(provider_id, ENDED, reason, "partners.ended", actor, now)


@transaction.atomic
def rehouse(mapping: Mapping[str, str]) -> int:
    """After places were reorganised: providers, their communities and orders lie where their places went. Run twice, it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_TWICE, {"mapping": json.dumps(dict(mapping))})
    return sum(
        places.rescope(table, dict(mapping)) for table in ("partners_provider", "partners_reach", "partners_order")
    )


def _turn(provider_id: UUID, state: str, reason: str, act: str, actor: Actor, now: datetime) -> Provider:
    permissions.require(actor, "suspend")
    found = queries.kept_provider(actor, provider_id, lock=True)
    if state != LISTED and not reason.strip():
        raise errors.ReasonMissing
    found.state, found.reason = state, reason.strip()
    found.save(update_fields=["state", "reason"])
    journal.record(actor, act, "provider", found.id, at=now, reason=found.reason)
    return found


def _admit(new: NewProvider, areas: Sequence[UUID], today: date) -> None:
    if not is_credit_code(new.credit_code):
        raise errors.BadCreditCode(code=new.credit_code)
    if not new.offers or {offer.kind for offer in new.offers} - set(KINDS):
        raise errors.NothingOffered
    least = queries.least_relief(areas, today)
    for offer in new.offers:
        if not least <= offer.relief <= 100:
            raise errors.ReliefTooSmall(least=least, given=offer.relief)


def _written(new: NewProvider) -> dict[str, str]:
    names = ("name", "name_en", "credit_code", "phone", "address", "hours", "about")
    return {name: getattr(new, name).strip() for name in names}


def _offer(provider: Provider, offers: Sequence[NewOffer], today: date) -> None:
    """What is offered from today on: an offer that changed ends, and begins anew."""
    wanted = {offer.kind: (offer.price.strip(), offer.relief) for offer in offers}
    current = {offer.kind: offer for offer in Offer.objects.filter(provider=provider, until=None)}
    over = [offer.id for kind, offer in current.items() if wanted.get(kind) != (offer.price, offer.relief)]
    Offer.objects.filter(id__in=over).update(until=today)
    Offer.objects.bulk_create(
        Offer(provider=provider, kind=kind, price=price, relief=relief, since=today)
        for kind, (price, relief) in wanted.items()
        if kind not in current or current[kind].id in over
    )


def _reach(provider: Provider, reaches: Mapping[UUID, bool], actor: Actor) -> None:
    """The communities it goes to, all of them within the actor's reach."""
    if actor.place_id is None:
        raise NotFound
    here = {each.id: each for each in queries.communities_of(actor)}
    if not set(reaches) <= set(here):
        raise NotFound
    # What lies outside the actor's own area was written by somebody else, and stays.
    Reach.objects.filter(provider=provider, place_id__in=list(here)).delete()
    Reach.objects.bulk_create(
        Reach(**scope_of(here[place_id]), provider=provider, is_near=is_near) for place_id, is_near in reaches.items()
    )
