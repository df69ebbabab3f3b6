"""Reading from a streaming copy of the database, so that leaders' pages take nothing from the desks' server."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

REPLICA = "replica"
log = logging.getLogger(__name__)


@contextmanager
def read_from_copy() -> Iterator[bool]:
    """For this block, in this thread, the copy is the database: ORM, hot statements and walls go there alike.

    Yields whether it is so: without a copy, or while it does not answer, the block reads from the first server. The copy takes no writes.
    """
    copy = connections[REPLICA] if REPLICA in connections.settings else None
    if copy is None or not _answers(copy):
        yield False
        return
    first = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        yield True
    finally:
        connections[DEFAULT_DB_ALIAS] = first


def _answers(copy: BaseDatabaseWrapper) -> bool:
    try:
        copy.ensure_connection()
    except OperationalError as error:
        log.warning("The copy for reading does not answer, the first server is read: %s", type(error).__name__)
        return False
    return True
