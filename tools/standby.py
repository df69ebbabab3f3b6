"""A second PostgreSQL server that follows the first by streaming, and takes its place when it falls."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tools.postgres import PATIENCE_SECONDS, SUPER, Cluster
from tools.project import SetupError


@dataclass(frozen=True)
class Standby(Cluster):
    """A cluster that is a running copy of another. `follow` makes it, `promote` lets it write."""

    def follow(self, leader: Cluster) -> None:
        """Copy the leader while it works, start, and have every commit there wait until it is safe here too."""
        self.destroy()
        runner = self._runner()
        runner.own(self.home.parent, 0o755)
        runner.own(self.home)
        # libpq takes it from a file: in the command line anyone on the machine could read it.
        passfile = self.home / "leader.pass"
        runner.write(passfile, f"*:*:*:{SUPER}:{self.passwords.of(SUPER)}\n")
        address = (
            f"host={leader.sockets} user={SUPER} dbname=postgres passfile={passfile} application_name=linli_standby"
        )
        self._run("pg_basebackup", "-D", str(self.data), "-d", address, "-R", "-X", "stream", "-c", "fast")
        runner.write(self.home / "mark", self.mark)
        (self.home / "furnished").touch()
        self._start()
        with leader.connect() as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'linli_standby'")
            connection.execute("SELECT pg_reload_conf()")
        self._wait_until_in_step(leader)

    def promote(self) -> None:
        """Stop following and take writes; it waits for no standby of its own until one is named."""
        self._run("pg_ctl", "promote", "-D", str(self.data), "-w", "-t", str(PATIENCE_SECONDS))

    def _wait_until_in_step(self, leader: Cluster) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        with leader.connect() as connection:
            while connection.execute(
                "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
            ).fetchone() != (1,):
                if time.monotonic() > deadline:
                    raise SetupError(f"The standby does not keep in step with the leader. Its log is {self.log}.")
                time.sleep(0.1)
