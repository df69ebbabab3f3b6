"""An identity provider that can be made to lie: OpenID Connect with any claims and signature, and the manners of WeChat and DingTalk.

The honest one is a real provider run as a process (see `test_providers.py`); this one says what an attacker would have it say.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

SECRET = "client-secret-of-at-least-32-bytes!"


@dataclass
class Liar:
    """What the provider says next, and what it was asked. meanwhile: called while whoever asked waits for the answer."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    signs_with: str = "own"
    issuer: str = ""
    meanwhile: Callable[[], None] | None = None
    hangs_up: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    own: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "own"}))
    strange: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "own"}))

    def token(self) -> str:
        """An ID token of the claims, signed as it is to be."""
        claims = {"iss": self.address, "aud": "linli", "exp": int(time.time()) + 300, "sub": "u1"} | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.signs_with == "secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
        if self.signs_with == "nobody":
            head, body, _signature = jwt.encode({"alg": "RS256", "kid": "own"}, claims, self.own).split(".")
            del head
            return f"eyJhbGciOiJub25lIn0.{body}."
        return jwt.encode(
            {"alg": "RS256", "kid": "own"}, claims, self.own if self.signs_with == "own" else self.strange
        )

    def answer(self, path: str) -> dict[str, Any]:
        """JSON for a path."""
        if path in self.answers:
            return dict(self.answers[path])
        if path.endswith("openid-configuration"):
            return {
                "issuer": self.issuer or self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            return {"keys": [self.own.as_dict(private=False)]}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def running() -> Iterator[Liar]:
    """Serve it on a free port of this machine."""
    liar = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            parts = urlsplit(self.path)
            given = json.loads(body) if body.startswith("{") else dict(parse_qsl(parts.query) + parse_qsl(body))
            liar.asked.append((parts.path, given, self.headers.get("x-acs-dingtalk-access-token", "")))
            if liar.hangs_up:
                return
            if liar.meanwhile:
                liar.meanwhile()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(liar.answer(parts.path)).encode())

        do_POST = do_GET  # noqa: N815 -- likewise

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    liar.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield liar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
