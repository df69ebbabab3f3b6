"""Loads a demo city: one transaction of the owner, all of it or nothing, and then the counts of every place and day."""

from collections.abc import Iterator
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
from demo.chance import Ids
from demo.copying import Copier, LoadReport, Report
from demo.history import History
from demo.indexes import set_aside
from demo.landmarks import LANDMARK, Landmarks, name_landmarks
from demo.people import CIRCUMSTANCE, DWELLING, HOUSEHOLD, PERSON, RESIDENT, Registrar
from demo.places import CODE, LEVEL_NAME, PLACE, STATISTICAL, Gardener, Tree, code_rows, place_rows
from demo.spec import CitySpec, Size
from linli.affairs.matters.actions.folding import RECOUNT
from linli.affairs.matters.models import Contact, Matter, Step, Tally
from linli.base.accounts.models import Account, Factor
from linli.base.journal.models import Entry, Payload
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.people.models import Circumstance, Dwelling, Household, Person, Resident
from linli.registers.places.models import Landmark, LevelName, OfficialCount, Place, PlaceCode

OFFICIAL_COUNT = ("id", "place_id", "measure", "value", "date", "source")
_TABLES: tuple[type[Model], ...] = (
    *(PlaceCode, Landmark, OfficialCount, Person, Dwelling, Household, Resident, Circumstance, Body, Post, Tenure),
    *(Matter, Contact, Step, Entry, Payload, Tally),
)
"""What is loaded faster without its secondary indexes and references."""
_SYSTEM = Actor.system("demo.load")


def is_loaded(city: CitySpec) -> bool:
    """Whether the database holds the city."""
    with walls.acting(_SYSTEM):
        return PlaceCode.objects.filter(system=STATISTICAL, code=city.county_code).exists()


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


class _Loader:
    """The stages of one load, in order."""

    def __init__(self, city: CitySpec, size: Size, copier: Copier, now: datetime) -> None:
        self._city, self._size, self._copier, self._now = city, size, copier, now
        self._today = clock.local_date(now)
        self._rng = Random(city.seed)
        self._ids = Ids(int(now.timestamp() * 1000) - 86_400_000, self._rng)
        self._census = read_census(city.county_code)

    def run(self) -> None:
        """Places, then people and bodies, then ninety days of matters."""
        with set_aside(self._copier, *_TABLES):
            self._fill()
            began = perf_counter()
        self._copier.stage("references checked, indexes built", 0, began)

    def _fill(self) -> None:
        with self._copier.staged("places, estates and official counts"):
            tree, counts, landmarks = self._places()
        with self._copier.staged("people, dwellings and households"):
            registrar = Registrar(self._city, self._size, self._census, self._rng, self._ids, self._today)
            staff = Personnel(self._city, registrar, self._rng, self._ids, self._today).fill(tree, landmarks.estates)
            registrar.enrol(tree, landmarks.estates)
            self._people(registrar)
        accounts = AccountMaker(self._ids, self._now)
        accounts.open_for(staff)
        reporters = registrar.register.reporters
        residents = accounts.open_residents(reporters[tree.full[0].id][:2])
        with self._copier.staged("bodies and posts"):
            self._staff(staff)
        with self._copier.staged(f"{self._size.days} days of matters"):
            stage = Stage(tree, counts, staff, landmarks, reporters)
            History(self._copier, stage, self._size, self._rng, self._now).write(residents)
        with self._copier.staged("accounts to sign in with"):
            self._copier.put(Account, ACCOUNT, accounts.rows())
            self._copier.put(Factor, FACTOR, accounts.factors())
        with self._copier.staged("counts of every place and day"):
            self._copier.execute("SET LOCAL work_mem = '128MB'")
            self._copier.by_table["matters_tally"] += self._copier.execute(RECOUNT)

    def _places(self) -> tuple[Tree, Counts, Landmarks]:
        tree = Gardener(self._city, self._size, self._rng, self._ids).grow()
        counts = count_places(tree, self._census, self._rng)
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

    def _people(self, registrar: Registrar) -> None:
        register, put = registrar.register, self._copier.put
        put(Person, PERSON, register.persons)
        put(Dwelling, DWELLING, register.dwellings)
        put(Household, HOUSEHOLD, register.households)
        put(Resident, RESIDENT, register.residents)
        put(Circumstance, CIRCUMSTANCE, register.circumstances)

    def _staff(self, staff: Staff) -> None:
        put = self._copier.put
        put(Body, BODY, staff.bodies)
        put(Post, POST, staff.posts)
        put(Tenure, TENURE, staff.tenures)
