"""What came back: delivery reports are read, the message is marked, the address is counted against (RFC 3464, RFC 6522)."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from django.db import transaction
from django.db.models import F

from linli.base.notices.models import Address, Message
from linli.base.notices.states import BOUNCED, EMAIL, SENT

_PLUS = re.compile(r"\+([0-9a-f]{32})@")
_ID = re.compile(r"<([0-9a-f]{32})@")


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report: about which of our messages, whether it failed for good, and what was said."""

    message_id: UUID
    is_final: bool
    why: str


def count(digest: bytes, why: str, now: datetime) -> None:
    """Count something that came back against an address."""
    fresh = Address(digest=digest, bounces=0)
    Address.objects.bulk_create([fresh], ignore_conflicts=True)
    Address.objects.filter(digest=digest).update(bounces=F("bounces") + 1, bounced_at=now, why=why[:300])


def read_report(raw: bytes) -> Report | None:
    """The report a mail carries; None when it is none, or about nothing we sent."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    part = next((each for each in mail.walk() if each.get_content_type() == "message/delivery-status"), None)
    found = _PLUS.search(_receivers(mail)) or next(_ids_within(mail), None)
    if part is None or found is None:
        return None
    fields = [block for block in part.iter_parts() if block.get("Action")] if part.is_multipart() else []
    for block in fields:
        action, status = str(block["Action"]).strip().lower(), str(block.get("Status", "")).strip()
        said = str(block.get("Diagnostic-Code", "")).partition(";")[2].strip() or action
        if action == "failed":
            return Report(UUID(found[1]), is_final=status.startswith("5") or not status, why=f"{status} {said}"[:300])
    return Report(UUID(found[1]), is_final=False, why="")


def _receivers(mail: EmailMessage) -> str:
    return " ".join(str(value) for name in ("To", "Delivered-To", "X-Original-To") for value in mail.get_all(name, []))


def _ids_within(mail: EmailMessage) -> Iterator[re.Match[str]]:
    """Our ids in the message, or its headers, that the report brings back."""
    for part in mail.walk():
        kind = part.get_content_type()
        text = str(part.get("Message-ID", "")) if kind != "text/rfc822-headers" else str(part.get_content())
        found = _ID.search(text)
        if found and part is not mail:
            yield found


@transaction.atomic
def take_back(*, raw: bytes, now: datetime) -> bool:
    """Mark the message a report is about as bounced; False when the mail is no final report about a message that was sent."""
    report = read_report(raw)
    if report is None or not report.is_final:
        return False
    message = Message.objects.select_for_update().filter(id=report.message_id, channel=EMAIL, status=SENT).first()
    if message is None or not message.address_digest:
        return False
    message.status, message.why, message.ended_at = BOUNCED, report.why, now
    message.save(update_fields=["status", "why", "ended_at"])
    count(bytes(message.address_digest), report.why, now)
    return True
