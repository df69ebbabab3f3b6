"""Delivery reports, as mail servers write them: read from a maildir and from standard input, counted once, forgeries ignored."""

import io
import mailbox
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from linli.base.kit import walls
from linli.base.kit.ids import new_id
from linli.base.notices import actions
from linli.base.notices.models import Address
from linli.base.notices.tests.factories import JOB, MORNING, mailed, messages

pytestmark = pytest.mark.django_db

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.cn
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain

The mail could not be delivered.
--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.cn

Final-Recipient: rfc822; gone@example.cn
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--edge
Content-Type: {kind}

Message-ID: <{id}@localhost>
Subject: whatever

--edge--
"""


@pytest.fixture(autouse=True)
def spooled(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path


def sent() -> str:
    """The id of a mail that went out."""
    mailed("gone@example.cn")
    actions.send_due(at=lambda: MORNING)
    return messages()[-1].id.hex


def report(message: str, *, to: str = "", action: str = "failed", status: str = "5.1.1", kind: str = "") -> bytes:
    """A report about a message, known by the address it came to or by what it brings back."""
    filled = REPORT.format(
        to=to or "linli@localhost", action=action, status=status, id=message, kind=kind or "message/rfc822"
    )
    return filled.encode()


def taken(raw: bytes) -> bool:
    """Whether the report was taken."""
    with walls.acting(JOB):
        return actions.take_back(raw=raw, now=MORNING)


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_is_known_by_the_message_it_brings_back(kind: str) -> None:
    message = sent()
    assert (taken(report(message, kind=kind)), taken(report(message, kind=kind))) == (True, False)
    (found,) = messages()
    assert (found.status, found.why) == ("bounced", "5.1.1 550 no such user")
    with walls.acting(JOB):
        assert Address.objects.get().bounces == 1


def test_a_report_is_known_by_the_address_it_came_to() -> None:
    message = sent()
    assert taken(report("0" * 32, to=f"<bounces+{message}@example.cn>"))
    assert messages()[0].status == "bounced"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: holiday\n\nI am away.",
        report(new_id().hex),
        report("nonsense"),
    ],
)
def test_what_is_no_report_about_ours_changes_nothing(raw: bytes) -> None:
    sent()
    assert (taken(raw), messages()[0].status) == (False, "sent")


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.7"), ("failed", "4.2.2"), ("relayed", "2.0.0")])
def test_a_delay_is_no_refusal(action: str, status: str) -> None:
    message = sent()
    assert (taken(report(message, action=action, status=status)), messages()[0].status) == (False, "sent")


def test_two_reports_and_the_address_is_left_alone() -> None:
    for _ in range(2):
        assert taken(report(sent()))
    mailed("GONE@example.cn")
    assert [message.status for message in messages()] == ["bounced", "bounced", "suppressed"]


def test_a_maildir_is_read_once(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "bounces")
    box.add(report(sent()))
    box.add(b"Subject: holiday\n\nI am away.")
    out = io.StringIO()
    for _ in range(2):
        call_command("bounces", maildir=tmp_path / "bounces", stdout=out)
    assert out.getvalue().splitlines() == ["2 mails read, 1 messages bounced", "0 mails read, 0 messages bounced"]
    assert messages()[0].status == "bounced"
    with pytest.raises(CommandError, match="no maildir"):
        call_command("bounces", maildir=tmp_path)
