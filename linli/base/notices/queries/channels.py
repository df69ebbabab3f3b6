"""Which channels lead outside here: a TOML file that `LINLI_CHANNELS` names; docs/how-to/send-messages.md."""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from linli.base.notices.states import DINGTALK, EMAIL, ROBOTS, SMS, WECOM


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server. security: `tls` from the first byte, `starttls`, or `none` for one on this machine.

    bounces: where refusals come back to; each message adds its own id after a plus sign. spool: a folder instead of a server.
    """

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    sender_name: str = "邻里"
    bounces: str = ""
    spool: str = ""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway for short messages, asked over HTTP. In `form` or `body` the blanks {phone}, {text} and {id} are filled.

    ok, refused, later: values by name that its JSON reply carries when it took the message, never will, or is too busy. prefix:
    the signature that carriers ask for. spool: a file instead of a gateway.
    """

    url: str = ""
    headers: dict[str, str] = field(default_factory=dict, hash=False)
    form: dict[str, str] = field(default_factory=dict, hash=False)
    body: dict[str, Any] = field(default_factory=dict, hash=False)
    ok: dict[str, list[str]] = field(default_factory=dict, hash=False)
    refused: dict[str, list[str]] = field(default_factory=dict, hash=False)
    prefix: str = ""
    spool: str = ""


@dataclass(frozen=True, slots=True)
class Robot:
    """A robot in a group chat of staff: hears what concerns its area, of the kinds named, and whatever is urgent."""

    name: str
    channel: str
    url: str
    area: UUID
    secret: str = ""
    kinds: tuple[str, ...] = ()
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class Channels:
    """All that lead outside here."""

    mail: Mail | None = None
    gateway: Gateway | None = None
    robots: tuple[Robot, ...] = ()

    def has(self, channel: str) -> bool:
        """Whether messages can leave by this channel."""
        if channel in ROBOTS:
            return any(robot.channel == channel for robot in self.robots)
        return {EMAIL: self.mail, SMS: self.gateway}[channel] is not None


def channels() -> Channels:
    """The file's channels; without one, in a demo, a spool in the folder of what changes."""
    if settings.LINLI_CHANNELS:
        return _read(settings.LINLI_CHANNELS)
    if settings.LINLI_SMS == "file":
        return _spooled(str(settings.VAR_DIR))
    return Channels()


@lru_cache(maxsize=4)
def _spooled(folder: str) -> Channels:
    mail = Mail(sender="linli@localhost", spool=f"{folder}/mail")
    return Channels(mail=mail, gateway=Gateway(spool=f"{folder}/sms.txt", prefix="【邻里】"))


@lru_cache(maxsize=4)
def _read(path: str) -> Channels:
    said = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    try:
        mail = Mail(**said["email"]) if "email" in said else None
        gateway = Gateway(**said["sms"]) if "sms" in said else None
        robots = tuple(_robot(name, row) for name, row in said.get("robots", {}).items())
    except (TypeError, KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{path}: {error}. docs/how-to/send-messages.md lists what may stand there."
        ) from error
    if (
        mail
        and not mail.spool
        and (not mail.host or not mail.sender or mail.security not in ("tls", "starttls", "none"))
    ):
        raise ImproperlyConfigured(f"{path}: [email] wants host and sender, and security is tls, starttls or none.")
    if gateway and not gateway.spool and (not gateway.url or not (gateway.form or gateway.body)):
        raise ImproperlyConfigured(f"{path}: [sms] wants url, and form or body with what is sent there.")
    return Channels(mail, gateway, robots)


def _robot(name: str, row: dict[str, Any]) -> Robot:
    kind = {"wecom": WECOM, "dingtalk": DINGTALK}[row["kind"]]
    return Robot(
        name=name,
        channel=kind,
        url=row["url"],
        area=UUID(row["area"]),
        secret=row.get("secret", ""),
        kinds=tuple(row.get("kinds", ())),
        language=row.get("language", "zh-hans"),
    )
