"""Where a webhook may go: a name is resolved once, and only an address of the public internet is ever connected to.

What is refused: every address inside, of this machine, of the link, of many receivers, of a cloud's metadata, and every IPv6 form
that carries such an IPv4 address within (mapped, translated, 6to4, Teredo). One bad address among several refuses the name.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

MOST_LENGTH = 500
_UNPRINTED = re.compile(r"[\x00-\x20\x7f\\]")
# Global unicast is what IANA hands out of 2000::/3; within it, 2001::/23 is for protocols and 2002::/16 (6to4) carries an IPv4 address.
_GLOBAL = ipaddress.IPv6Network("2000::/3")
_WITHIN = [ipaddress.IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
# Public by number, yet answered by the cloud itself: Azure's wire server; the old relays of 6to4 (RFC 7526).
_OWN = [ipaddress.IPv4Network(each) for each in ("168.63.129.16/32", "192.88.99.0/24")]


class AddressRefusedError(ValueError):
    """This address is nowhere a webhook may go; says why, as a word that the pages translate."""


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed address; `path` carries the query too."""

    is_safe: bool
    host: str
    port: int
    path: str


def target(url: str) -> Target:
    """The parts of a webhook's address; raises `AddressRefusedError` for any but a plain https address on an open port."""
    if len(url) > MOST_LENGTH or not url.isascii() or _UNPRINTED.search(url):
        raise AddressRefusedError("form")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise AddressRefusedError("form") from problem
    if parts.username is not None or parts.password is not None or parts.fragment or not host or "%" in host:
        raise AddressRefusedError("form")
    is_safe = parts.scheme == "https"
    if not is_safe and not (parts.scheme == "http" and settings.LINLI_WEBHOOKS_LOOPBACK):
        raise AddressRefusedError("scheme")
    port = port or (443 if is_safe else 80)
    if port not in settings.LINLI_WEBHOOKS_PORTS and not settings.LINLI_WEBHOOKS_LOOPBACK:
        raise AddressRefusedError("port")
    return Target(is_safe, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def is_open(text: str) -> bool:
    """Whether an address, as text, lies in the public internet."""
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        return found in _GLOBAL and not any(found in each for each in _WITHIN) and "%" not in text
    return found.is_global and not found.is_multicast and not any(found in each for each in _OWN)


def resolve(wanted: Target) -> str:
    """The one address to connect to; raises `AddressRefusedError`, or `OSError` when the name leads nowhere for now."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(wanted.host, wanted.port, type=socket.SOCK_STREAM)]
    except UnicodeError as problem:
        raise AddressRefusedError("form") from problem
    if settings.LINLI_WEBHOOKS_LOOPBACK and all(ipaddress.ip_address(each).is_loopback for each in found):
        return found[0]
    if not wanted.is_safe or wanted.port not in settings.LINLI_WEBHOOKS_PORTS:
        raise AddressRefusedError("scheme")
    if not all(is_open(each) for each in found):
        raise AddressRefusedError("inside")
    return found[0]
