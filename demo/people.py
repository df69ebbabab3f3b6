"""The register of a demo city: people who don't exist, in dwellings, households and the grids they belong to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from demo.census import Census
from demo.chance import Id, Ids
from demo.families import HEAD, PARENT, SPOUSE, Member, families, household_sizes
from demo.identity import NumberIssuer, PhoneIssuer
from demo.places import SCOPE, Node, Tree
from demo.spec import BUILDINGS_PER_BLOCK, FLATS_PER_FLOOR, FLOORS, GRIDS_IN_FULL, CitySpec, Size
from demo.words import NameGiver
from linli.base.kit.sealed import digest, seal

PERSON = (
    "id",
    "name",
    "sex",
    "birth_date",
    "number_sealed",
    "number_digest",
    "phone_sealed",
    "phone_digest",
    "is_synthetic",
)
DWELLING = (*SCOPE, "id", "landmark_id", "building", "unit", "room", "address", "area_m2")
HOUSEHOLD = (*SCOPE, "id", "dwelling_id", "number", "since", "visited_on")
REGISTERED = (
    "registered_place_id",
    "registered_community_id",
    "registered_street_id",
    "registered_county_id",
    "registered_city_id",
)
RESIDENT = (
    *(*SCOPE, "id", "person_id", "household_id", "relation"),
    *(*REGISTERED, "number_tail_digest", "phone_tail_digest", "since"),
)
CIRCUMSTANCE = ("id", "resident_id", "kind", "since", "source", "review_on")

_ELSEWHERE: tuple[Id | None, ...] = (None,) * 5
FLATS = 2 * FLOORS * FLATS_PER_FLOOR
"""Flats of a building of two units, where only a part of a community is registered."""
HOUSEHOLDS_AT_ONCE = 4_000
REPORTERS = 24
"""Residents of a community registered in part who ask for things: all of them would have to be remembered."""
OCCUPIED = 0.955
"""The share of dwellings somebody lives in, where a community is registered in full."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """What a matter needs to know of the resident who asks."""

    person_id: Id
    name: str
    phone: str
    grid: Node
    spot: str


@dataclass(slots=True)
class Register:
    """Rows of the register, and the residents who may ask for something, by community."""

    persons: list[tuple[Any, ...]] = field(default_factory=list)
    dwellings: list[tuple[Any, ...]] = field(default_factory=list)
    households: list[tuple[Any, ...]] = field(default_factory=list)
    residents: list[tuple[Any, ...]] = field(default_factory=list)
    circumstances: list[tuple[Any, ...]] = field(default_factory=list)
    reporters: dict[Id, list[Reporter]] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget the rows, once they are written; who may ask for something stays."""
        for rows in (self.persons, self.dwellings, self.households, self.residents, self.circumstances):
            rows.clear()


Written = Callable[[Register], None]


@dataclass(frozen=True, slots=True)
class Human:
    """A synthetic person, before it becomes a row."""

    id: Id
    name: str
    is_male: bool
    born: date
    number: str
    phone: str


@dataclass(slots=True)
class Issuers:
    """What is given out once in a whole city, however many counties it has: numbers of persons, phones and households."""

    number: NumberIssuer
    phone: PhoneIssuer
    households: int = 0

    @classmethod
    def of(cls, city: CitySpec) -> "Issuers":
        """Those of a city of which nothing is loaded yet."""
        return cls(NumberIssuer(city.identity_area), PhoneIssuer(city.phone_prefix))


