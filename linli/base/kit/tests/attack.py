"""What attacks on the walls share: raw SQL as the application's role, below Django."""

from typing import Any

import psycopg

from linli.base.kit import walls
from linli.base.kit.actor import Actor

AppSql = psycopg.Connection[Any]


def tell(connection: AppSql, actor: Actor | None) -> None:
    """Be somebody in a new transaction; None: somebody who said nothing of themselves."""
    connection.rollback()
    if actor is not None:
        for name, value in walls.settings_of(actor).items():
            connection.execute("SELECT set_config(%s, %s, true)", [name, value])


def seen(connection: AppSql, actor: Actor | None, table: str) -> int:
    """How many rows of a table they see."""
    tell(connection, actor)
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 -- a table of ours
    return int(row[0]) if row else 0


def refused(connection: AppSql, actor: Actor | None, statement: str, *values: object) -> bool:
    """Whether a statement of theirs is refused or changes nothing; taken back in any case."""
    tell(connection, actor)
    try:
        changed = connection.execute(statement, values or None).rowcount
    except psycopg.errors.InsufficientPrivilege:
        connection.rollback()
        return True
    connection.rollback()
    return changed == 0
