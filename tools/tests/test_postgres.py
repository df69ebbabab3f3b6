"""The project's own PostgreSQL: made, killed, started again, two roles."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tools import databases, postgres, project
from tools.postgres import APP, DATABASE, OWNER, Cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Return a cluster of this module's own, where PostgreSQL's user can reach it."""
    base = Path("/var/tmp" if project.is_root() else tempfile.gettempdir())
    home = base / f"linli-{project.KEY}-pytest" / "server"
    sockets = Path(f"/tmp/linli-{project.KEY}-pytest-sockets")
    made = Cluster(home, sockets, postgres.test_cluster().passwords, "mark", durable=True)
    made.ensure()
    yield made
    made.destroy()
    shutil.rmtree(home.parent)


def ask(cluster: Cluster, role: str, statement: str) -> list[tuple[object, ...]]:
    with cluster.connect(role, DATABASE) as connection:
        return connection.execute(statement).fetchall()


def test_cluster_listens_on_its_socket_only(cluster: Cluster) -> None:
    assert ask(cluster, OWNER, "SHOW listen_addresses") == [("",)]


def test_chinese_has_trigrams(cluster: Cluster) -> None:
    assert ask(cluster, APP, "SELECT cardinality(show_trgm('海港区'))") == [(4,)]


def test_application_role_makes_no_tables(cluster: Cluster) -> None:
    with cluster.connect(APP, DATABASE) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE stray (id int)")


def test_no_role_of_ours_passes_the_walls(cluster: Cluster) -> None:
    rows = ask(
        cluster,
        OWNER,
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN ('linli_owner', 'linli_app')",
    )
    assert sorted(rows) == [("linli_app", False, False), ("linli_owner", False, False)]


def test_killed_server_starts_again_with_what_was_written(cluster: Cluster) -> None:
    with cluster.connect(OWNER, DATABASE) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    cluster.kill()
    assert not cluster.is_running()
    cluster.ensure()
    assert ask(cluster, OWNER, "SELECT answer FROM kept") == [(42,)]


def test_database_is_copied_from_a_template(cluster: Cluster) -> None:
    with cluster.connect(OWNER, "postgres") as connection:
        databases.create(connection, "copy", DATABASE)
        assert databases.named_like(connection, "cop") == ["copy"]
        databases.drop(connection, "copy")
        assert not databases.exists(connection, "copy")


def test_full_disk_is_said_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LEAST_FREE_BYTES", 10**18)
    poor = Cluster(tmp_path / "home" / "server", tmp_path / "sockets", postgres.test_cluster().passwords, "mark")
    with pytest.raises(project.SetupError, match="There is no room for PostgreSQL"):
        poor.ensure()
    assert list(tmp_path.iterdir()) == []


def test_stale_pid_file_does_not_keep_the_server_down(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n", encoding="ascii")
    assert not cluster.is_running()
    cluster.ensure()
    assert ask(cluster, OWNER, "SELECT 1") == [(1,)]


def test_data_of_an_earlier_clone_is_set_aside(cluster: Cluster) -> None:
    newer = replace(cluster, mark="another")
    cluster.stop()
    newer.ensure()
    assert (cluster.home / "data.former" / "PG_VERSION").exists()
    assert ask(newer, OWNER, "SELECT count(*) FROM pg_tables WHERE tablename = 'kept'") == [(0,)]
    newer.destroy()
