"""A port in use is passed over and said."""

import socket
from collections.abc import Iterator

import pytest

from tools import demo
from tools.project import SetupError


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_port_in_use_gives_way_to_the_next_free_one(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    port = demo.free_port("127.0.0.1", taken)
    assert port > taken
    assert f"port {taken} is in use: taking {port}" in capsys.readouterr().out


def test_free_port_is_taken_without_a_word(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    free = demo.free_port("127.0.0.1", taken)
    capsys.readouterr()
    assert demo.free_port("127.0.0.1", free) == free
    assert capsys.readouterr().out == ""


def test_no_free_port_says_what_to_do(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "TRIES", 1)
    with pytest.raises(SetupError, match="--port 9000"):
        demo.free_port("127.0.0.1", taken)
