"""A small town for tests: one district, two streets, three communities with grids, bodies, posts and people in them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from linli.affairs.catalogue.models import Field, Item, ItemVersion
from linli.affairs.matters.actions import Filed, NewMatter, file
from linli.affairs.matters.models import Matter, Route
from linli.base.accounts.models import Account
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.bodies.permissions import ROLES
from linli.registers.places.models import Place

# A Tuesday morning at work, ten past ten in China, in a week without holidays.
MORNING = datetime(2026, 11, 24, 2, 10, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
_COLUMN = {
    level: f"{level.value}_id" for level in (Level.GRID, Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY)
}


@dataclass
class Town:
    """The town's places by short name, its posts by place and role, and its actors."""

    places: dict[str, Place] = field(default_factory=dict)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

    def actor(self, place: str, role: str) -> Actor:
        """The actor of the post of a role at a place."""
        post = self.posts[place, role]
        where = self.places[place]
        rule = ROLES[role]
        chain = (where.grid_id, where.community_id, where.street_id, where.county_id, where.city_id)
        return Actor(
            sight=rule.sight,
            label=f"{post.title} {place}",
            role=role,
            account_id=post.id,
            person_id=post.id,
            post_id=post.id,
            body_id=post.body_id,
            place_id=where.id,
            level=Level(where.level),
            chain=chain,
            capabilities=rule.capabilities,
        )


def a_town() -> Town:
    """Haicheng: East Street with Maple (two grids) and Willow, West Street with Cedar; every desk attended."""
    town = Town()
    with walls.acting(Actor.system("test")):
        city = _place(town, "city", Level.CITY, None)
        county = _place(town, "county", Level.COUNTY, city)
        for street, communities in (("east", ("maple", "willow")), ("west", ("cedar",))):
            at_street = _place(town, street, Level.STREET, county)
            for community in communities:
                at_community = _place(town, community, Level.COMMUNITY, at_street)
                for number in (1, 2):
                    _place(town, f"{community}-{number}", Level.GRID, at_community)
        for name, place in town.places.items():
            _staff(town, name, place)
        _department(town, "housing")
        _catalogue()
        _routes()
    return town


def an_item(code: str, **fields: Any) -> ItemVersion:
    """A published item, ordinary and open to residents unless said otherwise."""
    with walls.acting(Actor.system("test")):
        group, _ = Field.objects.get_or_create(code="environment", defaults={"name": "环境", "name_en": "Environment"})
        item = Item.objects.create(code=code, field=group)
        given = {
            "standing": "must",
            "name": code,
            "name_en": code,
            "basis": "test",
            "handler_role": "grid_worker",
            **fields,
        }
        return ItemVersion.objects.create(item=item, number=1, status="published", **given)


def a_request(town: Town, *, place: str = "maple-1", item: str = "t-rubbish", **fields: Any) -> NewMatter:
    """What a resident might ask for."""
    given = {"form_token": uuid4(), "text": "三号楼东侧垃圾三天没有清运。", "contact_phone": "19900001234", **fields}
    return NewMatter(item_code=item, place_id=town.places[place].id, **given)


def a_filed(town: Town, now: datetime = MORNING, **fields: Any) -> Filed:
    """A request filed by a visitor."""
    with walls.acting(Actor.intake()):
        return file(new=a_request(town, **fields), actor=Actor.intake(), now=now)


def a_matter(town: Town, **fields: Any) -> UUID:
    """The id of a request filed by a visitor."""
    return a_filed(town, **fields).id


def stored(matter_id: UUID) -> Matter:
    """The matter as the database has it."""
    with walls.acting(Actor.system("test")):
        return Matter.objects.select_related("holder_post").get(id=matter_id)


def an_account(username: str = "resident", person_id: UUID | None = None) -> Account:
    """An account with the password `correct horse`."""
    with walls.acting(Actor.system("test")):
        account = Account(username=username, person_id=person_id, created_at=MORNING)
        account.set_password("correct horse")
        account.save(force_insert=True)
        return account


def a_vacancy(post: Post) -> None:
    """Empty a post."""
    with walls.acting(Actor.system("test")):
        Tenure.objects.filter(post=post).update(until=date(2026, 1, 1))


def _place(town: Town, name: str, level: Level, parent: Place | None) -> Place:
    place = Place(id=new_id(), parent=parent, level=level.value, name=name, short_name=name, valid_from=LONG_AGO)
    label = place.id.hex
    place.path = f"{parent.path}.{label}" if parent else label
    for each, column in _COLUMN.items():
        setattr(place, column, place.id if each is level else getattr(parent, column, None))
    place.save(force_insert=True)
    town.places[name] = place
    return place


_BODY_KIND = {
    Level.GRID: "committee",
    Level.COMMUNITY: "committee",
    Level.STREET: "street_office",
    Level.COUNTY: "county_office",
    Level.CITY: "city_office",
}


def _staff(town: Town, name: str, place: Place) -> None:
    """One body a place down to the community (grids belong to their community's), one post for each role of the level."""
    level = Level(place.level)
    owner = name.split("-", maxsplit=1)[0]
    if owner not in town.bodies:
        town.bodies[owner] = Body.objects.create(
            kind=_BODY_KIND[level], name=f"{owner} office", valid_from=LONG_AGO, **scope_of(place)
        )
    for role in ROLES.values():
        if role.level is level and role.name != "department_clerk":
            post_at(town, name, role.name, town.bodies[owner])


def post_at(town: Town, place: str, role: str, body: Body) -> Post:
    """A post with a holder."""
    title = f"{place} {role}"
    post = Post.objects.create(body=body, role=role, title=title, valid_from=LONG_AGO, **scope_of(town.places[place]))
    Tenure.objects.create(post=post, person_id=post.id, public_name=place, since=LONG_AGO)
    town.posts[place, role] = post
    return post


def _department(town: Town, code: str) -> None:
    county = town.places["county"]
    body = Body.objects.create(kind="department", name=code, department=code, valid_from=LONG_AGO, **scope_of(county))
    town.bodies[code] = body
    post_at(town, "county", "department_clerk", body)


def _catalogue() -> None:
    an_item("t-rubbish")
    an_item("t-repair", handler_role="department_clerk", department="housing")
    an_item("t-complaint", handler_role="community_secretary", about_body=True)
    an_item("t-burst", urgency="urgent", handler_role="community_secretary")
    an_item("t-certificate", standing="barred", handler_role="", go_instead="请到户籍派出所办理。")
    an_item("t-visit", open_to_residents=False)


def _routes() -> None:
    """The item's own handler first, then the desks from the bottom up; the seeded rules give way to these."""
    Route.objects.all().delete()
    order = [
        ("", ""),
        ("grid_worker", "grid"),
        ("community_secretary", "community"),
        ("street_clerk", "street"),
        ("county_desk", "county"),
    ]
    Route.objects.bulk_create(
        Route(position=position, role=role, level=level, valid_from=LONG_AGO)
        for position, (role, level) in enumerate(order)
    )
