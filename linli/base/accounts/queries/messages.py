"""Who sends words to a phone. Accounts stands below the context that owns the gateway, which registers itself here."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

Sender = Callable[[str, str], None]
"""Sends words to a phone of eleven digits; what it does when the gateway is down is its own to settle."""
_senders: list[Sender] = []


def register_sender(sender: Sender) -> None:
    """Registered once, at start, by the context that owns the gateway."""
    _senders[:] = [sender]


def _write_down(phone: str, words: str) -> None:
    """The development form of a gateway: a file that stands in for the phone."""
    path = Path(settings.VAR_DIR) / "sms.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{phone} {words}\n")


def sender() -> Sender | None:
    """Whoever sends messages here; None where nobody does, and phones can't sign in."""
    if messages_are_written_down():
        return _write_down
    return _senders[0] if _senders else None


def has_phone() -> bool:
    """Whether one can sign in by phone here."""
    return sender() is not None


def messages_are_written_down() -> bool:
    """Whether messages go to a file, in a demo."""
    return str(settings.LINLI_SMS) == "file"
