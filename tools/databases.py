"""Roles and databases inside a cluster: an owner, an application role under the walls, and databases made alike."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from tools import project

SUPER, OWNER, APP = "linli_super", "linli_owner", "linli_app"
DATABASE = "linli"
PATIENCE = 50
EXTENSIONS = ("pg_trgm", "ltree", "btree_gist")
RIGHTS = {OWNER: "CREATEDB", APP: "NOCREATEDB"}

Connection = psycopg.Connection[Any]


def furnish(connection: Connection, template: Connection, passwords: Mapping[str, str]) -> None:
    """Make the two roles, what every later database inherits from template1, and the city's database, where missing."""
    for role, rights in RIGHTS.items():
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        statement = sql.SQL(
            "{verb} ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {rights} PASSWORD {password}"
        ).format(
            verb=sql.SQL("ALTER" if known else "CREATE"),
            role=sql.Identifier(role),
            rights=sql.SQL(rights),
            password=sql.Literal(passwords[role]),
        )
        connection.execute(statement)
    # The owner may end the application's sessions, when a database under it is dropped.
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
    for name in EXTENSIONS:
        template.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
    template.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    template.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))
    template.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APP)))
    # A session left on template1 would keep CREATE DATABASE from copying it.
    template.close()
    if not exists(connection, DATABASE):
        create(connection, DATABASE)


def exists(connection: Connection, name: str) -> bool:
    """Whether there is a database of that name."""
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def create(connection: Connection, name: str, template: str = "template1") -> None:
    """Make a database that belongs to the owner, as a copy of the template."""
    statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)))


def drop(connection: Connection, name: str) -> None:
    """Remove a database, ending the sessions on it; nothing happens if it is not there."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    for _ in range(PATIENCE):
        try:
            connection.execute(statement + sql.SQL(" WITH (FORCE)"))
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            # The server's own autovacuum may be on a freshly loaded database; the owner can't end that, but it leaves by itself.
            time.sleep(0.2)
        else:
            return
    connection.execute(statement)


def rename(connection: Connection, name: str, to: str) -> None:
    """Give a database another name; nobody may be on it."""
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))


def named_like(connection: Connection, prefix: str) -> list[str]:
    """Return the names of the databases that begin so, the oldest first."""
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname ^@ %s ORDER BY oid", [prefix]).fetchall()
    return [str(row[0]) for row in rows]


def state() -> str:
    """Return a fingerprint of what decides the tables and reference data of a fresh database."""
    linli = project.ROOT / "linli"
    # Seeding goes through the contexts' own actions and models.
    patterns = [
        *("**/migrations/*.py", "**/data/**/*", "**/management/commands/seed*.py", "base/kit/*.py"),
        *("**/actions.py", "**/actions/*.py", "**/models.py", "**/models/*.py"),
    ]
    lock = project.ROOT / "requirements.lock"
    return project.digest(lock, *(path for pattern in patterns for path in linli.glob(pattern) if path.is_file()))


def noted_state(connection: Connection) -> str:
    """Return the fingerprint that was noted on the connection's database, or an empty text."""
    statement = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    row = connection.execute(statement).fetchone()
    return str(row[0] or "") if row else ""


def note_state(connection: Connection, text: str) -> None:
    """Note on the connection's database what it was built from."""
    name = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(text)))
