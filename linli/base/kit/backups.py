"""Backups: a dump of the database, the stored files, and a manifest by which a restored city is proved to be the same by counting it.

The dump and the counts come from one snapshot, so that a city may go on working meanwhile. What seals personal fields is not in it:
without `LINLI_SEAL_KEY` a restored city can't read them.
"""

import hashlib
import json
import shutil
import subprocess
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"
FORMAT = 1

_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
# The sum of a hash of each row doesn't depend on their order, which a restore changes.
_COUNTED = "SELECT count(*), COALESCE(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"
# A row as text has to read alike on both servers.
_ALIKE = """
SELECT set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, MDY', true), set_config('intervalstyle', 'postgres', true),
       set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true)"""


class BackupError(Exception):
    """A backup or restore that can't be done or isn't right; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: per table its rows and the sum of their hashes, sequences, and files by their SHA-256."""

    format: int
    made_at: str
    server: str
    app_role: str
    dump_sha256: str
    tables: dict[str, list[str]]
    sequences: dict[str, int | None]
    files: dict[str, str]

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(int(rows) for rows, _digest in self.tables.values())


def backup(folder: Path, now: datetime) -> Manifest:
    """Write a backup into an empty or new folder that only its owner can read; the manifest comes last, so a torn one has none."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty. Name a new folder: a backup never overwrites another.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, server = cursor.fetchone()
        _program("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--file", str(folder / DUMP))
        tables, sequences = _counted(cursor)
    (folder / DUMP).chmod(0o600)
    # A file is stored before its row: what the rows of the snapshot name is there.
    files = _copied(Path(settings.MEDIA_ROOT), folder / FILES)
    manifest = Manifest(
        format=FORMAT,
        made_at=now.isoformat(),
        server=server,
        app_role=settings.DATABASES["default"]["USER"],
        dump_sha256=_sha256(folder / DUMP),
        tables=tables,
        sequences=sequences,
        files=files,
    )
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def restore(folder: Path, jobs: int = 2) -> Manifest:
    """Put a backup into the empty database and the empty storage that the settings name, and prove it by counting."""
    manifest = read(folder)
    if _sha256(folder / DUMP) != manifest.dump_sha256:
        raise BackupError(f"{folder / DUMP} is not what the manifest says: the copy is damaged. Take another one.")
    role = settings.DATABASES["default"]["USER"]
    if role != manifest.app_role:
        raise BackupError(
            f"The application's role was {manifest.app_role}, here it is {role}: name it alike in DATABASE_URL."
        )
    media = Path(settings.MEDIA_ROOT)
    with connections["owner"].cursor() as cursor:
        cursor.execute(_TABLES)
        if cursor.fetchone():
            raise BackupError(
                "The database that OWNER_DATABASE_URL names is not empty. A restore never overwrites: name an empty one."
            )
    if media.exists() and any(media.iterdir()):
        raise BackupError(f"{media} is not empty. A restore never overwrites: point LINLI_VAR at a new folder.")
    database = connections["owner"].settings_dict["NAME"]
    options = ("--exit-on-error", "--no-owner", "--no-comments", f"--jobs={jobs}", f"--dbname={database}")
    _program("pg_restore", *options, str(folder / DUMP))
    _copied(folder / FILES, media)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    if differences := compare(manifest):
        raise BackupError("What was restored is not what was backed up:\n" + "\n".join(differences))
    return manifest


def compare(manifest: Manifest) -> list[str]:
    """Count the present database and storage again; says in a sentence each what differs from the manifest."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables, sequences = _counted(cursor)
    media = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(media)): _sha256(path) for path in _files_of(media)}
    found = []
    for what, then, now in (
        ("table", manifest.tables, tables),
        ("sequence", manifest.sequences, sequences),
        ("file", manifest.files, files),
    ):
        for name in sorted({*then, *now}):
            before, after = then.get(name), now.get(name)
            if before != after:
                found.append(f"{what} {name}: {before} in the backup, {after} here")
    return found


def read(folder: Path) -> Manifest:
    """The manifest of a backup."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BackupError(f"{folder} holds no {MANIFEST}: it is no backup, or one that was not finished.") from error
    if found["format"] != FORMAT:
        raise BackupError(f"The backup has format {found['format']}; this version reads {FORMAT}.")
    return Manifest(**found)


def _counted(cursor: CursorWrapper) -> tuple[dict[str, list[str]], dict[str, int | None]]:
    """Rows and digest of every table, and where every sequence stands."""
    cursor.execute(_ALIKE)
    cursor.execute(_TABLES)
    tables: dict[str, list[str]] = {}
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL(_COUNTED).format(sql.Identifier(name)).as_string(None))
        rows, digest = cursor.fetchone()
        tables[name] = [str(rows), digest]
    cursor.execute(_SEQUENCES)
    return tables, dict(cursor.fetchall())


def _copied(source: Path, target: Path) -> dict[str, str]:
    """Copy a tree of files; their SHA-256 by relative path."""
    target.mkdir(parents=True, exist_ok=True)
    found = {}
    for path in _files_of(source):
        name = str(path.relative_to(source))
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        found[name] = _sha256(copy)
    return found


def _files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _program(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the owner's database; the password goes by the environment, which others can't read."""
    database: dict[str, Any] = connections["owner"].settings_dict
    environment = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"] or "5432",
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        "LC_ALL": "C",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
    }
    program = str(Path(settings.LINLI_PG_BIN) / name) if settings.LINLI_PG_BIN else name
    try:
        done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BackupError(
            f"{name} is missing. Install PostgreSQL's client programs, or name their folder in LINLI_PG_BIN."
        ) from error
    if done.returncode:
        raise BackupError(f"{name} failed:\n{done.stderr.strip()[-2000:]}")
