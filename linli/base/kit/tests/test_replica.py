"""Pages that only read are served from the copy where there is one, and from the first server where it does not answer."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from linli.base.kit.replica import REPLICA, read_from_copy


@pytest.fixture
def copy(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A second connection called the copy: to the same server, or to a socket where nobody listens. No table is read."""
    known = deepcopy(connections.settings["default"])
    known["HOST"] = request.param or known["HOST"]
    connections.settings[REPLICA] = known
    with django_db_blocker.unblock():
        yield
        connections[REPLICA].close()
    del connections[REPLICA]
    del connections.settings[REPLICA]


def test_without_a_copy_the_first_server_is_read() -> None:
    with read_from_copy() as is_copy:
        assert not is_copy
        assert connection.alias == "default"


@pytest.mark.parametrize("copy", [""], indirect=True)
@pytest.mark.usefixtures("copy")
def test_inside_the_block_the_copy_is_the_database_and_afterwards_no_longer() -> None:
    with suppress(ValueError), read_from_copy() as is_copy:
        assert is_copy
        assert connection.alias == REPLICA
        raise ValueError
    assert connection.alias == "default"


@pytest.mark.parametrize("copy", ["/nowhere"], indirect=True)
@pytest.mark.usefixtures("copy")
def test_a_copy_that_does_not_answer_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), read_from_copy() as is_copy:
        assert not is_copy
        assert connection.alias == "default"
    assert "does not answer" in caplog.text
