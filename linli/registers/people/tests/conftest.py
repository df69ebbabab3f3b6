"""The small city in which the register's actions are tested, and those who act in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from linli.base.kit.actor import Actor
from linli.registers.places.tests.factories import Town, acting_at, town

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
"""A Friday, half past nine in China."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A town and its posts."""

    town: Town
    clerk: Actor
    worker: Actor
    reader: Actor
    next_clerk: Actor
    far_clerk: Actor


@pytest.fixture
def cast(db: None) -> Cast:
    """A community's clerk, its grid's worker, somebody who may only read, the next community's clerk, another county's."""
    here = town()
    return Cast(
        town=here,
        clerk=acting_at(here.community, "clerk", "people", "reveal", "enrol", "journal"),
        worker=acting_at(here.grid, "worker", "people", "reveal", "enrol"),
        reader=acting_at(here.community, "reader", "people"),
        next_clerk=acting_at(here.other_community, "next clerk", "people", "reveal", "enrol"),
        far_clerk=acting_at(here.far_community, "far clerk", "people", "reveal", "enrol"),
    )
