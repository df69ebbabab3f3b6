"""Processes as /proc knows them."""

from __future__ import annotations

import socket
from pathlib import Path


def _stat(pid: int) -> list[str]:
    """Return a process's state, parent and so on, or an empty list if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    everyone = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [each for each in everyone if _stat(each)[1:2] == [str(pid)]]


def is_alive(pid: int) -> bool:
    """Whether the process still runs; a zombie, which only waits to be fetched, does not."""
    return _stat(pid)[:1] not in ([], ["Z"], ["X"])


def free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
