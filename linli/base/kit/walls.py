"""Walls: the actor is told to PostgreSQL, whose row-level policies then confine every query.

The settings are local to the transaction, so a pooled connection carries nothing over to the next request;
without an actor nothing scoped is seen. The SQL builders below are used by the contexts' migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Actor, Level

_current: ContextVar[Actor | None] = ContextVar("linli_actor", default=None)

_SETTINGS = ("sight", "level", "place", "body", "post", "person", "account", "subject", "caps")
_SET = "SELECT " + ", ".join(f"set_config('linli.{name}', %({name})s, true)" for name in _SETTINGS)


def _text(value: UUID | str | None) -> str:
    return "" if value is None else str(value)


def _values(actor: Actor | None) -> list[str]:
    if actor is None:
        return [""] * len(_SETTINGS)
    caps = "," + ",".join(sorted(actor.capabilities)) + ","
    return [
        actor.sight.value,
        _text(actor.level),
        _text(actor.place_id),
        _text(actor.body_id),
        _text(actor.post_id),
        _text(actor.person_id),
        _text(actor.account_id),
        _text(actor.subject_id),
        caps,
    ]


def settings_of(actor: Actor | None) -> dict[str, str]:
    """What an actor is to PostgreSQL: the settings its policies read."""
    return dict(zip((f"linli.{name}" for name in _SETTINGS), _values(actor), strict=True))


def _tell(actor: Actor | None) -> None:
    hot.execute(_SET, dict(zip(_SETTINGS, _values(actor), strict=True)))


def current() -> Actor | None:
    """The actor of the innermost `acting` block."""
    return _current.get()


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Run a block in one transaction as `actor`; inside another block the former actor is set again at the end.

    When the block raises, its transaction (or savepoint) is rolled back, and PostgreSQL itself restores the
    settings; when it ends well inside a larger transaction, we do.
    """
    nested = connection.in_atomic_block
    token = _current.set(actor)
    try:
        with transaction.atomic():
            _tell(actor)
            yield actor
    finally:
        _current.reset(token)
        if nested and not connection.needs_rollback:
            _tell(_current.get())


def has(capability: str) -> str:
    """SQL: the actor carries the capability."""
    return f"position(',{capability},' in (SELECT current_setting('linli.caps', true))) > 0"


def is_sight(*sights: str) -> str:
    """SQL: the actor's kind of sight is one of these."""
    listed = ", ".join(f"'{sight}'" for sight in sights)
    return f"(SELECT current_setting('linli.sight', true)) IN ({listed})"


def setting(name: str) -> str:
    """SQL: one of the actor's ids, as uuid or NULL; a scalar subquery, so it's read once a query."""
    return f"(SELECT linli_setting('{name}'))"


def in_subtree(prefix: str = "") -> str:
    """SQL: the row lies in the acting place's subtree, by the column of the actor's own level."""
    branches = " ".join(
        f"WHEN '{level.value}' THEN {prefix}{SCOPE_COLUMN[level]} = {setting('place')}"
        for level in Level
        if level in SCOPE_COLUMN
    )
    return f"(CASE (SELECT current_setting('linli.level', true)) {branches} ELSE false END)"


def policy(table: str, *, name: str, using: str, check: str | None = None, command: str = "ALL") -> str:
    """SQL: one row-level policy; `check` guards what may be written where it differs from what may be read."""
    using_part = "" if command == "INSERT" else f" USING ({using})"
    wanted = check if check is not None else using
    check_part = "" if command in ("SELECT", "DELETE") else f" WITH CHECK ({wanted})"
    return f"CREATE POLICY {name} ON {table} FOR {command}{using_part}{check_part};"


def question(name: str, table: str) -> str:
    """SQL: a function that says whether the caller sees the row of a table with an id, for the walls of other tables to ask.

    Not SQL but plpgsql: the planner can't look inside. Written out, the walls of a table that stand on those of a second and a
    third are planned anew with every statement, which takes longer than to answer it.
    """
    body = f"BEGIN RETURN EXISTS (SELECT 1 FROM {table} WHERE id = wanted); END"  # noqa: S608 -- a name a migration writes
    return f"CREATE FUNCTION {name}(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ {body} $$;"


def answered(name: str, column: str) -> str:
    """SQL: what a `question` says of the row whose id is in a column; the system sees every row and need not ask."""
    return f"({is_sight('system')} OR {name}({column}))"


def raise_wall(table: str) -> str:
    """SQL: switch row-level security on; with no policy nobody but the owner sees a row."""
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"


def lower_wall(table: str) -> str:
    """SQL: the reverse of `raise_wall`, for migrations run backwards."""
    return f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