class Registrar:
    """Makes people, and enrols families in the dwellings of a county's tree."""

    def __init__(self, issuers: Issuers, size: Size, census: Census, rng: Random, ids: Ids, today: date) -> None:
        self._size, self._census, self._rng, self._ids, self._today = size, census, rng, ids, today
        # Apart from the city's own chance, so that who lives where stays as it was.
        self._calls = Random(f"visits/{today}")
        self._names = NameGiver(rng)
        self._issuers = issuers
        self.register = Register()

    def make(self, age: int, *, is_male: bool, surname: str = "") -> Human:
        """A person of that age with a name, a number and, from ten years on, usually a phone."""
        born = self._today - timedelta(days=age * 365 + age // 4 + self._rng.randrange(365))
        name = (surname or self._names.surname()) + self._names.given(born.year, is_male=is_male)
        has_phone = age >= 12 and self._rng.random() < (0.97 if age < 70 else 0.8)
        human = Human(
            self._ids(),
            name,
            is_male,
            born,
            self._issuers.number(born, is_male=is_male),
            self._issuers.phone() if has_phone else "",
        )
        self.register.persons.append(_person(human))
        return human

    def worker(self) -> Human:
        """Somebody of working age, with a phone."""
        while True:
            human = self.make(self._rng.randint(24, 58), is_male=self._rng.random() < 0.4)
            if human.phone:
                return human

    def enrol(self, tree: Tree, estates: dict[Id, tuple[Id, str]], written: Written | None = None) -> None:
        """Fill the register; `estates` gives for each grid its estate's landmark id and name.

        `written` is given the register after every few thousand households, to write its rows and clear them.
        """
        for community in tree.full:
            self._fill(community, tree, estates)
        others = [node for node in tree.of("community") if not node.is_full]
        together = max(1, HOUSEHOLDS_AT_ONCE // self._size.sample_households)
        for first in range(0, len(others), together):
            self._sample(others[first : first + together], tree, estates)
            if written:
                written(self.register)

    def _fill(self, community: Node, tree: Tree, estates: dict[Id, tuple[Id, str]]) -> None:
        flats = self._size.units_per_building * FLOORS * FLATS_PER_FLOOR
        total = round(GRIDS_IN_FULL * self._size.blocks_per_grid * BUILDINGS_PER_BLOCK * flats * OCCUPIED)
        sizes = household_sizes(total, round(total * self._census.household_size * 0.99), self._census, self._rng)
        waiting = families(sizes, self._census, self._rng)
        groups = [group for group in community.leaves() if group.level == "group"]
        share, rest = divmod(total, len(groups))
        for n, group in enumerate(groups):
            grid = group.up("grid")
            landmark, estate = estates[grid.id]
            building = group.short_name.removesuffix("号楼居民小组")
            occupied = sorted(self._rng.sample(range(flats), share + (n < rest)))
            living = dict(zip(occupied, islice(waiting, len(occupied)), strict=True))
            for flat in range(flats):
                unit, on_floor = divmod(flat, FLOORS * FLATS_PER_FLOOR)
                floor, door = divmod(on_floor, FLATS_PER_FLOOR)
                place = (building, str(unit + 1), f"{floor + 1}0{door + 1}")
                dwelling = self._dwelling(group, landmark, estate, place)
                if flat in living:
                    self._household(group, dwelling, f"{estate}{building}号楼{unit + 1}单元", living[flat], tree)

    def _sample(self, communities: list[Node], tree: Tree, estates: dict[Id, tuple[Id, str]]) -> None:
        total = len(communities) * self._size.sample_households
        sizes = household_sizes(total, round(total * self._census.household_size), self._census, self._rng)
        waiting = families(sizes, self._census, self._rng)
        for community in communities:
            for n, family in enumerate(islice(waiting, self._size.sample_households)):
                grid = community.children[n % len(community.children)]
                landmark, estate = estates[grid.id]
                place = self._address(n, len(community.children), is_village=community.is_village)
                dwelling = self._dwelling(grid, landmark, estate, place)
                self._household(grid, dwelling, f"{estate}{place[0]}号", family, tree)

    def _address(self, n: int, grids: int, *, is_village: bool) -> tuple[str, str, str]:
        """Building, unit and room of a community's nth household, each once."""
        if is_village:
            return (str(self._rng.randint(1, 60)), "", str(n + 1))
        if self._size.sample_households > FLATS:
            building, flat = divmod(n // grids, FLATS)
            unit, flat = divmod(flat, FLOORS * FLATS_PER_FLOOR)
            floor, door = divmod(flat, FLATS_PER_FLOOR)
            return (str(building + 1), str(unit + 1), f"{floor + 1}0{door + 1}")
        # A few are spread out: no two of them in one building.
        return (
            str(3 * n + self._rng.randint(1, 3)),
            str(self._rng.randint(1, 4)),
            f"{self._rng.randint(1, 6)}0{n % 4 + 1}",
        )

    def _dwelling(self, place: Node, landmark: Id, estate: str, where: tuple[str, str, str]) -> Id:
        building, unit, room = where
        inside = f"{building}号楼{unit}单元{room}室" if unit else f"{building}号院{room}户"
        own = self._ids()
        area = round(self._rng.uniform(42, 128), 1)
        self.register.dwellings.append((*place.scope, own, landmark, building, unit, room, f"{estate}{inside}", area))
        return own

    def _household(self, place: Node, dwelling: Id, spot: str, family: list[Member], tree: Tree) -> None:
        own = self._ids()
        # Not after the youngest was born, and at most twenty years ago.
        since = self._today - timedelta(days=self._rng.randint(90, 7_300))
        community = place.up("community")
        self._issuers.households += 1
        number = f"{self._issuers.households:06d}"
        self.register.households.append((*place.scope, own, dwelling, number, since, self._visited(since)))
        registered = self._registration(place, tree)
        surname = ""
        for member in family:
            keeps = member.relation not in (SPOUSE, PARENT)
            human = self.make(member.age, is_male=member.is_male, surname=surname if keeps else "")
            surname = surname or _surname(human.name)
            resident = self._resident(place, own, member, human, registered, max(since, human.born))
            self._circumstances(resident, member, family, human, registered)
            if human.phone and member.age >= 18:
                asking = self.register.reporters.setdefault(community.id, [])
                if community.is_full or len(asking) < REPORTERS:
                    asking.append(Reporter(human.id, human.name, human.phone, place.up("grid"), spot))

    def _visited(self, since: date) -> date | None:
        """When somebody last called: most homes within half a year, some longer ago, a few never."""
        drawn = self._calls.random()
        ago = self._calls.randint(1, 175) if drawn < 0.82 else self._calls.randint(190, 420)
        return None if drawn > 0.95 else max(since, self._today - timedelta(days=ago))

    def _registration(self, place: Node, tree: Tree) -> tuple[Id | None, ...]:
        """Here, elsewhere in the district (人户分离), or outside it (流动人口), in the census's proportions."""
        drawn = self._rng.random()
        if drawn < self._census.from_elsewhere:
            return _ELSEWHERE
        there = place
        if drawn < self._census.from_elsewhere + self._census.apart_in_county:
            there = self._rng.choice(tree.of("community"))
        scope = there.scope
        return (scope[0], *scope[2:])

    def _resident(
        self, place: Node, household: Id, member: Member, human: Human, registered: tuple[Id | None, ...], since: date
    ) -> Id:
        own = self._ids()
        county = UUID(place.scope[4])
        tails = (
            digest(f"number-tail:{county}", human.number[-4:]),
            digest(f"phone-tail:{county}", human.phone[-4:]) if human.phone else None,
        )
        self.register.residents.append(
            (*place.scope, own, human.id, household, member.relation, *registered, *tails, since)
        )
        return own

    def _circumstances(
        self, resident: Id, member: Member, family: list[Member], human: Human, registered: tuple[Id | None, ...]
    ) -> None:
        kinds: list[str] = []
        chance = self._rng.random
        if member.age >= 80:
            kinds.append("elder_80")
        if member.age >= 65 and len(family) == 1:
            kinds.append("living_alone")
        elif member.age >= 65 and all(each.age >= 60 for each in family):
            kinds.append("empty_nest")
        if registered is _ELSEWHERE:
            kinds.append("floating")
        if 22 <= member.age <= 85 and human.is_male and chance() < 0.05:
            kinds.append("veteran")
        if chance() < 0.022:
            kinds.append("disability")
        if member.relation == HEAD and chance() < 0.012:
            kinds.append("low_income")
        if 20 <= member.age <= 58 and chance() < 0.02:
            kinds.append("unemployed")
        if 25 <= member.age <= 70 and chance() < 0.06:
            kinds.append("party_member")
        for kind in kinds:
            since = self._today - timedelta(days=self._rng.randint(20, 900))
            source = self._rng.choice(("入户走访", "居民本人申报", "区直部门名单", "服务大厅登记"))
            review = since + timedelta(days=365 * self._rng.randint(1, 3)) if kind in _REVIEWED else None
            self.register.circumstances.append((self._ids(), resident, kind, since, source, review))


_REVIEWED = frozenset({"low_income", "disability", "living_alone", "empty_nest", "floating", "unemployed"})
_TWO_CHARACTERS = ("欧阳",)


def _surname(name: str) -> str:
    return name[:2] if name.startswith(_TWO_CHARACTERS) else name[:1]


def _person(human: Human) -> tuple[Any, ...]:
    phone = human.phone
    return (
        human.id,
        human.name,
        "1" if human.is_male else "2",
        human.born,
        seal(human.number),
        digest("number", human.number),
        seal(phone) if phone else None,
        digest("phone", phone) if phone else None,
        True,
    )
