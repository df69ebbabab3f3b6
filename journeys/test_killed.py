"""Server and PostgreSQL are killed in the middle of intake, again and again: nothing acknowledged is lost, nothing is half."""

from __future__ import annotations

import http.client
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from bench.asker import Asker, ordinary_request
from bench.ground import own_city
from tools import databases, postgres, serving, testing

ROUNDS = 6
CLIENTS = 4
BROKEN = (ConnectionError, http.client.HTTPException, TimeoutError, RuntimeError, OSError)

pytestmark = pytest.mark.skipif(
    "DATABASE_URL" in os.environ and not testing.is_own_server(), reason="a server that isn't ours is not ours to kill"
)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[postgres.Cluster, dict[str, str]]]:
    """A durable PostgreSQL server with a small demo city; with the surroundings of processes on it."""
    with own_city("killed", tmp_path_factory.mktemp("var")) as made:
        yield made


def _ask_until_broken(
    address: str, item: str, place: str, receipts: list[str], broken: list[str], enough: threading.Event
) -> None:
    """File one request after the other; keep the receipt of each that was acknowledged, stop when the wire breaks."""
    try:
        with closing(Asker(address, item, place)) as asker:
            while True:
                receipts.append(asker.once())
                if len(receipts) >= CLIENTS * 3:
                    enough.set()
    except BROKEN as broke:
        broken.append(repr(broke))


def _round(server: postgres.Cluster, surroundings: dict[str, str], *, whole_database: bool) -> list[str]:
    """One kill in the middle of intake; returns the receipts given before it."""
    with psycopg.connect(server.url(databases.OWNER)) as connection:
        item, place = ordinary_request(connection)
    receipts: list[str] = []
    broken: list[str] = []
    enough = threading.Event()
    with serving.served(surroundings, workers=1, log_level="critical") as running:
        clients = [
            threading.Thread(target=_ask_until_broken, args=(running.address, item, place, receipts, broken, enough))
            for _ in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        assert enough.wait(60), broken
        time.sleep(0.05)
        if whole_database:
            server.kill()
        else:
            running.kill()
        for client in clients:
            client.join(timeout=60)
    server.ensure()
    return receipts


def test_killed_in_the_middle_of_intake_nothing_acknowledged_is_lost_and_nothing_is_half(
    cluster: tuple[postgres.Cluster, dict[str, str]],
) -> None:
    server, surroundings = cluster
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        acknowledged += _round(server, surroundings, whole_database=bool(number % 2))
    numbers = sorted(receipt.split("/track/")[1].split("/")[0] for receipt in acknowledged)
    with psycopg.connect(server.url(databases.OWNER)) as connection:
        kept = connection.execute(
            "SELECT number FROM matters_matter WHERE number = ANY(%s) ORDER BY number", [numbers]
        ).fetchall()
        half = connection.execute(
            """SELECT count(*) FROM matters_matter m
                WHERE (SELECT count(*) FROM matters_step s WHERE s.matter_id = m.id) <> m.step_count
                   OR NOT EXISTS (SELECT 1 FROM matters_contact c WHERE c.matter_id = m.id)
                   OR NOT EXISTS (SELECT 1 FROM journal_entry e JOIN journal_payload p ON p.entry_id = e.id WHERE e.subject_id = m.id)"""
        ).fetchone()
    assert [row[0] for row in kept] == numbers
    assert len(numbers) == len(set(numbers)) >= ROUNDS * CLIENTS
    assert half == (0,)
