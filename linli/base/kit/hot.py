"""Hot statements: prepared on the connection and bound by the server, so that a long one is parsed and planned once.

For the few statements whose text is long and whose rate is high; everything else goes through Django's own cursor.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.db import connection
from django.db.models import Model
from psycopg.rows import dict_row

M = TypeVar("M", bound=Model)
_NAMED = re.compile(r"%\((\w+)\)s")


@lru_cache(maxsize=64)
def _numbered(statement: str) -> tuple[str, tuple[str, ...]]:
    """The statement with `$1`, `$2` … for its named values, and their names in that order.

    psycopg keeps no parsed form of a statement of over 4,096 characters, and parsing one costs a millisecond each time.
    """
    names = tuple(dict.fromkeys(_NAMED.findall(statement)))
    numbers = {name: f"${number}" for number, name in enumerate(names, start=1)}
    return _NAMED.sub(lambda found: numbers[found[1]], statement), names


def execute(statement: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Run one statement in the current transaction; the first row as a mapping, or None. Counted like any other query."""
    found = rows(statement, values)
    return found[0] if found else None


def rows(statement: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run one statement in the current transaction; every row as a mapping. Counted like any other query."""
    connection.ensure_connection()
    text, names = _numbered(statement)
    began = monotonic()
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection, row_factory=dict_row) as cursor:
        cursor.execute(text, [values[name] for name in names], prepare=True)
        found = cursor.fetchall() if cursor.description else []
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement, "time": f"{monotonic() - began:.3f}"})
    return found


def each(statement: str, many: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run one statement over many rows, which it takes apart by `jsonb_to_recordset(%(rows)s::jsonb)`; every row it gives back.

    A single row comes by `jsonb_to_record`: PostgreSQL takes a set for a hundred rows, and such a plan it may make anew each time.
    """
    if len(many) == 1:
        return rows(_for_one(statement), {**values, "rows": packed(many[0])})
    return rows(statement, {**values, "rows": packed(many)})


@lru_cache(maxsize=64)
def _for_one(statement: str) -> str:
    return statement.replace("jsonb_to_recordset(", "jsonb_to_record(")


def packed(value: object) -> str:
    """A row or rows as one JSON value for a statement that takes it apart."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    """What JSON has no word for, as PostgreSQL reads it out of a text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return f"\\x{value.hex()}"
    return str(value)


def instance(model: type[M], id_: UUID) -> M | None:
    """The row of a model with this id: what `filter(id=…).first()` gives, at a third of its price."""
    statement, names, converted = _by_id(model)
    found = execute(statement, {"id": id_})
    if found is None:
        return None
    for column, converters in converted:
        for convert in converters:
            found[column] = convert(found[column], None, connection)
    return model.from_db(connection.alias, names, list(found.values()))


@lru_cache(maxsize=64)
def _by_id(model: type[Model]) -> tuple[str, list[str], list[tuple[str, list[Callable[..., Any]]]]]:
    """The statement, the attributes of its columns in their order, and what some of them are converted by."""
    fields = model._meta.concrete_fields
    converted = [(str(field.column), field.get_db_converters(connection)) for field in fields]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"SELECT {columns} FROM {table} WHERE id = %(id)s"  # noqa: S608 -- a model's own names
    return statement, [field.attname for field in fields], [pair for pair in converted if pair[1]]
