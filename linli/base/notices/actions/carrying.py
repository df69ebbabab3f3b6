"""What every channel has in common: a message put into words, what became of it, and asking a server over HTTP."""

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message as Headers
from typing import IO, Any
from uuid import UUID

SECONDS = 10
MOST_BYTES = 65_536
_RETRIED = (408, 425, 429)

SENT, AGAIN, FAILED, BOUNCED = "sent", "again", "failed", "bounced"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message in words, with the address it goes to: a mail address, a phone, or a robot's name."""

    id: UUID
    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try: `sent`, `again` (later may be better), `failed` (no use), `bounced` (the address is refused)."""

    what: str
    why: str = ""


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """A gateway that sends us elsewhere is misconfigured; nobody's phone goes where it points."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002 -- urllib's signature
        fp: IO[bytes],  # noqa: ARG002 -- likewise
        code: int,  # noqa: ARG002 -- likewise
        msg: str,  # noqa: ARG002 -- likewise
        headers: Headers,  # noqa: ARG002 -- likewise
        newurl: str,  # noqa: ARG002 -- likewise
    ) -> None:
        """Follow no redirection."""
        return


_opener = urllib.request.build_opener(_Unmoved)


def post(
    url: str, *, body: Any = None, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> tuple[Outcome | None, dict[str, Any]]:
    """POST a JSON body or a form and return its JSON reply; an outcome instead when there is no reply worth reading."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        return Outcome(FAILED, f"not an http address: {url[:80]}"), {}
    data = urllib.parse.urlencode(form).encode() if form is not None else json.dumps(body, ensure_ascii=False).encode()
    kind = "application/x-www-form-urlencoded" if form is not None else "application/json"
    request = urllib.request.Request(  # noqa: S310 -- the scheme is held above
        url, data=data, headers={"Content-Type": f"{kind}; charset=utf-8", **(headers or {})}, method="POST"
    )
    try:
        with _opener.open(request, timeout=SECONDS) as reply:
            said = json.loads(reply.read(MOST_BYTES) or b"{}")
    except urllib.error.HTTPError as error:
        error.close()
        return Outcome(AGAIN if error.code >= 500 or error.code in _RETRIED else FAILED, f"HTTP {error.code}"), {}
    except OSError as error:
        return Outcome(AGAIN, _without_address(error)), {}
    except ValueError:
        return Outcome(AGAIN, "the reply is no JSON"), {}
    return None, said if isinstance(said, dict) else {}


def _without_address(error: OSError) -> str:
    """What went wrong, without the address: a robot's address is its key."""
    reason = getattr(error, "reason", error)
    return str(reason)[:200]
