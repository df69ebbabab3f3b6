"""Loads a demo city: one transaction of the owner, all of it or nothing, and then the counts of every place and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from time import perf_counter
from typing import Any

from django.db import connections, transaction
from django.db.models import Model

from demo.accounts import ACCOUNT, FACTOR, AccountMaker
from demo.bodies import BODY, POST, TENURE, Personnel, Staff
from demo.casting import Stage
from demo.census import CENSUS_DAY, MEASURES, SOURCE_BELOW, SOURCE_DISTRICT, Counts, count_places, read_census
from demo.chance import Id, Ids
from demo.copying import Copier, LoadReport, Report
from demo.disputes import Peacemaker
from demo.growth import copy_back
from demo.history import History
from demo.indexes import set_aside
from demo.landmarks import LANDMARK, Landmarks, name_landmarks
from demo.people import CIRCUMSTANCE, DWELLING, HOUSEHOLD, PERSON, RESIDENT, Issuers, Register, Registrar, Reporter
from demo.places import CODE, LEVEL_NAME, PLACE, STATISTICAL, Gardener, Tree, code_rows, place_rows
from demo.providers import OFFER, PROVIDER, REACH, open_market
from demo.spec import CitySpec, Size
from linli.affairs.matters.actions.folding import RECOUNT
from linli.affairs.matters.models import Contact, Matter, Step, Tally
from linli.base.accounts.models import Account, Factor
from linli.base.journal.models import Entry, Payload
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.civic.partners.models import Offer, Provider, Reach
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.people.models import Circumstance, Dwelling, Household, Person, Resident, Visit
from linli.registers.places.models import Landmark, LevelName, OfficialCount, Place, PlaceCode

OFFICIAL_COUNT = ("id", "place_id", "measure", "value", "date", "source")
_TABLES: tuple[type[Model], ...] = (
    *(
        PlaceCode,
        Landmark,
        OfficialCount,
        Person,
        Dwelling,
        Household,
        Resident,
        Circumstance,
        Visit,
        Body,
        Post,
        Tenure,
    ),
    *(Matter, Contact, Step, Entry, Payload, Tally),
)
"""What is loaded faster without its secondary indexes and references."""
_SYSTEM = Actor.system("demo.load")
_MAKEUP = "SELECT people_recount_makeup(%s) FROM set_config('linli.sight', 'system', true)"
_VISITS = """
INSERT INTO people_visit (id, household_id, day, note, post_id, actor_label, at)
SELECT gen_random_uuid(), h.id, h.visited_on,
       CASE abs(hashtext(h.id::text)) %% 9 WHEN 0 THEN '老人身体硬朗，提醒了用电安全。' WHEN 1 THEN '家里一切都好，留了联系电话。'
         WHEN 2 THEN '说楼道灯不亮，已另行登记。' ELSE '' END,
       p.id, p.title, (h.visited_on + time '17:00') AT TIME ZONE 'Asia/Shanghai'
  FROM people_household h
  JOIN (SELECT DISTINCT ON (place_id) place_id, id, title FROM bodies_post WHERE role = 'grid_worker' ORDER BY place_id, id) p
    ON p.place_id = h.grid_id
 WHERE h.visited_on IS NOT NULL AND h.county_id = %s
"""
"""The newest visit of each household that has one, by the worker of its grid."""


def is_loaded(city: CitySpec) -> bool:
    """Whether the database holds the city."""
    with walls.acting(_SYSTEM):
        return PlaceCode.objects.filter(system=STATISTICAL, code=city.county_codes[0]).exists()


def load(city: CitySpec, size: Size, report: Report, now: datetime | None = None) -> LoadReport:
    """Load a city; the same `now` gives the same city. The database must be migrated and seeded, and not hold it yet."""
    moment = now or clock.now()
    connections["owner"].ensure_connection()
    with transaction.atomic(using="owner"):
        copier = Copier(connections["owner"].connection, report)
        with walls.acting(_SYSTEM):
            _Loader(city, size, copier, moment).run()
    with copier.staged("statistics for the planner"):
        copier.execute("ANALYZE")
    return copier.done()


@dataclass(frozen=True, slots=True)
class _County:
    """What a county's stories need of its registers."""

    stage: Stage
    size: Size
    residents: list[tuple[Id, Reporter]]


