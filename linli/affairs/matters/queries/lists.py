"""Lists of matters: one statement for the rows, one for the names of their places, whatever the page's size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language

from linli.affairs.matters.models import Matter
from linli.affairs.matters.states import OPEN, STATE_NAMES
from linli.base.kit import hot
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.scope import scope_filter
from linli.base.kit.sealed import digest
from linli.registers.places import public as places

# A screen and a half: whoever works from the top seldom goes further, and a page twice as long takes nearly twice as long.
PAGE = 30
_FIELDS = (
    "id",
    "number",
    "item_code",
    "item_version__name",
    "item_version__name_en",
    "text",
    "spot",
    "state",
    "urgency",
    "channel",
    "place_id",
    "community_id",
    "holder_post_id",
    "holder_post__title",
    "holder_post__title_en",
    "filed_at",
    "due_at",
    "warn_at",
    "closed_at",
    "rating",
    "reopen_count",
    "return_count",
    "external_number",
    "urge_count",
    "instruct_by",
    "is_disputed",
    "prolong_until",
    "card",
    "part_of_id",
)
# Written out, so that a kept plan may use the index of the few that somebody assists.
_OPEN = ", ".join(f"'{state}'" for state in OPEN)
_ASSISTED_OPEN = f"""
  SELECT count(*) AS many FROM matters_matter
   WHERE assisting && %(whose)s::uuid[] AND assisting <> '{{}}' AND state IN ({_OPEN})"""  # noqa: S608 -- our own states


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFilter:
    """What a list is narrowed to; everything empty means everything open. `clock`: overdue, soon, or empty."""

    box: str = "mine"
    state: str = ""
    clock: str = ""
    urgency: str = ""
    item: str = ""
    channel: str = ""
    place_id: UUID | None = None
    text: str = ""
    filed_from: datetime | None = None
    filed_until: datetime | None = None
    rating_below: int | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One matter in a list."""

    id: UUID
    number: str
    item_code: str
    item: str
    text: str
    spot: str
    state: str
    state_said: str | Promise
    urgency: str
    channel: str
    place: str
    community: str
    holder: str
    holder_post_id: UUID
    filed_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    is_overdue: bool
    is_soon: bool
    rating: int | None
    reopen_count: int
    return_count: int
    external_number: str
    urge_count: int
    instruct_by: datetime | None
    is_disputed: bool
    is_prolong_asked: bool
    card: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; whether there is another is known without counting."""

    rows: list[Row]
    number: int
    has_next: bool


def worklist(actor: Actor, wanted: WorkFilter, *, now: datetime, page: int = 1, size: int = PAGE) -> Page:
    """A page of matters in reach: `box` mine, assist, asked, body or area.

    mine: held by the post; assist: asked to help; asked: taken in by the post and not signed by anybody yet (首问负责);
    body: held by its body; area: all of the place's, a part with its whole unless its number is looked for or it stands out.
    Open ones are sorted by what burns, ended ones by when they were filed.
    Five statements at most, at any size.
    """
    page = max(1, min(page, 200))
    found = _narrowed(_box(actor, wanted.box), wanted, now)
    if wanted.box == "area" and actor.sight is not Sight.HELD and not wanted.flag and not wanted.text.strip():
        found = found.filter(part_of=None)
    order = ["due_at", "id"] if wanted.state in ("", *OPEN) else ["-filed_at", "id"]
    taken = list(found.order_by(*order).values(*_FIELDS)[(page - 1) * size : page * size + 1])
    return Page(rows(taken[:size], now), page, len(taken) > size)


def assist_count(actor: Actor) -> int:
    """How many open matters the post is asked to help with."""
    return int(hot.rows(_ASSISTED_OPEN, {"whose": _helpers(actor)})[0]["many"])


def inbox_count(actor: Actor) -> int:
    """How many open matters the post holds."""
    return Matter.objects.filter(holder_post_id=actor.post_id, state__in=OPEN).count()


def my_matters(actor: Actor, *, now: datetime, limit: int = 100) -> list[Row]:
    """What a resident filed themselves or had filed for them, newest first."""
    own = Q(account_id=actor.account_id, account_id__isnull=False) | Q(
        person_id=actor.person_id, person_id__isnull=False
    )
    return rows(list(Matter.objects.filter(own).order_by("-filed_at").values(*_FIELDS)[:limit]), now)


def same_place_same_item(actor: Actor, place_id: UUID, item_code: str, *, now: datetime, days: int = 14) -> list[Row]:
    """Recent matters of the same item at the same place, newest first: perhaps what is being filed is known already."""
    found = Matter.objects.filter(
        place_id=place_id,
        item_code=item_code,
        filed_at__gte=now - timedelta(days=days),
        part_of=None,
        **scope_filter(actor),
    )
    return rows(list(found.order_by("-filed_at").values(*_FIELDS)[:5]), now)


def rows(values: Sequence[dict[str, Any]], now: datetime) -> list[Row]:
    """Rows as lists show them, with the names of their places."""
    names = places.names_of(
        {place for value in values for place in (value["place_id"], value["community_id"]) if place}
    )
    is_english = get_language() == "en"
    return [_row(value, names, now, is_english=is_english) for value in values]


def _row(value: dict[str, Any], names: dict[UUID, str], now: datetime, *, is_english: bool) -> Row:
    due_at, is_open = value["due_at"], value["state"] in OPEN
    return Row(
        id=value["id"],
        number=value["number"],
        item_code=value["item_code"],
        item=(value["item_version__name_en"] if is_english else "") or value["item_version__name"],
        text=value["text"],
        spot=value["spot"],
        state=value["state"],
        state_said=STATE_NAMES[value["state"]],
        urgency=value["urgency"],
        channel=value["channel"],
        place=names.get(value["place_id"], ""),
        community=names.get(value["community_id"], ""),
        holder=(value["holder_post__title_en"] if is_english else "") or value["holder_post__title"],
        holder_post_id=value["holder_post_id"],
        filed_at=value["filed_at"],
        due_at=due_at,
        closed_at=value["closed_at"],
        is_overdue=bool(is_open and due_at and due_at < now),
        is_soon=bool(is_open and due_at and due_at >= now and value["warn_at"] and value["warn_at"] <= now),
        rating=value["rating"],
        reopen_count=value["reopen_count"],
        return_count=value["return_count"],
        external_number=value["external_number"],
        urge_count=value["urge_count"],
        instruct_by=value["instruct_by"],
        is_disputed=value["is_disputed"],
        is_prolong_asked=value["prolong_until"] is not None,
        card=value["card"],
        is_part=value["part_of_id"] is not None,
    )


def _box(actor: Actor, box: str) -> QuerySet[Matter]:
    if box == "mine":
        return Matter.objects.filter(holder_post_id=actor.post_id)
    if box == "assist":
        return _assisted(actor)
    if box == "asked":
        return Matter.objects.filter(filed_by_post_id=actor.post_id, signed_at=None)
    if actor.body_id and (box == "body" or actor.sight is Sight.HELD):
        return Matter.objects.filter(holder_body_id=actor.body_id)
    return Matter.objects.filter(**scope_filter(actor))


def _assisted(actor: Actor) -> QuerySet[Matter]:
    """What the post, or any clerk of its department, was asked to help with and has not reported on."""
    return Matter.objects.filter(assisting__overlap=_helpers(actor)).exclude(assisting=[])


def _helpers(actor: Actor) -> list[UUID]:
    ids = [actor.post_id, actor.body_id] if actor.sight is Sight.HELD else [actor.post_id]
    return [id_ for id_ in ids if id_]


FLAGS = {
    "instructed": Q(instruct_by__isnull=False),
    "carded": ~Q(card=""),
    "urged": Q(urge_count__gt=0),
    "disputed": Q(is_disputed=True),
    "prolong": Q(prolong_until__isnull=False),
}
"""What stands out about a matter, as a list can be narrowed to it."""


def _narrowed(found: QuerySet[Matter], wanted: WorkFilter, now: datetime) -> QuerySet[Matter]:
    text = wanted.text.strip()
    if text:
        return found.filter(
            Q(number__startswith=text) | Q(external_number=text) | Q(contact__phone_digest=digest("phone", text))
        )
    equal = {"urgency": wanted.urgency, "item_code": wanted.item, "channel": wanted.channel}
    found = found.filter(**{name: value for name, value in equal.items() if value})
    if wanted.state != "any":
        found = found.filter(state__in=OPEN if wanted.state == "" else [wanted.state])
    if wanted.clock == "overdue":
        found = found.filter(due_at__lt=now)
    elif wanted.clock == "soon":
        found = found.filter(due_at__gte=now, warn_at__lte=now)
    if wanted.place_id:
        chain = ("place_id", "grid_id", "community_id", "street_id", "county_id")
        found = found.filter(Q(*((name, wanted.place_id) for name in chain), _connector=Q.OR))
    if wanted.filed_from:
        found = found.filter(filed_at__gte=wanted.filed_from)
    if wanted.filed_until:
        found = found.filter(filed_at__lt=wanted.filed_until)
    if wanted.flag:
        found = found.filter(FLAGS[wanted.flag])
    if wanted.rating_below is not None:
        found = found.filter(rating__lt=wanted.rating_below)
    return found
