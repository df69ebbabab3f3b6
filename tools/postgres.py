"""PostgreSQL run by the project: clusters that listen on a Unix socket of their own, and on nothing else.

A clone has two: `main` for the city (durable) and `test` for the suite (quick, for losing it costs nothing). A test that means
to kill a server makes a `Cluster` of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from tools import databases, engine, processes, project
from tools.databases import APP, DATABASE, OWNER, SUPER
from tools.project import SetupError

__all__ = ["APP", "DATABASE", "OWNER", "SUPER", "Cluster", "Passwords", "cluster", "main_cluster", "test_cluster"]

LEAST_FREE_BYTES = 1_000_000_000
PATIENCE_SECONDS = 60
# Under ctype C Chinese has no trigrams; collation stays C, for codes and ids sort by bytes.
INITDB = (
    "--locale-provider=libc",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
    "--encoding=UTF8",
    "--data-checksums",
    "--auth=scram-sha-256",
    "--no-instructions",
)

COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "password_encryption": "scram-sha-256",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    # Compiling a plan costs more than the short statements of this application ever take.
    "jit": "off",
    # Statements carry people's words and names: not even a failing one goes to the log.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}
DURABLE = {"shared_buffers": "512MB", "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
QUICK = {
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # The suite's databases live for seconds; a vacuum in one would only stand in the way of dropping it.
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Passwords:
    """One password for each role of a cluster."""

    superuser: str
    owner: str
    app: str

    def of(self, role: str) -> str:
        """Return the password of a role."""
        return {SUPER: self.superuser, OWNER: self.owner, APP: self.app}[role]


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server with its data below `home` and its socket in `sockets` (which must be short: 100 bytes)."""

    home: Path
    sockets: Path
    passwords: Passwords
    mark: str
    durable: bool = True

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.home / "server.log"

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address of a database for a role, as libpq and the settings read it."""
        query = urlencode({"host": str(self.sockets)})
        return f"postgresql://{role}:{quote(self.passwords.of(role), safe='')}@/{quote(database)}?{query}"

    def connect(self, role: str = SUPER, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Open a connection that commits each statement by itself."""
        return psycopg.connect(self.url(role, database), autocommit=True, connect_timeout=10)

    def ensure(self) -> None:
        """Make the cluster if it is missing, start it if it is down, and see that roles and database stand."""
        with project.locked(f"cluster-{self.home.name}"):
            furnished = self.home / "furnished"
            self._set_aside_if_foreign()
            if self._answers() and furnished.exists():
                return
            if not (self.data / "PG_VERSION").exists():
                furnished.unlink(missing_ok=True)
                self._create()
            if not self._answers():
                self._start()
            with self.connect() as connection, self.connect(database="template1") as template:
                databases.furnish(connection, template, {role: self.passwords.of(role) for role in (OWNER, APP)})
            furnished.touch()

    def pid(self) -> int | None:
        """Return the server's process id, or nothing; a pid file left by a killed server counts for nothing."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ValueError, ProcessLookupError):
            return None
        except PermissionError:
            pass
        command = Path(f"/proc/{pid}/cmdline")
        if command.exists() and str(self.data).encode() not in command.read_bytes():
            return None
        return pid

    def is_running(self) -> bool:
        """Whether the server's process lives."""
        return self.pid() is not None

    def stop(self) -> None:
        """Stop the server, ending open connections; nothing happens if it is down."""
        if not self.is_running():
            return
        self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(PATIENCE_SECONDS))

    def kill(self) -> None:
        """Kill the server as a power cut would: no goodbye, the next start recovers from the log of writes."""
        pid = self.pid()
        if pid is None:
            return
        doomed = [pid, *processes.children(pid)]
        for each in doomed:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(processes.is_alive(each) for each in doomed):
            if time.monotonic() > deadline:
                raise SetupError(f"PostgreSQL (process {pid}) does not die.")
            time.sleep(0.02)

    def destroy(self) -> None:
        """Stop the server and remove its files."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _answers(self) -> bool:
        """Whether the server is up; one that is still recovering is waited for."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.is_running() and (self.sockets / ".s.PGSQL.5432").exists():
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.1)
            else:
                return True
        return False

    def _runner(self) -> engine.Runner:
        return engine.Runner.of(self.home)

    def _run(self, program: str, *arguments: str) -> None:
        runner = self._runner()
        folder = engine.reachable_programs(runner, self.home.parent)
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(self.home)}
        out = self.home / "command.log"
        with out.open("w") as file:
            done = subprocess.run(
                [folder / program, *arguments],
                cwd=self.home,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=False,
                **runner.options(),
            )
        if done.returncode:
            raise SetupError(self._explain(program, out.read_text(errors="replace")))

    def _explain(self, program: str, said: str) -> str:
        log = self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""
        cure = f"The log is {self.log}."
        if "No space left" in said + log:
            cure = f"The disk that holds {self.home} is full: make room, then run ./dev again."
        elif "shared memory" in said + log:
            cure = "Another server may still be ending; wait a few seconds and run ./dev again."
        return f"PostgreSQL's {program} failed. {cure}\n{said.strip()}\n{log}"

    def _set_aside_if_foreign(self) -> None:
        """Data whose keys are lost (the clone was made anew at the same path) cannot be read: set it aside, start empty."""
        mark = self.home / "mark"
        if not self.data.exists() or (mark.exists() and mark.read_text(encoding="ascii") == self.mark):
            return
        self.stop()
        former = self.home / "data.former"
        shutil.rmtree(former, ignore_errors=True)
        self.data.rename(former)
        print(f"  data of an earlier clone was at {self.data}; it is now in {former}", flush=True)

    def _create(self) -> None:
        runner = self._runner()
        free = shutil.disk_usage(_nearest(self.home)).free
        if free < LEAST_FREE_BYTES:
            raise SetupError(
                f"There is no room for PostgreSQL: {free // 1_000_000} MB are free where {self.home} stands, and it needs"
                f" {LEAST_FREE_BYTES // 1_000_000} MB. Make room, then run ./dev again."
            )
        runner.own(self.home.parent, 0o755 if project.is_root() else 0o700)
        runner.own(self.home)
        # A draft beside the place: a creation cut short must not look like a cluster.
        draft = self.home / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        secret = self.home / "secret"
        runner.write(secret, self.passwords.superuser)
        try:
            self._run("initdb", "-D", str(draft), "-U", SUPER, f"--pwfile={secret}", *INITDB)
        finally:
            secret.unlink()
        with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("include 'linli.conf'\n")
        runner.write(self.home / "mark", self.mark)
        draft.rename(self.data)

    def _start(self) -> None:
        runner = self._runner()
        runner.own(self.sockets)
        settings = COMMON | (DURABLE if self.durable else QUICK) | {"unix_socket_directories": str(self.sockets)}
        text = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        runner.write(self.data / "linli.conf", text)
        if not self.is_running():
            # PostgreSQL itself would take these for a living server's when the killed one stays a zombie, as in many containers.
            for left in (
                self.data / "postmaster.pid",
                self.sockets / ".s.PGSQL.5432.lock",
                self.sockets / ".s.PGSQL.5432",
            ):
                left.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)
        options = ("-D", str(self.data), "-l", str(self.log), "-w", "-t", str(PATIENCE_SECONDS))
        # A server that is up but does not answer has lost its socket (a cleaned /tmp): only a restart makes a new one.
        self._run("pg_ctl", "restart" if self.is_running() else "start", *options)


def _nearest(path: Path) -> Path:
    """Return the path or the nearest folder above it that exists."""
    return path if path.exists() else _nearest(path.parent)


def _clusters_home() -> Path:
    return Path(f"/var/tmp/linli-{project.KEY}") if project.is_root() else project.VAR / "postgres"


def cluster(name: str, *, durable: bool) -> Cluster:
    """Return this clone's cluster of that name; it is made by `ensure`."""
    values = project.secret_values()
    passwords = Passwords(values["LINLI_SUPER_PASSWORD"], values["LINLI_OWNER_PASSWORD"], values["LINLI_APP_PASSWORD"])
    sockets = Path(f"/tmp/linli-{project.KEY}-{name}")
    return Cluster(_clusters_home() / name, sockets, passwords, values["LINLI_CLUSTER"], durable)


def main_cluster() -> Cluster:
    """Return the cluster the city lives in."""
    return cluster("main", durable=True)


def test_cluster() -> Cluster:
    """Return the suite's cluster."""
    return cluster("test", durable=False)
