"""The bodies of a demo city, the posts in them, who holds each, who stands in, and which seats stand empty."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from demo.chance import Id, Ids
from demo.people import Human, Registrar
from demo.places import SCOPE, Node, Tree
from demo.spec import DATA, CitySpec
from demo.words import company_names

BODY = (*SCOPE, "id", "kind", "name", "name_en", "parent_id", "department", "rank", "valid_from")
POST = (*SCOPE, "id", "body_id", "role", "title", "title_en", "substitute_id", "valid_from")
TENURE = ("id", "post_id", "person_id", "public_name", "public_phone", "since", "away_from", "away_until")

EMPTY_SHARE, AWAY_SHARE, NO_STATION_SHARE = 0.02, 0.015, 0.02
_SHORT_NAMES = {
    "secretary": "secretary",
    "clerk1": "clerk",
    "grid2": "grid",
    "peace1": "mediation-head",
    "peace2": "mediator",
}


@dataclass(slots=True)
class Seat:
    """A post with its holder (None: vacant)."""

    id: Id
    body_id: Id
    role: str
    title: str
    place: Node
    holder: Human | None
    substitute: "Seat | None" = None
    username: str = ""

    @property
    def acting(self) -> Human | None:
        """Who really acts: the substitute where the seat is vacant."""
        return self.holder or (self.substitute.holder if self.substitute else None)

    @property
    def is_attended(self) -> bool:
        """Whether anybody answers for the seat."""
        return self.acting is not None

    @property
    def label(self) -> str:
        """How a timeline names whoever acts: by the post, with their own name."""
        return f"{self.title} {self.acting.name}" if self.acting else self.title


@dataclass(slots=True)
class Staff:
    """Rows of the bodies context, and the seats by place and role for whoever hands out work."""

    bodies: list[tuple[Any, ...]] = field(default_factory=list)
    posts: list[tuple[Any, ...]] = field(default_factory=list)
    tenures: list[tuple[Any, ...]] = field(default_factory=list)
    seats: dict[tuple[Id, str], list[Seat]] = field(default_factory=dict)
    departments: dict[str, list[Seat]] = field(default_factory=dict)
    companies: dict[Id, Id] = field(default_factory=dict)

    def at(self, place_id: Id, role: str) -> Seat:
        """The first seat of a role at a place whose work somebody does."""
        seats = self.seats[place_id, role]
        return next((seat for seat in seats if seat.is_attended), seats[0])


@cache
def _texts() -> dict[str, Any]:
    with (DATA / "bodies.toml").open("rb") as file:
        return tomllib.load(file)


class Personnel:
    """Sets up bodies from `data/bodies.toml` and seats people in their posts."""

    def __init__(self, city: CitySpec, registrar: Registrar, rng: Random, ids: Ids, today: date) -> None:
        self._city, self._registrar, self._rng, self._ids, self._today = city, registrar, rng, ids, today
        self._english: dict[Id, str] = {}
        self._is_first = True
        self.staff = Staff()

    def fill(self, tree: Tree, estates: dict[Id, tuple[Id, str]]) -> Staff:
        """All bodies and posts; `estates` gives for each grid its estate's landmark id and name."""
        self._is_first = not tree.above
        if self._is_first:
            self._office("city_office", tree.city, "city")
        self._office("county_office", tree.county, "county")
        for code, names in _texts()["departments"].items():
            self._department(tree.county, code, names)
        for street in tree.of("street"):
            self._office("street_office", street, "street")
        for community in tree.of("community"):
            self._community(community)
        for community in tree.full:
            self._companies(community, estates)
        for seats in self.staff.seats.values():
            for seat in seats:
                self._row(seat)
        self._peace(tree)
        return self.staff

    def _peace(self, tree: Tree) -> None:
        """Who settles disputes and who asks afterwards. They are drawn aside: the rest of the city stays the one it was."""
        drawn, known = self._rng.getstate(), set(self.staff.seats)
        for street in tree.of("street"):
            self._stations(street)
        for community in tree.of("community"):
            self._committee(community)
        self._office("county_office", tree.county, "callbacks")
        self._office("mediation_committee", tree.county, "county_mediation")
        for key in [key for key in self.staff.seats if key not in known]:
            for seat in self.staff.seats[key]:
                self._row(seat)
        self._rng.setstate(drawn)

    def _committee(self, community: Node) -> None:
        """The mediation committee; its head sits in the residents' committee too. Elsewhere than in full it has no more posts."""
        texts, prefix = _texts()["mediation"], community.name_en.split(" ")[0].lower()
        name_en = f"{community.name_en.split(' (')[0]} {texts['name_en']}"
        body = self._body("mediation_committee", community, community.short_name + texts["name"], name_en)
        for key, role, title, title_en in texts["posts"] if community.is_full else texts["posts"][:1]:
            member = self.staff.seats[community.id, "committee_member"][-1].holder
            holder = member if role == "mediation_head" else self._registrar.worker()
            seat = self._seat(body, role, title, title_en, community, holder)
            if community.is_full and key in _SHORT_NAMES:
                is_first = community.code == self._city.full[0]
                seat.username = _SHORT_NAMES[key] if is_first else f"{prefix}-{_SHORT_NAMES[key]}"

    def _office(self, kind: str, place: Node, key: str) -> None:
        texts = _texts()[key]
        body = self._body(kind, place, place.name + texts["name"], f"{place.name_en} {texts['name_en']}")
        first: dict[str, Seat] = {}
        for role, title, title_en, username in texts["posts"]:
            seat = self._seat(body, role, title, title_en, place, self._registrar.worker())
            # The accounts are those of the street that has the communities registered in full, and of what lies above it.
            is_above = self._is_first if key != "street" else any(child.is_full for child in place.children)
            seat.username = username if is_above else ""
            # Of two seats of a role, each stands in for the other.
            if role in first:
                first[role].substitute, seat.substitute = seat, first[role]
            first[role] = seat

    def _stations(self, street: Node) -> None:
        """Police, justice and mediation of a street: the three forces of its joint desk."""
        for kind, name, name_en, role, title, title_en, username in _texts()["stations"].values():
            body = self._body(kind, street, f"{street.short_name}{name}", f"{street.name_en} {name_en}")
            seat = self._seat(body, role, title, title_en, street, self._registrar.worker())
            seat.username = username if any(child.is_full for child in street.children) else ""

    def _department(self, county: Node, code: str, names: tuple[str, str]) -> None:
        zh, en = names
        kind = "department"
        name = zh if code.endswith("_company") else f"{county.short_name}{zh}"
        body = self._body(kind, county, name, f"{county.name_en} {en}", department=code)
        clerks = [
            self._seat(body, "department_clerk", f"{zh}经办人{n}", f"{en} clerk {n}", county, self._registrar.worker())
            for n in (1, 2)
        ]
        clerks[0].substitute, clerks[1].substitute = clerks[1], clerks[0]
        clerks[0].username = code.replace("_", "-") if self._is_first else ""
        self.staff.departments[code] = clerks

    def _community(self, community: Node) -> None:
        texts = _texts()["village" if community.is_village else "community"]
        stem = community.name_en.split(" (")[0]
        # A few villages have no service station yet: what a completeness check is there to find.
        lacking = {"service_station"} if community.is_village and self._rng.random() < NO_STATION_SHARE else set()
        bodies = {
            kind: self._body(
                kind, community, community.short_name + name, f"{stem} {name_en}", rank=self._rank(kind, community)
            )
            for kind, name, name_en in texts["bodies"]
            if kind not in lacking
        }
        bodies.setdefault("service_station", bodies["committee"])
        secretary = self._registrar.worker()
        prefix = stem.split(" ")[0].lower() if community.is_full else ""
        seats: dict[str, Seat] = {}
        members: list[Human] = []
        for key, kind, role, title, title_en in texts["posts"]:
            if key == "clerk3" and not community.is_full:
                continue
            # The secretary is the committee's head as well (交叉任职).
            holder = secretary if key in ("secretary", "head") else self._registrar.worker()
            seats[key] = self._seat(bodies[kind], role, title, title_en, community, holder)
            if key.startswith("member"):
                members.append(holder)
            if prefix and key in ("secretary", "clerk1", "clerk2", "clerk3"):
                seats[key].username = self._username(community, prefix, key)
        seats["secretary"].substitute = seats["clerk1"]
        seats["clerk1"].substitute, seats["clerk2"].substitute = seats["clerk2"], seats["clerk1"]
        self._grids(community, bodies["service_station"], members, prefix)
        if community.is_full:
            self._heads(community, bodies["committee"])
            self._party(community, bodies["party_organisation"])

    def _grids(self, community: Node, body: Id, members: list[Human], prefix: str) -> None:
        """One worker for each grid; the first grid is headed by a member of the committee beside their seat there."""
        seats: list[Seat] = []
        for number, grid in enumerate(community.children, 1):
            holder: Human | None = members[0] if number == 1 else self._registrar.worker()
            if number > 1 and not community.is_full and self._rng.random() < EMPTY_SHARE:
                holder = None
            title = f"{grid.short_name}网格员"
            seat = self._seat(body, "grid_worker", title, f"Grid worker, patch {number}", grid, holder)
            seat.username = self._username(community, prefix, f"grid{number}") if prefix else ""
            seats.append(seat)
        for seat, neighbour in zip(seats, [*seats[1:], seats[0]], strict=True):
            seat.substitute = neighbour

    def _heads(self, community: Node, body: Id) -> None:
        """Block and group heads are neighbours among neighbours; a group's head often heads the block too."""
        for grid in community.children:
            for block in grid.children:
                head = self._registrar.make(self._rng.randint(50, 74), is_male=self._rng.random() < 0.4)
                self._seat(body, "block_head", f"{block.short_name}楼栋长", "Block head", block, head)
                for number, group in enumerate(block.children):
                    holder: Human | None = (
                        head if number == 0 else self._registrar.make(self._rng.randint(45, 74), is_male=False)
                    )
                    if number and self._rng.random() < 0.06:
                        holder = None
                    self._seat(body, "group_head", f"{group.short_name}组长", "Group head", group, holder)

    def _companies(self, community: Node, estates: dict[Id, tuple[Id, str]]) -> None:
        for grid in community.children:
            estate = estates[grid.id][1]
            name = f"{self._rng.choice(company_names())}物业服务有限公司（{estate}项目部）"
            self.staff.companies[grid.id] = self._body(
                "property_company", community, name, f"Property company, {grid.name_en}"
            )

    def _party(self, community: Node, top: Id) -> None:
        """A branch for each grid and a group for each block, under the community's own organisation."""
        for grid in community.children:
            name_en = f"Party branch, {grid.name_en}"
            branch = self._body("party_organisation", grid, f"{grid.name}党支部", name_en, rank="branch", parent=top)
            for block in grid.children:
                name_en = f"Party group, {block.name_en}"
                self._body("party_organisation", block, f"{block.name}党小组", name_en, rank="group", parent=branch)

    def _rank(self, kind: str, community: Node) -> str:
        if kind != "party_organisation":
            return ""
        return "branch" if community.is_village else "committee" if community.is_full else "general_branch"

    def _username(self, community: Node, prefix: str, key: str) -> str:
        """The names everybody is shown belong to the first community; elsewhere its name stands in front."""
        short = _SHORT_NAMES.get(key)
        return short if short and community.code == self._city.full[0] else f"{prefix}-{key}"

    def _body(
        self,
        kind: str,
        place: Node,
        name: str,
        name_en: str,
        *,
        department: str = "",
        rank: str = "",
        parent: Id | None = None,
    ) -> Id:
        own = self._ids()
        self.staff.bodies.append((*place.scope, own, kind, name, name_en, parent, department, rank, self._city.since))
        return own

    def _seat(self, body: Id, role: str, title: str, title_en: str, place: Node, holder: Human | None) -> Seat:
        seat = Seat(self._ids(), body, role, title, place, holder)
        self.staff.seats.setdefault((place.id, role), []).append(seat)
        self._english[seat.id] = title_en
        return seat

    def _row(self, seat: Seat) -> None:
        substitute = seat.substitute.id if seat.substitute else None
        title_en = self._english[seat.id]
        self.staff.posts.append(
            (*seat.place.scope, seat.id, seat.body_id, seat.role, seat.title, title_en, substitute, self._city.since)
        )
        if seat.holder is None:
            return
        since = max(self._city.since, self._today - timedelta(days=self._rng.randint(40, 2_000)))
        away: tuple[date | None, date | None] = (None, None)
        if not seat.username and seat.substitute and self._rng.random() < AWAY_SHARE:
            away = (self._today - timedelta(days=2), self._today + timedelta(days=self._rng.randint(1, 12)))
        self.staff.tenures.append(
            (self._ids(), seat.id, seat.holder.id, seat.holder.name, seat.holder.phone, since, *away)
        )
