"""What apps may read, in the reader's language; and the keys as their administrator sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import public as matters
from linli.base.kit.actor import Actor, Level
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.exchange.interfaces import errors
from linli.exchange.interfaces.georeport import reading, shapes
from linli.exchange.interfaces.models import ApiKey, Delivery, Webhook
from linli.registers.places import public as places

LISTED_LEVELS = (Level.CITY, Level.COUNTY, Level.STREET, Level.COMMUNITY)
FEW = 3
LOGGED = 50
EVENT_KINDS: dict[str, str | Promise] = {
    "matter.filed": _("新事项"),
    "matter.moved": _("办理中有变动"),
    "matter.answered": _("已答复"),
    "matter.closed": _("事项已结束"),
}


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """An area whose public requests can be listed."""

    id: UUID
    level: str
    code: str
    county_id: UUID | None


def jurisdiction(code: str) -> Jurisdiction:
    """The area of an official code; without one the whole of what this system runs. Raises `NoSuchJurisdiction`."""
    place = places.place_of_code(code) if code else _whole()
    if place is None or place.level not in LISTED_LEVELS:
        raise errors.NoSuchJurisdiction(given=code)
    return Jurisdiction(place.id, place.level, code, place.county_id)


def _whole() -> places.Place | None:
    """What this system runs: the top of the tree or, under a province with one city, that city; None where there are several."""
    place = places.top_for(Actor.system("interfaces"))
    if place.level in LISTED_LEVELS:
        return place
    below = places.children_of(place.id)
    return below[0] if len(below) == 1 else None


def code_of(area: Jurisdiction) -> str:
    """The official code of an area, or empty."""
    return area.code or places.official_codes_of([area.id]).get(area.id, "")


def is_offered(item: catalogue.ItemCard) -> bool:
    """Apps may file what they may read afterwards: items of which something is public (decision 10)."""
    return item.publication != "none" and not item.is_barred


def services() -> list[catalogue.ItemCard]:
    """The items apps may file."""
    return [item for item in catalogue.published_items() if is_offered(item)]


def service(code: str) -> catalogue.ItemShown:
    """One of them in full; raises `NoSuchService`."""
    try:
        shown = catalogue.shown(catalogue.published(code))
    except catalogue.NoSuchItem as gone:
        raise errors.NoSuchService(given=code) from gone
    if not (shown.card.open_to_residents and is_offered(shown.card)):
        raise errors.NoSuchService(given=code)
    return shown


def requests(asked: reading.Asked, area: Jurisdiction) -> list[shapes.Request]:
    """The public requests asked for, newest first, at most 1,000; four statements whatever their number."""
    wanted = matters.PublicFilter(
        area_id=area.id,
        area_level=area.level,
        numbers=asked.numbers,
        items=asked.services,
        since=asked.since,
        until=asked.until,
        is_open=asked.is_open,
    )
    return described(matters.public_matters(wanted, most=reading.MOST_ROWS))


def described(rows: Sequence[matters.PublicMatter]) -> list[shapes.Request]:
    """Public rows with the names of their items and places: three statements."""
    communities = _ids(row.community_id for row in rows)
    items = catalogue.item_names({row.item_code for row in rows})
    names, codes = places.names_of(communities), places.official_codes_of(communities)
    return [
        shapes.Request(
            number=row.number,
            is_open=row.is_open,
            state=str(matters.STATE_NAMES[row.state]),
            service_name=items.get(row.item_code, row.item_code),
            service_code=row.item_code,
            description=row.words,
            agency=names.get(row.community_id, "") if row.community_id else "",
            filed_at=row.filed_at,
            changed_at=row.changed_at,
            expected_at=row.expected_at,
            address=_address(names.get(row.community_id, "") if row.community_id else "", row.spot),
            address_id=codes.get(row.community_id, "") if row.community_id else "",
        )
        for row in rows
    ]


def place_of(sent: reading.Sent, area: Jurisdiction) -> UUID:
    """Where a new request lies; raises `NoShapes`, `WhereUnclear` or `BadQuestion` with what to send instead."""
    if sent.address_id:
        place = places.place_of_code(sent.address_id)
        if place is None or place.level != Level.COMMUNITY:
            raise errors.WhereUnclear(given=sent.address_id, count=0, some="—")
        return place.id
    if not sent.address_string:
        raise errors.NoShapes if sent.has_coordinates else errors.BadQuestion(name="address_string", why="—")
    found = places.find_places(sent.address_string, area.county_id, limit=20)
    # Within the best reason for a hit (a landmark's whole name, say) there must be one community.
    best = [each for each in found if each.matched == found[0].matched]
    communities = {each.community_id: each for each in best}
    if len(communities) != 1 or None in communities:
        some = "、".join(each.community_name for each in list(communities.values())[:FEW]) or "—"
        raise errors.WhereUnclear(given=sent.address_string[:40], count=len(communities), some=some)
    return best[0].place_id


def keys(actor: Actor) -> QuerySet[ApiKey]:
    """The keys of the actor's area: those in force first, newest first."""
    return ApiKey.objects.filter(**scope_filter(actor)).order_by("-revoked_at", "-created_at")


def key_lines(actor: Actor, today: date) -> QuerySet[ApiKey]:
    """The keys with what they were used for in thirty days: `used`, `refused`; one statement."""
    lately = Q(uses__day__gt=today - timedelta(days=30))
    return keys(actor).annotate(
        used=Sum("uses__hits", filter=lately, default=0), refused=Sum("uses__refused", filter=lately, default=0)
    )


def webhook_lines(actor: Actor) -> QuerySet[Webhook]:
    """The webhooks of the actor's area with `waiting`, `failed` (thirty days) and `sent_at`; one statement."""
    lines = Webhook.objects.filter(**scope_filter(actor)).annotate(
        waiting=Count("deliveries", filter=Q(deliveries__status="waiting")),
        failed=Count("deliveries", filter=Q(deliveries__status="failed")),
        sent_at=Max("deliveries__tried_at", filter=Q(deliveries__status="sent")),
    )
    return lines.order_by("-ended_at", "-created_at")


def webhook(actor: Actor, webhook_id: UUID) -> Webhook:
    """One of them; raises `NotFound`."""
    return one(Webhook.objects, id=webhook_id, **scope_filter(actor))


def deliveries(of: Webhook) -> list[Delivery]:
    """Its last fifty deliveries, the newest first."""
    return list(of.deliveries.defer("body").order_by("-asked_at", "-id")[:LOGGED])


def _ids(found: Iterable[UUID | None]) -> set[UUID]:
    return {each for each in found if each is not None}


def _address(community: str, spot: str) -> str:
    return f"{community} {spot}".strip()
