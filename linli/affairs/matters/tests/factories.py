"""A small town for tests: one district, two streets, three communities with grids, bodies, posts and people in them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from linli.affairs.catalogue.tests.factories import an_item
from linli.affairs.matters.actions import Filed, NewMatter, file
from linli.affairs.matters.models import Contact, Matter, Route
from linli.affairs.matters.tests.desk import read, send, statements
from linli.affairs.matters.tests.pages import ENGLISH, left_in_chinese
from linli.affairs.matters.tests.pages import read as page_text
from linli.base.accounts.tests.factories import an_account
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.sealed import unseal
from linli.registers.bodies.public import ROLES, Body, Post
from linli.registers.bodies.tests import factories as bodies
from linli.registers.places.public import Place
from linli.registers.places.tests.factories import place as a_place

__all__ = [
    "ENGLISH",
    "MORNING",
    "Town",
    "a_filed",
    "a_matter",
    "a_request",
    "a_town",
    "a_vacancy",
    "an_account",
    "an_account_matter",
    "an_item",
    "left_in_chinese",
    "page_text",
    "read",
    "send",
    "statements",
    "stored",
    "stored_by_number",
    "stored_contact",
]

# A Tuesday morning at work, ten past ten in China, in a week without holidays.
MORNING = datetime(2026, 11, 24, 2, 10, tzinfo=UTC)


@dataclass
class Town:
    """The town's places by short name, its posts by place and role, its actors; the number of a matter others follow."""

    places: dict[str, Place] = field(default_factory=dict)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    account_id: UUID | None = None
    main: str = ""

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


def a_request(town: Town, *, place: str = "maple-1", item: str = "t-rubbish", **fields: Any) -> NewMatter:
    """What a resident might ask for."""
    given = {"form_token": uuid4(), "text": "三号楼东侧垃圾三天没有清运。", "contact_phone": "19900001234", **fields}
    return NewMatter(item_code=item, place_id=town.places[place].id, **given)


def a_filed(town: Town, now: datetime = MORNING, **fields: Any) -> Filed:
    """A request filed by a visitor."""
    with walls.acting(Actor.intake()):
        return file(new=a_request(town, **fields), actor=Actor.intake(), now=now)


def an_account_matter(town: Town, now: datetime = MORNING, **fields: Any) -> Filed:
    """A request filed by somebody with an account of their own, which the town remembers."""
    account = an_account()
    town.account_id = account.id
    actor = Actor(sight=Sight.SELF, label="resident", role="resident", account_id=account.id)
    with walls.acting(actor):
        return file(new=a_request(town, **fields), actor=actor, now=now)


def a_matter(town: Town, **fields: Any) -> UUID:
    """The id of a request filed by a visitor."""
    return a_filed(town, **fields).id


def stored(matter_id: UUID) -> Matter:
    """The matter as the database has it."""
    with walls.acting(Actor.system("test")):
        return Matter.objects.select_related("holder_post").get(id=matter_id)


def stored_by_number(number: str) -> Matter:
    """The matter of a number, as the database has it."""
    with walls.acting(Actor.system("test")):
        return Matter.objects.get(number=number)


def stored_contact(matter_id: UUID) -> tuple[str, str]:
    """Name and phone of whoever filed it, unsealed; empty where none were left."""
    with walls.acting(Actor.system("test")):
        contact = Contact.objects.get(matter_id=matter_id)
    name, phone = contact.name_sealed, contact.phone_sealed
    return unseal(name) if name else "", unseal(phone) if phone else ""


def a_vacancy(post: Post) -> None:
    """Empty a post."""
    with walls.acting(Actor.system("test")):
        post.tenures.update(until=date(2026, 1, 1))


def _held(of: Body, place: Place, role: str, title: str) -> Post:
    """A post with a holder, whose person id is the post's."""
    made = bodies.post(of, role, place, title)
    bodies.hold(made, title, person_id=made.id)
    return made


def _place(town: Town, name: str, level: Level, parent: Place | None) -> Place:
    town.places[name] = a_place(level, parent, name=name)
    return town.places[name]


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
        town.bodies[owner] = bodies.body(place, _BODY_KIND[level], f"{owner} office")
    for role in ROLES.values():
        if role.level is level and role.name != "department_clerk":
            town.posts[name, role.name] = _held(town.bodies[owner], place, role.name, f"{name} {role.name}")


def _department(town: Town, code: str) -> None:
    county = town.places["county"]
    town.bodies[code] = bodies.body(county, "department", code, department=code)
    town.posts["county", "department_clerk"] = _held(town.bodies[code], county, "department_clerk", f"{code} clerk")


def _catalogue() -> None:
    an_item("t-rubbish", keywords=["垃圾成堆"])
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
        Route(position=position, role=role, level=level, valid_from=bodies.LONG_AGO)
        for position, (role, level) in enumerate(order)
    )
