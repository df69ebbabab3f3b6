"""Says what takes long while it takes long, and keeps the noise in a log."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import project
from tools.project import SetupError


def run_step(
    label: str, command: Sequence[str | Path], *, log: str, cure: str, environment: Mapping[str, str] | None = None
) -> None:
    """Run a command with its output in `var/log/`, a dot every two seconds; failing, show the log's end and the cure."""
    path = project.VAR / "log" / log
    path.parent.mkdir(parents=True, exist_ok=True)
    print(f"  {label} ", end="", flush=True)
    ended = threading.Event()

    def tick() -> None:
        while not ended.wait(2):
            print(".", end="", flush=True)

    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    try:
        with path.open("w", encoding="utf-8") as file:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=False,
                env=environment,
                cwd=project.ROOT,
            )
    finally:
        ended.set()
        ticker.join()
    print(" done" if done.returncode == 0 else " failed", flush=True)
    if done.returncode:
        tail = "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise SetupError(f"{label} failed. {cure} The whole log: {path}\n{tail}")


def say(text: str) -> None:
    """Print one line of progress at once, also when the output goes to a file."""
    print(f"  {text}", file=sys.stdout, flush=True)
