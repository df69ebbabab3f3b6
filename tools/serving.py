"""The web server as the demo, the pictures, the journeys and the benchmarks start it: one command, one way to wait and to end."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tools import processes
from tools.project import ROOT, SetupError

HOST = "127.0.0.1"
PATIENCE_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Served:
    """A running server and where it answers. It leads a process group of its own, so that all of it can be killed at once."""

    address: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End the server and its workers without a goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)


def start(
    environment: Mapping[str, str], *, port: int, host: str = HOST, workers: int = 2, log_level: str = "warning"
) -> subprocess.Popen[bytes]:
    """Start granian with four threads a worker; it may not answer yet."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "4"),
        *("--no-ws", "--log-level", log_level, "--host", host, "--port", str(port), "linli.config.wsgi:application"),
    ]
    return subprocess.Popen(command, cwd=ROOT, env=dict(environment), start_new_session=True)


def start_worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the worker of jobs, nicer than the server: when the machine is full, notices wait and people don't."""
    command = ["nice", "-n", "10", sys.executable, "manage.py", "procrastinate", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=dict(environment), start_new_session=True)


@contextmanager
def served(
    environment: Mapping[str, str], *, port: int | None = None, workers: int = 2, log_level: str = "warning"
) -> Iterator[Served]:
    """Serve for a with-block, on a free port unless one is named; yields once the server answers."""
    chosen = port or processes.free_port()
    process = start(environment, port=chosen, workers=workers, log_level=log_level)
    try:
        wait_until_it_answers(process, HOST, chosen)
        yield Served(f"http://{HOST}:{chosen}", process)
    finally:
        end([process])


def wait_until_it_answers(process: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Wait for the first answer; raises SetupError when the server ends by itself or says nothing in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SetupError(f"The server ended by itself with {process.returncode}; what it said stands above.")
        if _answers(host, port):
            return
        time.sleep(0.1)
    raise SetupError(f"The server did not answer within {PATIENCE_SECONDS} s; what it said stands above.")


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("HEAD", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def end(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each process to end, and end those that will not."""
    for each in running:
        each.terminate()
    for each in running:
        try:
            each.wait(10)
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()
