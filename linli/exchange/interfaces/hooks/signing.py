"""What a webhook carries and how its receiver knows it is ours: CloudEvents 1.0 in JSON, signed as Standard Webhooks 1.0 does."""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from linli.base.kit import clock

PREFIX = "whsec_"
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
TYPE = "cn.linli."
"""What the types of our events begin with."""


def new_secret() -> str:
    """A secret of 32 random bytes, in the form Standard Webhooks gives it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA-256 over id.timestamp.body, in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def headers(keys: Sequence[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of one try; while a secret is being changed there is a signature by each."""
    timestamp = int(at.timestamp())
    return {
        "Content-Type": CONTENT_TYPE,
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(key, message_id, timestamp, body) for key in keys),
    }


def envelope(*, event_id: str, source: str, kind: str, subject: str, at: datetime, data: Mapping[str, str]) -> str:
    """A CloudEvent in structured JSON; `kind` such as matter.filed."""
    event = {
        "specversion": "1.0",
        "id": event_id,
        "source": source,
        "type": TYPE + kind,
        "time": at.astimezone(clock.CHINA).isoformat(timespec="seconds"),
        "datacontenttype": "application/json",
        **({"subject": subject} if subject else {}),
        "data": dict(data),
    }
    return json.dumps(event, ensure_ascii=False)
