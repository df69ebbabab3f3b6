"""The first PostgreSQL server falls in the middle of intake; the one that follows it takes over, and nothing acknowledged is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.failover import CLIENTS, EACH, addresses, drill, standby_of
from bench.ground import own_city
from tools import testing

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ and not testing.is_own_server(),
        reason="a server that isn't ours is not ours to kill",
    ),
]


def test_the_standby_serves_the_cockpit_and_takes_over_without_losing_an_acknowledged_request(tmp_path: Path) -> None:
    with own_city("leading", tmp_path) as (first, surroundings):
        second = standby_of(first, "following")
        try:
            done = drill(first, second, surroundings | addresses(first, second))
        finally:
            second.destroy()
    assert (done.lost, done.half) == (0, 0)
    assert done.after >= CLIENTS * EACH
    assert len(done.acknowledged) >= 2 * CLIENTS * EACH
    assert done.cockpit_reads >= done.cockpit_pages
