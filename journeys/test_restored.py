"""A city is backed up while it works, restored on another server's data directory, and proved to be the same by counting."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tools import databases, engine, postgres, testing
from tools.project import ROOT

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ and not testing.is_own_server(),
        reason="another server's programs are not ours to know",
    ),
]
PHOTO = "ab/abcdef.jpg"


def _linli(surroundings: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words], check=False, cwd=ROOT, env=surroundings, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def elsewhere(city: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An empty server with a data directory of its own; the surroundings of processes on it."""
    server = postgres.cluster("restored", durable=False)
    server.destroy()
    server.ensure()
    yield {
        **city,
        "DATABASE_URL": server.url(databases.APP),
        "OWNER_DATABASE_URL": server.url(databases.OWNER),
        "LINLI_VAR": str(tmp_path_factory.mktemp("elsewhere")),
        "LINLI_PG_BIN": str(engine.programs()),
    }
    server.destroy()


@pytest.fixture(scope="module")
def made(city: dict[str, str], elsewhere: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the small city and of one stored file."""
    photo = Path(city["LINLI_VAR"]) / "media" / PHOTO
    photo.parent.mkdir(parents=True, exist_ok=True)
    photo.write_bytes(b"a photo")
    folder = tmp_path_factory.mktemp("backups") / "tonight"
    done = _linli(city | {"LINLI_PG_BIN": elsewhere["LINLI_PG_BIN"]}, "backup", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_a_restored_city_is_the_same_to_the_last_row(made: Path, elsewhere: dict[str, str]) -> None:
    damaged = made.parent / "damaged"
    shutil.copytree(made, damaged)
    (damaged / "database.dump").write_bytes((damaged / "database.dump").read_bytes()[:-1])
    refused = _linli(elsewhere, "restore", str(damaged))
    assert (refused.returncode, "the copy is damaged" in refused.stderr) == (1, True)

    done = _linli(elsewhere, "restore", str(made))
    assert done.returncode == 0, done.stderr
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert int(manifest["tables"]["matters_matter"][0]) > 2_000
    assert manifest["files"] == {PHOTO: hashlib.sha256(b"a photo").hexdigest()}
    assert (Path(elsewhere["LINLI_VAR"]) / "media" / PHOTO).read_bytes() == b"a photo"
    with psycopg.connect(elsewhere["OWNER_DATABASE_URL"]) as connection:
        found = connection.execute("SELECT count(*) FROM matters_matter").fetchone()
        assert found == (int(manifest["tables"]["matters_matter"][0]),)

    # The walls came with it: without an actor the application sees nothing.
    with psycopg.connect(elsewhere["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM matters_matter").fetchone() == (0,)
    whole = _linli(elsewhere, "journal", "verify")
    assert (whole.returncode, whole.stdout) == (0, "The journal is whole.\n")

    again = _linli(elsewhere, "restore", str(made))
    assert (again.returncode, "is not empty" in again.stderr) == (1, True)


def test_one_changed_row_and_one_changed_file_are_found(made: Path, elsewhere: dict[str, str]) -> None:
    assert _linli(elsewhere, "restore", "--check", str(made)).returncode == 0
    with psycopg.connect(elsewhere["OWNER_DATABASE_URL"]) as connection:
        connection.execute(
            "UPDATE matters_matter SET spot = '别处' WHERE id = (SELECT min(id::text)::uuid FROM matters_matter)"
        )
    (Path(elsewhere["LINLI_VAR"]) / "media" / PHOTO).write_bytes(b"another photo")
    checked = _linli(elsewhere, "restore", "--check", str(made))
    assert checked.returncode == 1
    assert [line.split(":")[0] for line in checked.stderr.strip().splitlines()[1:]] == [
        "table matters_matter",
        f"file {PHOTO}",
    ]


def test_a_backup_never_overwrites(made: Path, city: dict[str, str], elsewhere: dict[str, str]) -> None:
    refused = _linli(city | {"LINLI_PG_BIN": elsewhere["LINLI_PG_BIN"]}, "backup", str(made))
    assert (refused.returncode, "is not empty" in refused.stderr) == (1, True)
    nothing = _linli(elsewhere, "restore", str(made.parent))
    assert (nothing.returncode, "it is no backup" in nothing.stderr) == (1, True)
