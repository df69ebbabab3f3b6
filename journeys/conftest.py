"""The ground of journeys: a small demo city in a database of its own, the real server before it, a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules
from tools import browser as chromium
from tools import screens, serving, testing

# Playwright keeps an event loop in this thread, which Django takes for a sign of asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give journeys more time than other tests: the first of them loads a city and starts a server and a browser."""
    for item in items:
        if item.path.is_relative_to(ROOT / "journeys") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(400))


@dataclass(frozen=True)
class Site:
    """The served city: its address, the surroundings of its processes, and the password of every account in it."""

    address: str
    environment: dict[str, str]
    password: str


def _surroundings(database: str, var: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": testing.address(database),
        "OWNER_DATABASE_URL": testing.address(database, "owner"),
        "DJANGO_SETTINGS_MODULE": "linli.config.settings_test",
        "LINLI_VAR": str(var),
        "LINLI_LIMITS_OFF": "1",
        "LINLI_DEMO": "1",
        "LINLI_SECOND_FACTOR": "demo",
        "LINLI_SMS": "file",
    }


@pytest.fixture(scope="session")
def city(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    database_name: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, str]]:
    """Load a small demo city into a database beside the worker's own; yields the surroundings of processes on it."""
    name, var = f"{database_name}_city", tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock():
        testing.make(name)
    surroundings = _surroundings(name, var)
    subprocess.run([sys.executable, "-m", "demo", "load", "--size", "small"], check=True, cwd=ROOT, env=surroundings)
    with django_db_blocker.unblock(), testing.pointed_at(name):
        _call_at_any_hour()
    yield surroundings
    with django_db_blocker.unblock():
        testing.remove(name)


def _call_at_any_hour() -> None:
    """Journeys run in the evening too, when a real city calls nobody."""
    system, yesterday = Actor.system("journey"), clock.now() - timedelta(days=1)
    with walls.acting(system):
        rules.set_parameter(
            name="callback.hours", area_id=None, value="00:00-23:59", valid_from=clock.local_date(yesterday),
            basis="journeys", actor=system, now=yesterday,
        )  # fmt: skip


@pytest.fixture
def behind(city: dict[str, str], django_db_blocker: DjangoDbBlocker, database_name: str) -> Iterator[None]:
    """Let a journey act on the served city from this process: what its worker would do, what happened before today."""
    with django_db_blocker.unblock(), testing.pointed_at(f"{database_name}_city"):
        yield


@pytest.fixture(scope="session")
def site(city: dict[str, str]) -> Iterator[Site]:
    """Serve the city as the demo does, on a free port of this machine."""
    with serving.served(city, workers=1) as running:
        password = (Path(city["LINLI_VAR"]) / "demo-password").read_text(encoding="utf-8").strip()
        yield Site(running.address, city, password)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """The browser; where there is none the journeys that need it are skipped, and the suite says so loudly."""
    if not chromium.find_chromium():
        pytest.skip(chromium.MISSING)
    with chromium.launch() as started:
        yield started


Visit = Callable[..., Page]


@pytest.fixture
def visit(site: Site, chrome: Browser) -> Iterator[Visit]:
    """Open a page as somebody: `visit("/desk/", as_="grid", phone=True, scripts=False, language="en")`."""
    contexts = []

    def opened(path: str, *, as_: str = "", phone: bool = False, scripts: bool = True, language: str = "zh-CN") -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        context = chrome.new_context(viewport=size, locale=language, java_script_enabled=scripts, base_url=site.address)  # type: ignore[arg-type]  # a literal of two sizes
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if as_:
            screens.sign_in(page, as_, site.password)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
