"""The whole application on a port of this machine, for tests that speak HTTP."""

from collections.abc import Iterator
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from pytest_django import DjangoDbBlocker

from linli.exchange.interfaces.tests.receiver import Receiver, listening


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it has above
        """Say nothing."""


@pytest.fixture
def served(committed_db: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Where it answers."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet)

    def serve() -> None:
        with django_db_blocker.unblock():
            server.serve_forever()
            connections.close_all()

    thread = Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Somebody's server, which webhooks may reach for once although it is on this machine."""
    settings.LINLI_WEBHOOKS_LOOPBACK = True
    with listening() as server:
        yield server
