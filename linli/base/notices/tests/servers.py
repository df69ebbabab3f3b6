"""Real servers on the loopback: one that takes mail, one that takes what gateways and robots are asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """What it took, and what it answers to a receiver or to the data instead of taking it."""

    port: int = 0
    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    refuses_data: str = ""

    async def handle_RCPT(  # noqa: N802 -- the server's own name for it
        self,
        server: SMTP,  # noqa: ARG002 -- the server's own arguments
        session: Session,  # noqa: ARG002 -- likewise
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take or refuse a receiver."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- likewise
        self,
        server: SMTP,  # noqa: ARG002 -- likewise
        session: Session,  # noqa: ARG002 -- likewise
        envelope: Envelope,
    ) -> str:
        """Take or refuse a message."""
        if self.refuses_data:
            return self.refuses_data
        mail = BytesParser(policy=default).parsebytes(envelope.original_content or b"")
        assert isinstance(mail, EmailMessage)
        self.taken.append((envelope.mail_from or "", list(envelope.rcpt_tos), mail))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server that listens on the loopback."""
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port())
    controller.start()
    handler.port = controller.port
    try:
        yield handler
    finally:
        controller.stop()


def _free_port() -> int:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as free:
        return int(free.server_address[1])


@dataclass
class Gateway:
    """What it was asked, as path, headers and body; and what it answers, in turn, the last one for ever."""

    address: str = ""
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answers: list[tuple[int, Any]] = field(default_factory=lambda: [(200, {"code": "0", "errcode": 0})])

    def bodies(self) -> list[Any]:
        """The bodies it got, as JSON."""
        return [json.loads(body) for _, _, body in self.asked]


@contextmanager
def http_gateway() -> Iterator[Gateway]:
    """A gateway that listens on the loopback."""
    gateway = Gateway()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            gateway.asked.append((self.path, dict(self.headers), body))
            code, said = gateway.answers.pop(0) if len(gateway.answers) > 1 else gateway.answers[0]
            data = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(code)
            if code == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    gateway.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
