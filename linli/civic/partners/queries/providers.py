"""Providers: the list, one of them with its prices and communities, and who does a kind of service for a matter."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import get_language

from linli.affairs.matters.public import Matter
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.civic.partners.models import Offer, Provider, Reach
from linli.civic.partners.states import ENDED, KINDS, LISTED, PROVIDER_STATE_NAMES
from linli.registers.places import public as places

PAGE = 30


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A kind of service with its price. `until` None: in force."""

    kind: str
    said: str
    price: str
    relief: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A provider in a list, with what it offers now. `is_near`: within ten minutes of the community asked about."""

    id: UUID
    name: str
    phone: str
    address: str
    hours: str
    about: str
    state: str
    state_said: str | Promise
    reason: str
    place: str
    offers: list[OfferShown]
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """Who does a kind of service where a matter lies, and at what price."""

    provider_id: UUID
    name: str
    phone: str
    hours: str
    price: str
    relief: int
    is_near: bool


def kept_provider(actor: Actor, provider_id: UUID, *, lock: bool = False) -> Provider:
    """A provider that the actor keeps; everyone reads them all, so the reach is asked here; raises `NotFound`."""
    rows = Provider.objects.filter(**scope_filter(actor))
    return one(rows.select_for_update() if lock else rows, id=provider_id)


def provider_for(provider_id: UUID) -> Provider:
    """A provider; raises `NotFound`."""
    return one(Provider.objects, id=provider_id)


def communities_of(actor: Actor) -> list[places.Place]:
    """The communities the actor may say a provider goes to: their own, or those below their place."""
    if actor.place_id is None or actor.level is None:
        raise NotFound
    if actor.level is Level.COMMUNITY:
        return [places.place_for(actor.place_id)]
    return places.descendants(actor.place_id, Level.COMMUNITY)


def reaches_of(provider: Provider) -> dict[UUID, bool]:
    """The communities a provider goes to, and whether its outlet is near there."""
    return dict(Reach.objects.filter(provider=provider).values_list("place_id", "is_near"))


def offers_of(provider: Provider) -> list[OfferShown]:
    """Everything a provider offers or offered, what is in force first."""
    rows = Offer.objects.filter(provider=provider).order_by(F("until").desc(nulls_first=True), "kind", "-since")
    return [_offer(row) for row in rows]


def providers(
    *, kind: str = "", text: str = "", community_id: UUID | None = None, actor: Actor | None = None, page: int = 1
) -> tuple[list[Listed], bool]:
    """A page of providers and whether there are more, in three statements; for a community, those near it first.

    For an actor those of their own area, suspended ones too; for everyone else those that take orders.
    """
    found = Provider.objects.exclude(state=ENDED) if actor else Provider.objects.filter(state=LISTED)
    if actor is not None:
        own = scope_filter(actor)
        serving = Q(**{f"reaches__{column}": place_id for column, place_id in own.items()})
        found = found.filter(Q(**own) | serving).distinct()
    if kind:
        found = found.filter(offers__kind=kind, offers__until=None)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(name_en__icontains=text) | Q(address__icontains=text))
    if community_id:
        near = found.filter(reaches__place_id=community_id).annotate(is_near=F("reaches__is_near"))
        rows: list[Provider] = [*near.order_by("-is_near", "name", "id")[(page - 1) * PAGE : page * PAGE + 1]]
    else:
        rows = list(found.order_by("name", "id")[(page - 1) * PAGE : page * PAGE + 1])
    return _listed(rows[:PAGE]), len(rows) > PAGE


def offered(matter: Matter, kind: str) -> list[Offered]:
    """Who takes orders for a kind of service where a matter lies: the nearest first, then whoever takes most off. One statement."""
    if kind not in KINDS or matter.community_id is None:
        return []
    rows = Offer.objects.filter(
        kind=kind, until=None, provider__state=LISTED, provider__reaches__place_id=matter.community_id
    )
    ordered = rows.annotate(is_near=F("provider__reaches__is_near")).order_by("-is_near", "-relief", "provider__name")
    names = ("provider_id", "provider__name", "provider__phone", "provider__hours", "price", "relief", "is_near")
    return [Offered(*row) for row in ordered.values_list(*names)[:PAGE]]


def _listed(rows: list[Provider]) -> list[Listed]:
    current = Offer.objects.filter(provider__in=[row.id for row in rows], until=None).order_by("kind")
    by_provider: dict[UUID, list[OfferShown]] = {row.id: [] for row in rows}
    for offer in current:
        by_provider[offer.provider_id].append(_offer(offer))
    names = places.names_of({row.place_id for row in rows})
    is_english = (get_language() or "").startswith("en")
    return [
        Listed(
            row.id,
            (row.name_en if is_english else "") or row.name,
            row.phone,
            row.address,
            row.hours,
            row.about,
            row.state,
            PROVIDER_STATE_NAMES[row.state],
            row.reason,
            names.get(row.place_id, ""),
            by_provider[row.id],
            bool(getattr(row, "is_near", False)),
        )
        for row in rows
    ]


def _offer(row: Offer) -> OfferShown:
    return OfferShown(row.kind, KINDS[row.kind].name, row.price, row.relief, row.since, row.until)
