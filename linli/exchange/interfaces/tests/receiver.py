"""Somebody's server of webhooks, on a port of this machine, and webhooks of a town that lead to it."""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from linli.affairs.matters.tests.factories import Town, a_filed
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.exchange.interfaces import actions, jobs
from linli.exchange.interfaces.models import Delivery, Webhook

KINDS = ["matter.filed", "matter.moved", "matter.answered", "matter.closed"]
JOB = Actor.system("test")


class Receiver(ThreadingHTTPServer):
    """Somebody's server: it keeps what it is sent and answers what it is told to."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            # The handshake is the handler's thread's, so that one who hangs up doesn't stop the next from being heard.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.code = 204
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}/hook?of=city"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a caller who doesn't trust our certificate and hangs up; anything else is a fault of the test."""
        if not isinstance(sys.exception(), ssl.SSLError):
            super().handle_error(request, client_address)


@contextmanager
def listening(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver for a with-block."""
    server = Receiver(tls)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Keep and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.code)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it has above
        """Say nothing."""


def a_hook(town: Town, receiver: Receiver, **given: Any) -> actions.Made:
    """A webhook of the county that leads to the receiver; it is asked for proof next."""
    actor = town.actor("county", "administrator")
    values = {"name": "城市大脑", "owner": "数据局", "url": receiver.url, "kinds": KINDS, **given}
    with walls.acting(actor):
        return actions.add_webhook(**values, actor=actor, now=clock.now())


def a_proven_hook(town: Town, receiver: Receiver, **given: Any) -> actions.Made:
    """One that has answered its ping."""
    made = a_hook(town, receiver, **given)
    assert actions.send_due() == 1
    receiver.got.clear()
    return made


def a_public_matter(town: Town, **given: Any) -> str:
    """A matter is filed and its job runs; returns its number."""
    at = clock.now()
    filed = a_filed(town, at, **{"item": "t-lamp", **given})
    jobs.matter_filed(matter_id=str(filed.id), at=at.isoformat())
    return filed.number


def log(**wanted: Any) -> list[Delivery]:
    """What was sent or is to be, pings left out, the oldest first."""
    with walls.acting(JOB):
        return list(Delivery.objects.filter(**wanted).exclude(kind="ping").order_by("asked_at"))


def state_of(made: actions.Made) -> str:
    """Whether it is proven, paused, ended."""
    with walls.acting(JOB):
        return Webhook.objects.get(id=made.id).state
