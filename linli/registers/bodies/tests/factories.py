"""Bodies, posts and holders for tests, written by the system."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.bodies.permissions import ROLES
from linli.registers.places.public import Place
from linli.registers.places.tests import factories as places

LONG_AGO = places.LONG_AGO
TODAY = clock.local_date(clock.now())
SYSTEM = Actor.system("test")


@dataclass(frozen=True, slots=True)
class Office:
    """A town with one desk at each level of its first county; the far community has one of its own."""

    town: places.Town
    secretary: Post
    far_secretary: Post
    worker: Post
    street_clerk: Post
    county_desk: Post


def body(
    at: Place,
    kind: str = "committee",
    name: str = "",
    *,
    parent: Body | None = None,
    rank: str = "",
    department: str = "",
) -> Body:
    """A body at a place."""
    with walls.acting(SYSTEM):
        return Body.objects.create(
            **scope_of(at), kind=kind, name=name or f"{at.short_name}{kind}", parent=parent, rank=rank,
            department=department, valid_from=LONG_AGO,
        )  # fmt: skip


def post(of: Body, role: str, at: Place, title: str = "", *, substitute: Post | None = None) -> Post:
    """A vacant post."""
    with walls.acting(SYSTEM):
        return Post.objects.create(
            **scope_of(at),
            body=of,
            role=role,
            title=title or str(ROLES[role].title),
            substitute=substitute,
            valid_from=LONG_AGO,
        )


def hold(
    held: Post,
    name: str = "王秀英",
    *,
    person_id: UUID | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
    away_from: date | None = None,
    away_until: date | None = None,
) -> Tenure:
    """Put somebody in a post."""
    with walls.acting(SYSTEM):
        return Tenure.objects.create(
            post=held, person_id=person_id or new_id(), public_name=name, public_phone="0335-3010001", since=since, until=until,
            away_from=away_from, away_until=away_until,
        )  # fmt: skip


def away(held: Post) -> Tenure:
    """Somebody who holds a post and has been away since yesterday."""
    return hold(held, "不在的人", away_from=TODAY - timedelta(days=1))


def acting_as(held: Post, at: Place, *, person_id: UUID | None = None) -> Actor:
    """The actor of a post with the capabilities of its role."""
    role = ROLES[held.role]
    return Actor(
        sight=role.sight,
        label=held.title,
        role=role.name,
        account_id=new_id(),
        person_id=person_id or new_id(),
        post_id=held.id,
        body_id=held.body_id,
        place_id=at.id,
        level=Level(at.level),
        chain=(at.grid_id, at.community_id, at.street_id, at.county_id, at.city_id),
        capabilities=role.capabilities,
    )


def office() -> Office:
    """A town whose desks are all held."""
    town = places.town()
    made = [
        post(body(at, kind), role, at)
        for at, kind, role in (
            (town.community, "party_organisation", "community_secretary"),
            (town.far_community, "party_organisation", "community_secretary"),
            (town.grid, "social_organisation", "grid_worker"),
            (town.street, "street_office", "street_clerk"),
            (town.county, "county_office", "county_desk"),
        )
    ]
    for held in made:
        hold(held)
    return Office(town, *made)
