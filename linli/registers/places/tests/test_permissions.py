"""Who may change the tree: with the capability at home, elsewhere, without it, and nobody signed in."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.ids import new_id
from linli.registers.places import actions
from linli.registers.places.actions import NewPlace, Reorganisation
from linli.registers.places.permissions import CAPABILITY
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db
NOW = clock.now()
ON = date(2026, 3, 1)


def acts(town: factories.Town) -> dict[str, Callable[[Actor], Any]]:
    """Each action on the first county's places; importing has no place of its own and is tested with the file."""
    home, estate = town.community.id, factories.landmark(town.community, "和平里小区")
    merger = Reorganisation(
        kind="merge", from_ids=(home, town.other_community.id), into=(NewPlace("新社区"),), date=ON, basis="批复"
    )
    count: dict[str, Any] = {"measure": "households", "value": Decimal(1), "date": ON, "source": "年报"}
    return {
        "add_grid": lambda a: actions.add_grid(parent_id=home, level=Level.GRID, name="第九片区", actor=a, now=NOW),
        "rename_place": lambda a: actions.rename_place(place_id=home, name="和平社区", basis="批复", date=ON, actor=a, now=NOW),
        "set_level_name": lambda a: actions.set_level_name(
            area_id=town.county.id, level=Level.GRID, name="网格", name_en="", actor=a, now=NOW
        ),
        "add_landmark": lambda a: actions.add_landmark(place_id=home, kind="road", name="文化路", actor=a, now=NOW),
        "remove_landmark": lambda a: actions.remove_landmark(landmark_id=estate.id, actor=a, now=NOW),
        "record_official_count": lambda a: actions.record_official_count(place_id=home, **count, actor=a, now=NOW),
        "set_local_rule": lambda a: actions.set_local_day(
            place_id=home, day=clock.local_date(NOW), is_working=True, basis="通知", actor=a, now=NOW
        ),
        "reorganise": lambda a: actions.enact_reorganisation(wanted=merger, actor=a, now=NOW),
    }  # fmt: skip


def outcomes(actor: Actor, town: factories.Town) -> set[str]:
    every = acts(town)
    assert set(every) | {"import_codes"} == set(CAPABILITY)
    return {outcome(actor, act) for act in every.values()}


def outcome(actor: Actor, act: Callable[[Actor], Any]) -> str:
    try:
        with walls.acting(actor):
            act(actor)
    except (NotAllowed, NotFound) as refusal:
        return type(refusal).__name__
    return "done"


@pytest.fixture
def town() -> factories.Town:
    return factories.town()


def test_an_administrator_changes_their_own_county(town: factories.Town) -> None:
    assert outcomes(factories.administrator(town.county), town) == {"done"}


def test_an_administrator_of_another_county_finds_nothing(town: factories.Town) -> None:
    assert outcomes(factories.administrator(town.other_county), town) == {"NotFound"}


@pytest.mark.parametrize("caps", ["", "bodies", "matters", "people"])
def test_other_capabilities_are_not_enough(town: factories.Town, caps: str) -> None:
    assert outcomes(factories.acting_at(town.county, "county_desk", *caps.split()), town) == {"NotAllowed"}


@pytest.mark.parametrize("actor", [Actor.intake(), Actor.tracking(new_id())])
def test_nobody_signed_in_changes_nothing(town: factories.Town, actor: Actor) -> None:
    assert outcomes(actor, town) == {"NotAllowed"}
