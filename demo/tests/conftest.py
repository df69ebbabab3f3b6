"""A small city, loaded once for the module into a database of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from demo.copying import LoadReport
from demo.load import load
from demo.spec import HAIGANG, SIZES
from linli.affairs.matters.models import Matter, Step, Tally
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.people.models import Person, Resident
from linli.registers.places.models import Place
from tools import testing

NOW = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
"""A Tuesday, ten past four in the afternoon in China, in the heating season."""

COUNTED: tuple[Any, ...] = (Place, Person, Resident, Matter, Step, Tally)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the load reported, and what stood in some of the tables right after it."""

    report: LoadReport
    there: dict[str, int]


def city_name(database_name: str) -> str:
    """The name of the city's database: like this worker's own, with its process number at the end."""
    return database_name.replace("linli_test_", "linli_test_city_", 1)


@pytest.fixture(scope="session")
def small_city(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    database_name: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Loaded]:
    """The small demo city in a database of this session, committed; both aliases point at it while a test uses it."""
    name = city_name(database_name)
    var: Path = tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock(), override_settings(VAR_DIR=var):
        testing.make(name)
        with testing.pointed_at(name):
            report = load(HAIGANG, SIZES["small"], lambda _line: None, NOW)
            with walls.acting(Actor.system("test")):
                there = {model._meta.db_table: model.objects.count() for model in COUNTED}
        yield Loaded(report, there)
    testing.remove(name)


@pytest.fixture
def city(small_city: Loaded, django_db_blocker: DjangoDbBlocker, database_name: str) -> Iterator[Loaded]:
    """The loaded city, for reading and for moves that may stay."""
    with django_db_blocker.unblock(), testing.pointed_at(city_name(database_name)):
        yield small_city
