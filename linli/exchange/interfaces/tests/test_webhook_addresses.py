"""Where a webhook may go: many hostile addresses, none of which may ever be connected to."""

import socket
from typing import Any

import pytest

from linli.exchange.interfaces.hooks import addresses, posting

INSIDE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.1", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.1"),
    *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("192.88.99.1", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "fe80::1"),
    *("fe80::1%eth0", "2400:3200::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:4136:e378::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1"),
    *("no address", ""),
]
BAD = {
    "form": [
        *("https://", "https:///x", "https://user@example.cn/", "https://user:pw@example.cn/", "https://例子.cn/"),
        *("https://example.cn/#part", "https://example.cn\\@10.0.0.1/", "https://exa mple.cn/", "https://[::1%25lo]/"),
        *(
            "https://example.cn:99999/",
            "https://[::1/",
            "https://example.cn/\r\nHost: x",
            "https://example.cn/" + "a" * 500,
        ),
    ],
    "scheme": ["http://example.cn/", "ftp://example.cn/", "file://host/etc/passwd", "gopher://example.cn/"],
    "port": ["https://example.cn:22/", "https://example.cn:5432/", "https://example.cn:80/"],
}


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_open(address: str) -> None:
    assert not addresses.is_open(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1", "2606:4700::1111"])
def test_the_public_internet_is_open(address: str) -> None:
    assert addresses.is_open(address)


@pytest.mark.parametrize(("why", "url"), [(why, url) for why, urls in BAD.items() for url in urls])
def test_only_a_plain_https_address_is_taken(why: str, url: str) -> None:
    with pytest.raises(addresses.AddressRefusedError, match=why):
        addresses.target(url)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "10.1", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_however_an_address_is_written_nothing_inside_is_connected_to(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*_args: Any, **_named: Any) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert posting.post(f"https://{host}/", b"", {}).why == "refused: inside"


def test_one_bad_address_among_several_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: found)
    assert posting.post("https://example.cn/", b"", {}).why == "refused: inside"


def test_the_name_is_resolved_once_and_that_very_address_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its answer between judging and connecting (rebinding) gains nothing."""
    answers = iter(["8.8.8.8", "127.0.0.1"])
    reached: list[Any] = []

    def resolve(*_args: Any, **_named: Any) -> list[Any]:
        return [(2, 1, 6, "", (next(answers), 443))]

    def connect(address: Any, **_named: Any) -> None:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert posting.post("https://example.cn/", b"", {}).why == "ConnectionRefusedError"
    assert reached == [("8.8.8.8", 443)]
