"""One try: a POST to the very address that was judged. No redirection is followed, little is read, nothing lasts longer than it may."""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Timer

from linli.exchange.interfaces.hooks import addresses

SECONDS = 10
MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try: the answer's code, or why there was none; and how long it took, in milliseconds."""

    code: int | None
    why: str
    took_ms: int


class _Connection(http.client.HTTPConnection):
    """A connection to an address; the name is only said in Host and in the TLS handshake, where the certificate must carry it."""

    def __init__(self, target: addresses.Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self._target, self._address = target, address

    def connect(self) -> None:
        """Connect to the address, not to the name."""
        self.sock = socket.create_connection((self._address, self._target.port), timeout=SECONDS)
        if self._target.is_safe:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Tried:
    """Post a body and say what came back."""
    started = time.monotonic()

    def tried(code: int | None, why: str) -> Tried:
        return Tried(code, why[:200], int((time.monotonic() - started) * 1000))

    try:
        target = addresses.target(url)
        address = addresses.resolve(target)
    except addresses.AddressRefusedError as refused:
        return tried(None, f"refused: {refused}")
    except OSError:
        return tried(None, "name not found")
    connection = _Connection(target, address)
    try:
        connection.connect()
        # A timeout of a socket runs anew with each byte; whoever drips is hung up on by this one.
        deadline = Timer(SECONDS, _hang_up, [connection])
        deadline.start()
        try:
            connection.request("POST", target.path, body=body, headers={"User-Agent": "Linli-Webhooks/1", **headers})
            answer = connection.getresponse()
            answer.read(MOST_BYTES)
            return tried(answer.status, "")
        finally:
            deadline.cancel()
    except TimeoutError:
        return tried(None, "timeout")
    except (OSError, http.client.HTTPException) as problem:
        return tried(None, type(problem).__name__)
    finally:
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)
