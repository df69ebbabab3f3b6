"""Loads the demo city, plays its day and serves it: the orchestration behind `./dev demo` and `./dev run`."""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

import psycopg

from tools import databases, postgres, progress, project, serving
from tools.dev import PYTHON, environment
from tools.project import ROOT, SetupError, Stamp

FIRST_PORT = 8000
FIRST_CITY = "haigang"
TRIES = 50


def main(arguments: Sequence[str]) -> None:
    """Do what the options ask; by default everything, and serve until Ctrl-C."""
    options = _parse(arguments)
    env = environment() | {
        "LINLI_DEMO": "1",
        "LINLI_SECOND_FACTOR": "demo",
        "LINLI_SMS": "file",
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
    }
    if options.city != FIRST_CITY or options.fresh:
        env |= _addresses(env, options.city, fresh=options.fresh and not options.serve_only)
    # Also before serving what is there: code newer than its tables would fail on the first page.
    _build(env)
    if not options.serve_only:
        _run(env, f"demo city {options.city}", "-m", "demo", "load", "--city", options.city)
        if options.city == FIRST_CITY:
            # Its scenes name that city's communities.
            _run(env, "a day of work", "-m", "demo", "day")
    collect(env)
    if not options.no_serve:
        _serve(env, options.port, options.host)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev demo")
    parser.add_argument(
        "--city", default=FIRST_CITY, help="haigang, or harbin: 2 million residents and 1 million matters, for load"
    )
    parser.add_argument("--fresh", action="store_true", help="drop what is there and load the city anew")
    parser.add_argument("--no-serve", action="store_true", help="stop after loading")
    parser.add_argument(
        "--serve-only", action="store_true", help="load nothing; tables made by older code are brought up to date"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try")
    return parser.parse_args(arguments)


def database_of(city: str) -> str:
    """Each city has a database of its own; the first one has the clone's."""
    return postgres.DATABASE if city == FIRST_CITY else f"{postgres.DATABASE}_{city}"


def _addresses(env: Mapping[str, str], city: str, *, fresh: bool) -> dict[str, str]:
    """The addresses of a city's database, which is made if it is missing, or anew."""
    cluster, name = postgres.main_cluster(), database_of(city)
    if env["DATABASE_URL"] != cluster.url(postgres.APP):
        raise SetupError(
            "--fresh and --city make databases, and DATABASE_URL names one from outside. Empty that one yourself, or"
            " unset DATABASE_URL."
        )
    with cluster.connect() as connection:
        if fresh:
            databases.drop(connection, name)
        if not databases.exists(connection, name):
            databases.create(connection, name)
    return {"DATABASE_URL": cluster.url(postgres.APP, name), "OWNER_DATABASE_URL": cluster.url(postgres.OWNER, name)}


def _build(env: Mapping[str, str]) -> None:
    """Make tables and reference data, unless the database says that it was built from this very code."""
    state = databases.state()
    with psycopg.connect(env["OWNER_DATABASE_URL"], autocommit=True) as connection:
        if databases.noted_state(connection) == state:
            return
        _run(env, "tables", "manage.py", "migrate", "--database", "owner", "--verbosity", "0")
        _run(env, "reference data", "manage.py", "seed")
        databases.note_state(connection, state)


def collect(env: Mapping[str, str]) -> None:
    """Collect and compress the static files, unless none changed since."""
    files = [path for path in (ROOT / "linli").glob("*/*/static/**/*") if path.is_file()]
    stamp = Stamp("static", project.digest(ROOT / "requirements.lock", *files))
    if not stamp.is_current() or not (project.VAR / "static").exists():
        _run(env, "static files", "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0")
        stamp.set()


def _run(env: Mapping[str, str], label: str, *command: str) -> None:
    """Run a step whose own output shows; say how long it took."""
    began = time.monotonic()
    done = subprocess.run([PYTHON, *command], env=env, cwd=ROOT, check=False)
    if done.returncode:
        raise SetupError(f"{label}: `{' '.join(command)}` failed; what it said stands above.")
    progress.say(f"{label}: {time.monotonic() - began:.1f} s")


def free_port(host: str, first: int) -> int:
    """Return the first port from `first` on that nobody listens on, and say so if it is another."""
    for port in range(first, first + TRIES):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError as error:
                raise SetupError(
                    f"Port {port} is not ours to open. Choose one above 1023: ./dev demo --port 8000"
                ) from error
            except OSError:
                continue
        if port != first:
            progress.say(f"port {first} is in use: taking {port} (choose one yourself with --port)")
        return port
    raise SetupError(f"Ports {first} to {first + TRIES - 1} are all in use. Choose another: ./dev demo --port 9000")


def _serve(env: Mapping[str, str], first_port: int, host: str) -> None:
    """Run the worker and the server until Ctrl-C, or until either ends."""
    port = free_port(host, first_port)
    # Links in messages lead to this very server.
    env = {**env, "LINLI_ADDRESS": f"http://{host}:{port}"}
    # Also where the surroundings ignore Ctrl-C: a background job of a shell does.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    running = [serving.start(env, port=port, host=host), serving.start_worker(env)]
    try:
        serving.wait_until_it_answers(running[0], host, port)
        print(flush=True)
        subprocess.run([PYTHON, "-m", "demo", "whoami"], env=env, cwd=ROOT, check=False)
        print(f"\n  Linli is at http://{host}:{port}/  (Ctrl-C stops it)\n", flush=True)
        while all(each.poll() is None for each in running):
            time.sleep(0.5)
        raise SetupError("The server or its worker ended by itself; what it said stands above.")
    except KeyboardInterrupt:
        print("\n  stopping", flush=True)
    finally:
        serving.end(running)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as error:
        project.fail(str(error))
