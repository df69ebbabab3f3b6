"""Several acts at the same moment, each over a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from linli.base.kit.errors import Refusal


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each act returned, or the `Refusal` it met; any other error fails the test. Needs a database that commits."""
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            together.wait(timeout=10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
