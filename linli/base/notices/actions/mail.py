"""Mail: one connection for a batch, one message to one receiver, refusals taken at their word (RFC 5321, 3834, 3464)."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path
from uuid import UUID

from linli.base.notices.actions.carrying import AGAIN, BOUNCED, FAILED, SECONDS, SENT, Outcome, Outgoing
from linli.base.notices.queries.channels import Mail

_PERMANENT = 500
# 5.7.x and the like refuse what we are, 550 to 554 with 5.1.x whom we write to; without a detail we believe it is the address.
_OURS = ("5.7", "5.3", "5.4", "5.5")


def mails(mail: Mail, batch: Sequence[Outgoing], now: datetime) -> Iterator[tuple[UUID, Outcome]]:
    """Send a batch; each message's outcome comes as soon as it is known."""
    if mail.spool:
        yield from _spooled(mail, batch, now)
        return
    server: smtplib.SMTP | None = None
    for each in batch:
        try:
            server = server or _connect(mail)
            server.send_message(composed(mail, each, now), from_addr=envelope(mail, each.id), to_addrs=[each.address])
            yield each.id, Outcome(SENT)
        except smtplib.SMTPRecipientsRefused as error:
            yield each.id, _refused(*next(iter(error.recipients.values())))
        except smtplib.SMTPResponseException as error:
            yield each.id, _answered(error.smtp_code, error.smtp_error)
            _close(server)
            server = None
        except (OSError, smtplib.SMTPException) as error:
            yield each.id, Outcome(AGAIN, f"{type(error).__name__}: {error}"[:200])
            _close(server)
            server = None
        except ValueError as error:
            # A header that can't be written: no try will mend it.
            yield each.id, Outcome(FAILED, str(error)[:200])
    _close(server)


def _connect(mail: Mail) -> smtplib.SMTP:
    """A server that has let us in; mail never goes in the clear but to this machine."""
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.security == "tls":
        server = smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
        if mail.security == "starttls":
            server.starttls(context=context)
    if mail.user:
        server.login(mail.user, mail.password)
    return server


def _close(server: smtplib.SMTP | None) -> None:
    """Hang up without waiting for a goodbye."""
    if server is not None:
        server.close()


def _refused(code: int, said: bytes | str) -> Outcome:
    text = _text(said)
    if code < _PERMANENT:
        return Outcome(AGAIN, f"{code} {text}"[:200])
    if text.startswith(_OURS):
        return Outcome(FAILED, f"{code} {text}"[:200])
    return Outcome(BOUNCED, f"{code} {text}"[:200])


def _answered(code: int, said: bytes | str) -> Outcome:
    """A refusal of the sender or of the words is ours to mend, not the address's."""
    return Outcome(FAILED if code >= _PERMANENT else AGAIN, f"{code} {_text(said)}"[:200])


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def envelope(mail: Mail, message_id: UUID) -> str:
    """Where a refusal of this message comes back to: the bounce address with the message's id, or the sender."""
    if not mail.bounces:
        return mail.sender
    local, _, domain = mail.bounces.partition("@")
    return f"{local}+{message_id.hex}@{domain}"


def composed(mail: Mail, each: Outgoing, now: datetime) -> EmailMessage:
    """The message as it travels. Its id is the same at every try, so that a second copy is known for one."""
    made = EmailMessage()
    made["From"] = formataddr((mail.sender_name, mail.sender))
    made["To"] = each.address
    made["Subject"] = " ".join(each.subject.split())
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{each.id.hex}@{mail.sender.rpartition('@')[2]}>"
    # No holiday notice answers what a machine wrote.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(f"{each.body}\n", charset="utf-8")
    return made


def _spooled(mail: Mail, batch: Sequence[Outgoing], now: datetime) -> Iterator[tuple[UUID, Outcome]]:
    """The development form: each mail is a file that any mail program opens."""
    folder = Path(mail.spool)
    folder.mkdir(parents=True, exist_ok=True)
    for each in batch:
        (folder / f"{each.id}.eml").write_bytes(bytes(composed(mail, each, now)))
        yield each.id, Outcome(SENT)
