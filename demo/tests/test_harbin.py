"""A city of several counties, and matters copied back: two small counties of Harbin, loaded as the whole city is."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from demo.copying import LoadReport
from demo.load import load
from demo.spec import HARBIN, SIZES
from demo.tests.conftest import NOW, city_name
from linli.affairs.matters import public as matters
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from tools import testing

COUNTIES = ("230108", "230127")
FULL = ("230108001002", "230108001003", "230108001004")
TARGET = 3_000
SYSTEM = Actor.system("test")
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def harbin(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    database_name: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LoadReport]:
    """The two counties in a database of this module; both aliases point at it."""
    name = city_name(database_name).replace("_city_", "_harbin_", 1)
    city = replace(HARBIN, county_codes=COUNTIES, full=FULL)
    with django_db_blocker.unblock(), override_settings(VAR_DIR=tmp_path_factory.mktemp("var")):
        testing.make(name)
        with testing.pointed_at(name):
            yield load(city, replace(SIZES["small"], matters=600, grown_to=TARGET), lambda _line: None, NOW)
    testing.remove(name)


def _all(statement: str) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _of_file() -> Counter[str]:
    with HARBIN.places_path.open(encoding="utf-8", newline="") as file:
        return Counter(row["level"] for row in csv.DictReader(file))


def test_the_file_holds_the_whole_city() -> None:
    assert _of_file() == {"province": 1, "city": 1, "county": 18, "street": 328, "community": 3158}


def test_counties_stand_under_one_city(harbin: LoadReport) -> None:
    assert _all(
        "SELECT level, count(*) FROM places_place WHERE level IN ('province', 'city', 'county') GROUP BY 1"
    ) == [
        ("city", 1),
        ("county", 2),
        ("province", 1),
    ]
    found = _all("SELECT DISTINCT city_id FROM places_place WHERE level = 'community'")
    assert found == _all("SELECT id FROM places_place WHERE level = 'city'")


def test_each_community_has_its_residents_and_each_number_is_given_once(harbin: LoadReport) -> None:
    communities = _all("SELECT count(*) FROM places_place WHERE level = 'community'")
    assert _all("SELECT count(DISTINCT community_id) FROM people_resident") == communities
    assert _all("SELECT count(*) - count(DISTINCT number_digest) FROM people_person") == [(0,)]
    assert _all("SELECT count(*) - count(DISTINCT number) FROM people_household") == [(0,)]


def test_copied_matters_keep_their_history(harbin: LoadReport) -> None:
    assert _all("SELECT count(*), count(DISTINCT number) FROM matters_matter") == [(TARGET, TARGET)]
    broken = """
      SELECT m.number FROM matters_matter m JOIN matters_step s ON s.matter_id = m.id GROUP BY m.id
      HAVING count(*) <> m.step_count OR max(s.number) <> m.step_count OR min(s.at) <> m.filed_at"""
    assert _all(broken) == []
    assert _all(
        "SELECT count(*) FROM matters_matter WHERE NOT EXISTS (SELECT FROM matters_contact WHERE matter_id = id)"
    ) == [(0,)]


def test_what_comes_next_gets_a_number_of_its_own(harbin: LoadReport) -> None:
    last = _all("SELECT max(right(number, 6)::bigint) FROM matters_matter WHERE length(number) = 14")
    assert _all("SELECT last_value FROM matters_number") == last


def test_summaries_of_copies_equal_a_recount(harbin: LoadReport) -> None:
    summed = "SELECT place_id, day, item_code, filed, closed, signed_in_time, rated FROM matters_tally ORDER BY 1, 2, 3"
    before = _all(summed)
    with walls.acting(SYSTEM):
        matters.recount()
    assert before == _all(summed) != []