class _Loader:
    """The stages of one load, in order: county by county, so that no more than one has to be held in memory."""

    def __init__(self, city: CitySpec, size: Size, copier: Copier, now: datetime) -> None:
        self._city, self._size, self._copier, self._now = city, size, copier, now
        self._today = clock.local_date(now)
        self._rng = Random(city.seed)
        self._ids = Ids(int(now.timestamp() * 1000) - 86_400_000, self._rng)
        self._gardener = Gardener(city, size, self._rng, self._ids)
        self._issuers = Issuers.of(city)
        self._accounts = AccountMaker(self._ids, now)
        self._disputes = 0
        self._census = {code: read_census(code) for code in city.county_codes}

    def run(self) -> None:
        """Places, then people and bodies, then ninety days of matters; and the years before, copied from those."""
        with set_aside(self._copier, *_TABLES):
            serial = self._disputes = 0
            for code in self._city.county_codes:
                serial = self._county(code, serial)
            with self._copier.staged("accounts to sign in with"):
                self._copier.put(Account, ACCOUNT, self._accounts.rows())
                self._copier.put(Factor, FACTOR, self._accounts.factors())
            if serial < self._size.grown_to:
                with self._copier.staged(f"matters copied further back, to {self._size.grown_to:,}"):
                    copy_back(self._copier, self._size.grown_to)
            # Copies have longer numbers of their own: what is filed next goes on from the matters that are told.
            self._copier.execute("SELECT setval('matters_number', %s)", [serial])
            if self._disputes:
                self._copier.execute("SELECT setval('mediation_number', %s)", [self._disputes])
            with self._copier.staged("counts of every place and day"):
                self._copier.execute("SET LOCAL work_mem = '128MB'")
                self._copier.by_table["matters_tally"] += self._copier.execute(RECOUNT)
            with self._copier.staged("what every place's population is made up of"):
                [(rows,)] = self._copier.all(_MAKEUP, [self._today])
                self._copier.by_table["people_makeup"] += int(rows)
            began = perf_counter()
        self._copier.stage("references checked, indexes built", 0, began)

    def _county(self, code: str, serial: int) -> int:
        """Everything of one county; returns the last number given to a matter."""
        size = self._size
        if len(self._census) > 1:
            size = size.part(self._census[code].population / sum(each.population for each in self._census.values()))
        county = self._registers(code, size)
        with self._copier.staged(f"{size.days} days of matters"):
            history = History(self._copier, county.stage, size, self._rng, self._now, serial=serial)
            serial = history.write(county.residents)
        with self._copier.staged("disputes of a year"):
            rng = Random(f"{self._city.seed}/{code}")
            resident = county.residents[0][1] if county.residents else None
            peace = Peacemaker(self._copier, county.stage, rng, self._ids, self._now, self._disputes, resident)
            self._disputes = peace.write()
        return serial

    def _registers(self, code: str, size: Size) -> _County:
        with self._copier.staged("places, estates and official counts"):
            tree, counts, landmarks = self._places(code)
        with self._copier.staged("people, dwellings and households"):
            registrar = Registrar(self._issuers, size, self._census[code], self._rng, self._ids, self._today)
            staff = Personnel(self._city, registrar, self._rng, self._ids, self._today).fill(tree, landmarks.estates)
            registrar.enrol(tree, landmarks.estates, self._people)
        self._accounts.open_for(staff)
        reporters = registrar.register.reporters
        residents = self._accounts.open_residents(reporters[tree.full[0].id][:2]) if tree.full else []
        with self._copier.staged("bodies and posts"):
            self._staff(staff)
        with self._copier.staged("providers of services"):
            market = open_market(tree, Random(f"{self._city.seed}/{code}/providers"), self._ids, self._city.since)
            self._copier.put(Provider, PROVIDER, market.providers)
            self._copier.put(Offer, OFFER, market.offers)
            self._copier.put(Reach, REACH, market.reaches)
        with self._copier.staged("visits at home"):
            self._copier.by_table["people_visit"] += self._copier.execute(_VISITS, [tree.county.id])
        return _County(Stage(tree, counts, staff, landmarks, reporters), size, residents)

    def _places(self, code: str) -> tuple[Tree, Counts, Landmarks]:
        tree = self._gardener.grow(code)
        counts = count_places(tree, self._census[code], self._rng)
        landmarks = name_landmarks(tree, self._rng, self._ids)
        put = self._copier.put
        put(Place, PLACE, place_rows(tree, self._city))
        put(PlaceCode, CODE, code_rows(tree, self._city, self._ids))
        put(LevelName, LEVEL_NAME, [(self._ids(), tree.county.id, *names) for names in self._city.level_names])
        put(Landmark, LANDMARK, landmarks.rows)
        put(OfficialCount, OFFICIAL_COUNT, self._counts(tree, counts))
        return tree, counts, landmarks

    def _counts(self, tree: Tree, counts: Counts) -> Iterator[tuple[Any, ...]]:
        for node in tree.nodes:
            for measure in MEASURES if node.id in counts else ():
                source = SOURCE_DISTRICT if node is tree.county and measure != "area_km2" else SOURCE_BELOW
                yield (self._ids(), node.id, measure, counts[node.id][measure], CENSUS_DAY, source)

    def _people(self, register: Register) -> None:
        put = self._copier.put
        put(Person, PERSON, register.persons)
        put(Dwelling, DWELLING, register.dwellings)
        put(Household, HOUSEHOLD, register.households)
        put(Resident, RESIDENT, register.residents)
        put(Circumstance, CIRCUMSTANCE, register.circumstances)
        register.clear()

    def _staff(self, staff: Staff) -> None:
        put = self._copier.put
        put(Body, BODY, staff.bodies)
        put(Post, POST, staff.posts)
        put(Tenure, TENURE, staff.tenures)
